class Half {
// <- symbols: @symbol.class
  val kept = 1
  //  ^^^^ symbols: @name

  def count(): Int = { call(kept }

  def after() = kept.go()
  //  ^^^^^ symbols: @name
  //                 ^^ calls: @name
}
