class Point {
    int left;
    int top;
    Point(int left, int top) {
        this.left = left; // ok
        top = top;
//      ^^^^^^^^^ finds
    }
    void reset() {
        this.left = this.left;
//      ^^^^^^^^^^^^^^^^^^^^^ finds
        other.left = other.left; // ok: not a field of this object
    }
}
