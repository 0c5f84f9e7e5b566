function read(text) {
  debugger;
//^^^^^^^^^ finds
  return text.debugger; // ok
}
