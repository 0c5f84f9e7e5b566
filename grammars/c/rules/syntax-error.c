int area(int width, int height) {
    return (width * height;
//                       ^ finds
}
int other(void) { return 1; } /* ok */
