function open(state) {
  state.open === true;
//^^^^^^^^^^^^^^^^^^^ finds
  state.open = true; // ok
  return state.open === true; // ok
}
