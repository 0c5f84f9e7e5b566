int check(int flags, int size, int open, int closed) {
    if (!flags & MASK) return 1;
//      ^^^^^^^^^^^^^ finds
    if (!size == 0) return 2;
//      ^^^^^^^^^^ finds
    if (!(flags & MASK)) return 3; /* ok */
    if (!open == closed) return 4; /* ok: both may be truth values */
    return !open && closed; /* ok */
}
