fun walk(thing: Any?, many: List<Int>): Int {
//       ^^^^^ scopes: @local.definition.parameter
    val first = many.first().also { seen -> println(seen) }
    //  ^^^^^ scopes: @local.definition.variable symbols: !name
    //          ^^^^^^^^^^^^ calls: @call @receiver
    //          ^^^^ calls: @receiver scopes: @receiver
    //               ^^^^^ calls: @name scopes: @member.reference
    //                    ^^ calls: @arguments
    //                       ^^^^ calls: @name
    //                              ^^^^ scopes: @local.definition.parameter
    if (thing is String) return first
    // <- blocks: @flow.branch
    //                   ^^^^^^^^^^^^ blocks: @flow.return
    for ((key, value) in pairs) { use(named = key) }
    // <- blocks: @flow.loop scopes: @local.scope
    //    ^^^ scopes: @local.definition.variable
    //                                ^^^^^ scopes: @local.label
    while (true) { break }
    // <- blocks: @flow.loop
    do { } while (false)
    // <- blocks: @flow.loop
    when (thing) {
    // <- blocks: @flow.branch @block scopes: @local.scope
        1 -> throw IllegalStateException("一")
        //   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blocks: @flow.raise
        //         ^^^^^^^^^^^^^^^^^^^^^ blocks: @raised calls: @name
        2 -> throw errors.Missing("二")
        //                ^^^^^^^ blocks: @raised
        else -> { }
    }
    try { } catch (error: Exception) { return@walk 1 }
    //      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blocks: @flow.catch scopes: @local.scope
    //             ^^^^^ scopes: @local.definition.variable
    //                                        ^^^^ scopes: @local.label
    many.filter<Int>(first)
    // <- calls: @call
    // <- calls: @receiver
    //   ^^^^^^ calls: @name
    //              ^^^^^^^ calls: @arguments
    val 対 = first to 2
    //      ^^^^^^^^^^ calls: @call
    //      ^^^^^ calls: @receiver
    //            ^^ calls: @name
    //               ^ calls: @arguments
    val refs = listOf(Box::area, ::walk, Box::class)
    //                ^^^^^^^^^ calls: @call
    //                     ^^^^ calls: @name
    //                             ^^^^ calls: @name
    //                                        ^^^^^ calls: !name
    val made = object : Shape { override fun area() = 1.0 }
    //         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ scopes: @local.scope
    val plain = fun(x: Int): Int { return x }
    //          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ scopes: @local.scope
    return 0
}
