class Half {
// <- symbols: @symbol.class
  int kept_;
  //  ^^^^^ symbols: @name
};

int Half::lost(int a) {
  call(a;
}

int after() { return later(1); }
//  ^^^^^ symbols: @name
//                   ^^^^^ calls: @name
