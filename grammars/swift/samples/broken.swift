class Half {
// <- symbols: @symbol.class
    let kept = 1
    //  ^^^^ symbols: @name

    func count() {
        call(kept
    }

    func after() { kept.go() }
    //   ^^^^^ symbols: @name
    //                  ^^ calls: @name
}
