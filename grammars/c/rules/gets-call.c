void read_line(char *buffer, int size) {
    gets(buffer);
//  ^^^^^^^^^^^^ finds
    fgets(buffer, size, stdin); /* ok */
    table->gets(buffer); /* ok: another function */
}
