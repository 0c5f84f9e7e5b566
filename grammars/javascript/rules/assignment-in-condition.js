function open(state, text) {
  if (state = "open") return 1;
//    ^^^^^^^^^^^^^^ finds
  while (state = true) step();
//       ^^^^^^^^^^^^ finds
  if (state === "open") return 2; // ok
  let match;
  while ((match = /a/g.exec(text))) step(match); // ok: what a call returns
  if (match = find(text)) return 3; // ok
}
