struct half {
// <- symbols: @symbol.struct
    int kept;
    //  ^^^^ symbols: @name
};

int lost(int a) {
    call(a;
}

int after(void) { return later(1); }
//  ^^^^^ symbols: @name
//                       ^^^^^ calls: @name
