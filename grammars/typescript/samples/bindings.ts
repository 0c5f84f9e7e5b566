function use(items: Box[], given: any) {
  const box: Box = make();
  //    ^^^ bindings: @name
  //         ^^^ bindings: @type
  //               ^^^^^^ bindings: @value
  const { lid, side: 横 } = box;
  //      ^^^ bindings: @name @member
  //           ^^^^ bindings: @member
  //                 ^ bindings: @name
  //                       ^^^ bindings: @value
  const [first, second] = items;
  //    ^^^^^^^^^^^^^^^ bindings: @names
  for (const item of items) {
    //       ^^^^ bindings: @name
    //               ^^^^^ bindings: @element
  }
  items.map((item: Box) => item.lid);
  //         ^^^^ bindings: @name
  //               ^^^ bindings: @type
  //        ^^^^^^^^^^^^^^^^^^^^^^^ bindings: @scope
  if (given instanceof Box) given.open();
  //                   ^^^ bindings: @type
  //                        ^^^^^^^^^^^^^ bindings: @scope
  return box;
  //     ^^^ symbols: @returned
}
const handler: Handler = (request, next) => next();
//             ^^^^^^^ bindings: @function
//                       ^^^^^^^^^^^^^^^ bindings: @names
//                       ^^^^^^^^^^^^^^^^^^^^^^^^^ bindings: @scope
