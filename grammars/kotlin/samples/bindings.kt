fun use(given: Any) {
    val box: Box = made
//      ^^^ bindings: @name
//           ^^^ bindings: @type
    val other = make("名")
//      ^^^^^ bindings: @name
//              ^^^^^^^^^ bindings: @value
    val (left, right) = pair()
//      ^^^^^^^^^^^^^ bindings: @names
//                      ^^^^^^ bindings: @value
    for (item in box.all()) {
//       ^^^^ bindings: @name
//               ^^^^^^^^^ bindings: @element
    }
    if (given is Box) {
//      ^^^^^ bindings: @name
//               ^^^ bindings: @type
//                    ^ bindings: @scope
    }
    box.each { one: Item -> one.lid() }
//           ^^^^^^^^^^^^^^^^^^^^^^^^^^ bindings: @scope
//             ^^^ bindings: @name
//                  ^^^^ bindings: @type
}
fun make(key: String) = Box(key)
//                      ^^^^^^^^ symbols: @returned
