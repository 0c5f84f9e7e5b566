package org.example.shapes
// <- symbols: @symbol.module
//      ^^^^^^^^^^^^^^^^^^ symbols: @name
//          ^^^^^^^ scopes: @local.label

import org.example.Shape
// <- imports: @import
//     ^^^^^^^^^^^^^^^^^ imports: @path !module
//                 ^^^^^ scopes: @local.definition.import
import org.example.Other as 別
//     ^^^^^^^^^^^^^^^^^ imports: @path
//                          ^ imports: @alias scopes: @local.definition.import
import org.example.inner.*
//     ^^^^^^^^^^^^^^^^^ imports: @module !path
//                       ^ imports: @wildcard

/** 箱、 a box. */
@Named("x")
// <- symbols: @symbol.class @decorator scopes: @local.scope
// <- calls: !call
// ^^^ calls: !name
open class Box<T : Any>(val size: Int, private var 色: String = "赤", seed: T) : Base<T>(size), Shape, a.Other by seed {
//         ^^^ symbols: @name scopes: @local.definition.class
//             ^ scopes: @local.definition.class
//                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ symbols: @parameters
//                      ^^^^^^^^^^^^^ symbols: @symbol.field
//                          ^^^^ symbols: @name scopes: @local.definition.parameter
//                                ^^^ symbols: @type
//                                                                             ^^^^^^^ symbols: @base
//                                                                             ^^^^^^^^^^^^^ calls: @call
//                                                                             ^^^^ calls: @name
//                                                                                    ^^^^^^ calls: @arguments
//                                                                                            ^^^^^ symbols: @base scopes: @local.reference
//                                                                                                   ^^^^^^^ symbols: @base
//                                                                                                   ^ scopes: @receiver
//                                                                                                     ^^^^^ scopes: @member.reference
//                                                                                                                   ^ symbols: @body blocks: @block
    constructor(count: Int) : this(count, "b") { }
    // <- symbols: @symbol.constructor scopes: @local.scope
    // <- symbols: @name
    //         ^^^^^^^^^^^^ symbols: @parameters
    //          ^^^^^ scopes: @local.definition.parameter
    //                        ^^^^^^^^^^^^^^^^ calls: @call
    //                        ^^^^ calls: @name
    //                                         ^^^ symbols: @body

    init {
    // <- symbols: !symbol.variable
        val local = 1
        //  ^^^^^ symbols: !name scopes: @local.definition.variable
    }

    @Volatile private var item: T? = null
    // <- symbols: @symbol.variable @decorator
    //                    ^^^^ symbols: @name scopes: @local.definition.variable
    //                          ^^ symbols: @type
    val twice: Int
    // <- symbols: @symbol.property
        get() = size * 2
        // <- symbols: @body scopes: @local.scope
    var name by lazy { "x" }
    // <- symbols: @symbol.variable
    //          ^^^^ calls: @name
    //               ^^^^^^^ calls: @arguments blocks: @block scopes: @local.scope
    var 幅: Int = 1
        set(value) { field = value }
        // <- scopes: @local.scope
        //  ^^^^^ scopes: @local.definition.parameter

    companion object Factory {
    // <- symbols: !symbol.class scopes: @local.scope
    //               ^^^^^^^ scopes: @local.definition.class
        const val MAX = 3
        // <- symbols: @symbol.constant
        //        ^^^ symbols: @name
        //              ^ symbols: @value
        fun create(): Box<Int> = Box(1)
        // <- symbols: @symbol.function
        //  ^^^^^^ symbols: @name
    }

    override suspend fun <R> map(vararg all: T, mapper: (T) -> R = { it }): R? where R : Any {
    // <- symbols: @symbol.function scopes: @local.scope
    //                   ^^^ symbols: @type_parameters
    //                       ^^^ symbols: @name scopes: @local.definition.function
    //                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ symbols: @parameters
    //                                  ^^^ scopes: @local.definition.parameter
    //                                                                      ^^ symbols: @result
    //                                                                                       ^ symbols: @body
        return null
    }
}

sealed interface Shape : Named { fun area(): Double }
// <- symbols: @symbol.interface
//               ^^^^^ symbols: @name
//                       ^^^^^ symbols: @base

enum class Color(val rgb: Int) : Shape {
// <- symbols: @symbol.enum
//         ^^^^^ symbols: @name
//                                     ^ symbols: @body blocks: @block
    RED(1) { override fun area() = 1.0 },
    // <- symbols: @symbol.enum_member @name scopes: @local.definition.variable
    緑(2);
    // <- symbols: @symbol.enum_member

    val shade = 1
    // <- symbols: @symbol.variable
}

object Single : Base() {
// <- symbols: @symbol.class scopes: @local.scope
//     ^^^^^^ symbols: @name scopes: @local.definition.class
}

fun String?.shout(times: Int = 2): String = this + "!"
// <- symbols: @symbol.method
//  ^^^^^^ symbols: @container
//          ^^^^^ symbols: @name
val <T> List<T>.second: T get() = this[1]
// <- symbols: @symbol.property
//      ^^^^ symbols: @container
//              ^^^^^^ symbols: @name
typealias Alias<T> = Map<String, T>
// <- symbols: @symbol.type
//        ^^^^^ symbols: @name scopes: @local.definition.class
const val LIMIT: Int = 3
// <- symbols: @symbol.constant
//               ^^^ symbols: @type
val (左, 右) = pair
//   ^ symbols: @name
