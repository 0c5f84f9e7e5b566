class Half {
// <- symbols: @symbol.class
    val kept = 1
    //  ^^^^ symbols: @name

    fun count() {
    //  ^^^^^ symbols: @name
        if (kept > ) call(kept)
    }

    fun after() { kept.go() }
    //  ^^^^^ symbols: @name
    //                 ^^ calls: @name
}
