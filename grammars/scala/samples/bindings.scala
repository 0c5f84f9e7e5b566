class Bindings {
  def use(some: Any): Unit = {
    val box: Box = make("名")
//      ^^^ bindings: @name
//           ^^^ bindings: @type
//                 ^^^^^^^^^ bindings: @value
    val (left, right) = pair()
//      ^^^^^^^^^^^^^ bindings: @names
//                      ^^^^^^ bindings: @value
    for (item <- box.all()) {}
//       ^^^^ bindings: @name
//               ^^^^^^^^^ bindings: @element
    some match { case found: Box => found.lid() }
//                    ^^^^^ bindings: @name
//                           ^^^ bindings: @type
    box.each((one: Item) => one.lid())
//           ^^^^^^^^^^^^^^^^^^^^^^^^ bindings: @scope
//            ^^^ bindings: @name
//                 ^^^^ bindings: @type
  }
  def make(key: String) = new Box(key)
//                        ^^^^^^^^^^^^ symbols: @returned
}
