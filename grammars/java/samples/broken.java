package broken;

class Half {
// <- symbols: @symbol.class
    int kept = 1;
    // <- symbols: @symbol.field
    int count( {
        call(kept;
    }

    void after() { kept.go(); }
    //   ^^^^^ symbols: @name
    //                  ^^ calls: @name
