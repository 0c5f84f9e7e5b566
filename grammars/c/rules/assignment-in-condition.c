int open_state(int state) {
    if (state = 1) return 1;
//      ^^^^^^^^^ finds
    while (state = 0) step();
//         ^^^^^^^^^ finds
    if (state == 1) return 2; /* ok */
    int c;
    while ((c = getchar()) != EOF) step(); /* ok */
    if (state = next()) return 3; /* ok: what a call returns */
    return 0;
}
