func walk(thing: Any?, many: [Int]) async throws -> Int {
//        ^^^^^ scopes: @local.definition.parameter
//                                                      ^ blocks: @block
    guard let known = thing else { throw Failure.missing(1) }
    // <- blocks: @flow.branch
    //        ^^^^^ scopes: @local.definition.variable
    //                             ^^^^^^^^^^^^^^^^^^^^^^^^ blocks: @flow.raise
    //                                   ^^^^^^^ blocks: @raised calls: @receiver scopes: @receiver
    //                                           ^^^^^^^ calls: @name scopes: @member.reference
    //                                                  ^^^ calls: @arguments
    if let text = known as? String, text.count > 3 { return 1 }
    // <- blocks: @flow.branch scopes: @local.scope
    //     ^^^^ scopes: @local.definition.variable
    //                                               ^^^^^^^^ blocks: @flow.return @block
    for (index, item) in many.enumerated() { self.use(item, at: index)?.close() }
    // <- blocks: @flow.loop scopes: @local.scope
    //   ^^^^^ scopes: @local.definition.variable
    //                   ^^^^^^^^^^^^^^^^^ calls: @call
    //                                       ^^^^ calls: @receiver
    //                                                      ^^ scopes: @local.label
    for each in many { print(each) }
    //  ^^^^ scopes: @local.definition.variable
    //                 ^^^^^ calls: @name
    while true { break }
    // <- blocks: @flow.loop scopes: @local.scope
    repeat {} while false
    // <- blocks: @flow.loop
    do { try go() } catch let error as Failure { throw Failure.other }
    //              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blocks: @flow.catch scopes: @local.scope
    //                        ^^^^^ scopes: @local.definition.variable
    //                                                 ^^^^^^^ blocks: @raised
    switch known {
    // <- blocks: @flow.branch
    case .left(let 左): return 左
    // <- scopes: @local.scope
    //             ^ scopes: @local.definition.variable
    default: throw Wrapped("二")
    //             ^^^^^^^ blocks: @raised
    }
    let double = many.map { (each: Int) -> Int in each }
    //                ^^^ calls: @name
    //                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ calls: @arguments blocks: @block scopes: @local.scope
    //                       ^^^^ scopes: @local.definition.parameter
    let made = await Box<Int>(size: 1)
    //         ^^^^^^^^^^^^^^^^^^^^^^^ blocks: @flow.await
    //               ^^^ calls: @name
    //                       ^^^^^^^^^ calls: @arguments
    return double.isEmpty ? 0 : 1
}
