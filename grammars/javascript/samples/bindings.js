function use(items, given) {
  const box = new Box(1);
  //    ^^^ bindings: @name
  //          ^^^^^^^^^^ bindings: @value
  const { lid, side: 横 } = box;
  //      ^^^ bindings: @name @member
  //           ^^^^ bindings: @member
  //                 ^ bindings: @name
  const [first, second] = items;
  //    ^^^^^^^^^^^^^^^ bindings: @names
  for (const item of items) {
    //       ^^^^ bindings: @name
    //               ^^^^^ bindings: @element
  }
  if (given instanceof Box) given.open();
  //                   ^^^ bindings: @type
  //                        ^^^^^^^^^^^^^ bindings: @scope
  return box.lid;
  //     ^^^^^^^ symbols: @returned
}
