class Bindings {
  void use(Object given) {
    Box box = make("名"), other;
//  ^^^ bindings: @type
//      ^^^ bindings: @name
//            ^^^^^^^^^ bindings: @value
//                       ^^^^^ bindings: @name
    for (Item item : box.all()) {}
//       ^^^^ bindings: @type
//            ^^^^ bindings: @name
//                   ^^^^^^^^^ bindings: @element
    try (Res res = open()) {} catch (Err err) {}
//       ^^^ bindings: @type
//                 ^^^^^^ bindings: @value
//                                   ^^^ bindings: @type
//                                       ^^^ bindings: @name
    if (given instanceof Box found) {}
//                       ^^^ bindings: @type
//                           ^^^^^ bindings: @name
    box.each((Item one) -> one.lid());
//           ^^^^^^^^^^^^^^^^^^^^^^^ bindings: @scope
//                 ^^^ bindings: @name
  }
}
