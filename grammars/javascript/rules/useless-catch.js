function read(text) {
  try { return JSON.parse(text); } catch (error) { throw error; }
//                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ finds
  try { return JSON.parse(text); } catch (error) { throw new Error(text, { cause: error }); } // ok
}
