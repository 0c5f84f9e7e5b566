class Area {
    int area(int width, int height) {
        return (width * height;
//                           ^ finds
    }
    int other() { return 1; } // ok
}
