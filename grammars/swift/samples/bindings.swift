func use(given: Any) {
    let box: Box = make()
//      ^^^ bindings: @name
//           ^^^ bindings: @type
//                 ^^^^^^ bindings: @value
    for item in box.all() {}
//      ^^^^ bindings: @name
//              ^^^^^^^^^ bindings: @element
    if let found = box.find("名") {}
//         ^^^^^ bindings: @name
//                 ^^^^^^^^^^^^^ bindings: @value
    box.each { (one: Item) in one.lid() }
//           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ bindings: @scope
//              ^^^ bindings: @name
//                   ^^^^ bindings: @type
}
