fn run() {
    let mut boxed: Box1 = make();
//          ^^^^^ bindings: @name
//                 ^^^^ bindings: @type
//                        ^^^^^^ bindings: @value
    let (left, right) = pair();
//      ^^^^^^^^^^^^^ bindings: @names
//                      ^^^^^^ bindings: @value
    if let Some(found) = boxed.get("名") {}
//              ^^^^^ bindings: @name
//                       ^^^^^^^^^^^^^^ bindings: @value
    match given() {
//        ^^^^^^^ bindings: @value
        Ok(held) => held.lid(),
//      ^^^^^^^^^^^^^^^^^^^^^^^ bindings: @scope
//         ^^^^ bindings: @name
        Err(other) => {}
//          ^^^^^ bindings: !name
    }
    for item in boxed.iter() {}
//      ^^^^ bindings: @name
//              ^^^^^^^^^^^^ bindings: @element
    each(|one: &Item| one.lid());
//       ^^^^^^^^^^^^^^^^^^^^^^ bindings: @scope
//        ^^^ bindings: @name
//             ^^^^^ bindings: @type
}
