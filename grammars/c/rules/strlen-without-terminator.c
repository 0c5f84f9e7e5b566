char *copy(const char *text, const char *other) {
    char *made = malloc(strlen(text));
//               ^^^^^^^^^^^^^^^^^^^^ finds
    strcpy(made, text);
    char *right = malloc(strlen(text) + 1); /* ok */
    char *bytes = malloc(strlen(other)); /* ok: never copied with its terminator */
    memcpy(bytes, other, strlen(other));
    return right;
}
