void clear(struct point *p, char name[8]) {
    memset(p, 0, sizeof(p));
//               ^^^^^^^^^ finds
    memset(p, 0, sizeof(*p)); /* ok */
    char text[10];
    memset(text, 0, sizeof(text)); /* ok: an array */
}
