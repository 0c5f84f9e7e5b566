function width(size, name) {
  switch (size) {
    case "small" || "tiny": return 1;
//       ^^^^^^^^^^^^^^^^^ finds
    case "large": // ok
    case "huge": return 2; // ok
  }
  if (name === "a" || "b") return 3;
//    ^^^^^^^^^^^^^^^^^^^ finds
  if (name === "a" || name === "b") return 4; // ok
  return name === "a" || "b"; // ok: a value, not a condition
}
