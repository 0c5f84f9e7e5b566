int kind(char token) {
    if (token == '(') return 1;
    else if (token == ')') return 2;
    else if (token == '(') return 3;
//          ^^^^^^^^^^^^^^ finds
    if (next() == 1) return 4;
    else if (next() == 1) return 5; /* ok: a call may answer differently */
    return 0;
}
