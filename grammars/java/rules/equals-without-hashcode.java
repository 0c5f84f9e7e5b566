class Point {
    @Override public boolean equals(Object other) { return other instanceof Point; }
//                           ^^^^^^ finds
}
class Size {
    @Override public boolean equals(Object other) { return other instanceof Size; } // ok
    @Override public int hashCode() { return 1; }
}
class Shape {
    boolean equals(Shape other) { return true; } // ok: another method
}
