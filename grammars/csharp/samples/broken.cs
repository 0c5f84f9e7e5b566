class Half
// <- symbols: @symbol.class
{
    int kept = 1;
    // <- symbols: @symbol.field
    int Count(
    {
        Call(kept;
    }

    void After() { kept.Go(); }
    //   ^^^^^ symbols: @name
    //                  ^^ calls: @name
}
