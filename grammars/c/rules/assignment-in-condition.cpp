int open_state(int state) {
    if (state = 1) return 1;
//      ^^^^^^^^^ finds
    if (auto next = find(state)) return 2; // ok
    return state == 1 ? 1 : 2; // ok
}
