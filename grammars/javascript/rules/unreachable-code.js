function load(path) {
  if (!path) {
    throw new Error("no path");
    return null;
//  ^^^^^^^^^^^^ finds
  }
  switch (path) {
    case "a": return 1; break; // ok: a habit
  }
  return helper(path); // ok
  function helper(text) { return text; } // ok: hoisted
}
