class Modes {
    int width(String mode) {
        if (mode == "wide") return 1;
//          ^^^^^^^^^^^^^^ finds
        if ("narrow" != mode) return 2;
//          ^^^^^^^^^^^^^^^^ finds
        if ("wide".equals(mode)) return 3; // ok
        return mode == null ? 4 : 5; // ok
    }
}
