class Door {
    void open(boolean closed) {
        if (closed);
//                 ^ finds
        { close(); }
        if (closed) { close(); } // ok
        while (next()); // ok: the condition does the work
    }
}
