char *name(int number) {
    char text[20];
    sprintf(text, "%d", number);
    return text;
//  ^^^^^^^^^^^^ finds
}
char *kept(int number) {
    static char text[20];
    return text; /* ok: static */
}
int first(void) {
    int values[3] = {1, 2, 3};
    return values[0]; /* ok: a value */
}
