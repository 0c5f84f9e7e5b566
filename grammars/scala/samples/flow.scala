def walk(thing: Any, many: List[Int]): Int = {
//       ^^^^^ scopes: @local.definition.parameter
//                                           ^ blocks: @block scopes: @local.scope
  val first = many.map(each => each).foldLeft[Int](0) { (a, b) => a }
  //  ^^^^^ scopes: @local.definition.variable symbols: !name
  //          ^^^^ calls: @receiver scopes: @receiver
  //               ^^^ calls: @name scopes: @member.reference
  //                   ^^^^ scopes: @local.definition.parameter
  //                   ^^^^^^^^^^^^ scopes: @local.scope
  //                                 ^^^^^^^^ calls: @name
  //                                              ^^^ calls: @arguments
  //                                                     ^ scopes: @local.definition.parameter
  if (first > 1) return first
  // <- blocks: @flow.branch
  //             ^^^^^^^^^^^^ blocks: @flow.return
  for (key <- many; twice = key) yield use(named = twice)
  // <- blocks: @flow.loop scopes: @local.scope
  //   ^^^ scopes: @local.definition.variable
  //                                   ^^^ calls: @name
  //                                       ^^^^^ scopes: @local.label
  while (true) {}
  // <- blocks: @flow.loop
  do {} while (false)
  // <- blocks: @flow.loop
  thing match {
  // <- blocks: @flow.branch
  //          ^ blocks: @block
    case Point(x, Empty) => throw new Missing("一")
    // <- scopes: @local.scope
    //         ^ scopes: @local.definition.variable
    //            ^^^^^ scopes: !local.definition.variable
    //                      ^^^^^^^^^^^^^^^^^^^^^^ blocks: @flow.raise
    //                            ^^^^^^^^^^^^^^^^ calls: @call
    //                                ^^^^^^^ blocks: @raised calls: @name
    //                                       ^^^^^ calls: @arguments
    case text: String => throw new errors.Bad("二")
    //   ^^^^ scopes: @local.definition.variable
    //                             ^^^^^^ calls: @receiver
    //                                    ^^^ blocks: @raised
    case whole @ (左, 右) => 1
    //   ^^^^^ scopes: @local.definition.variable
    //            ^ scopes: @local.definition.variable
    case other => 2
    //   ^^^^^ scopes: @local.definition.variable
  }
  try go() catch { case error: Exception => 3 }
  //       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blocks: @flow.catch
  val pair = first to 2
  //         ^^^^^^^^^^ calls: @call
  //         ^^^^^ calls: @receiver
  //               ^^ calls: @name
  //                  ^ calls: @arguments
  0
}

def indented(x: Int) =
  val y = x
  // <- blocks: @block scopes: @local.scope
  y
