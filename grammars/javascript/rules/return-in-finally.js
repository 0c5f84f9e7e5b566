function fetchAll(url) {
  try {
    return open(url);
  } finally {
    return [];
//  ^^^^^^^^^^ finds
  }
}
function other(url) {
  try {
    return open(url); // ok
  } finally {
    defer(() => { return url; }); // ok: leaves only the inner function
  }
}
