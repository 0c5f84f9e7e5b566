int check(int flags, int a, int b) {
    if (flags & MASK == VALUE) return 1;
//      ^^^^^^^^^^^^^^^^^^^^^ finds
    if ((flags & MASK) == VALUE) return 2; /* ok */
    return (a < b) & (b < a); /* ok */
}
