class Parser {
  parse() {}
  get size() { return 1; }
  set size(value) {} // ok: a getter and its setter
  static parse() {} // ok: on the class, not its instances
  parse(text) {}
//^^^^^ finds
}
