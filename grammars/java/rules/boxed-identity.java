class Numbers {
    boolean same(Integer left, Integer right, int plain) {
        if (left == plain) return true; // ok: compares numbers
        Long total = 1L;
        return left == right || left.equals(right); // ok: equals
//             ^^^^^^^^^^^^^ finds
    }
    boolean strings(String left, String right) {
        return left == right; // ok: interned on purpose, perhaps
    }
}
