function open(state) {
  if (state.open);
//               ^ finds
  { close(state); }
  if (state.open) { close(state); } // ok
  while (state.next()); // ok: the condition does the work
}
