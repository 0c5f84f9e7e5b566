int count(void) {
    char c;
    int n = 0, d;
    while ((c = getchar()) != EOF) n++;
//         ^^^^^^^^^^^^^^^ finds
    while ((d = getchar()) != EOF) n++; /* ok */
    return n;
}
