class Size {
    void resize(int width) {
        if (width < 0) {
            new IllegalArgumentException("width must not be negative");
//          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ finds
        }
        if (width > 1000) throw new IllegalArgumentException("too wide"); // ok
        Exception kept = new IllegalStateException(); // ok
        new Thread(this).start(); // ok
    }
}
