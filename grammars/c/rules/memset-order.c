void clear(char *p, int size) {
    memset(p, size, 0);
//  ^^^^^^^^^^^^^^^^^^ finds
    memset(p, 0, size); /* ok */
    memset(p, 0, 0); /* ok: nothing to set, either way */
}
