function read(text) {
  try { return JSON.parse(text); } catch (error) {}
//                                 ^^^^^^^^^^^^^^^^ finds
  try { return JSON.parse(text); } catch {} // ok: says that it does not matter
  try { return JSON.parse(text); } catch (error) { /* plain text */ } // ok
  try { return JSON.parse(text); } catch (ignored) {} // ok
}
