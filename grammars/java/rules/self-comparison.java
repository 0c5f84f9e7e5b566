class Range {
    boolean overlaps(Range a, Range b) {
        if (a.start < b.end && b.start < b.start) return true;
//                             ^^^^^^^^^^^^^^^^^ finds
        if (a.equals(a)) return true;
//          ^^^^^^^^^^^ finds
        double value = a.value;
        if (value != value) return false; // ok: the check for NaN
        assertTrue(a.equals(a)); // ok: a test
        return a.equals(b); // ok
    }
}
