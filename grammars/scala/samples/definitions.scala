package org.example.shapes
// <- symbols: @symbol.module
//      ^^^^^^^^^^^^^^^^^^ symbols: @name
//          ^^^^^^^ scopes: @local.label

import org.example.Shape
// <- imports: @import
//     ^^^ imports: @module
//                 ^^^^^ imports: @name scopes: @local.definition.import
import org.example.{Base, Other => 別, Third as 三, _}
//                  ^^^^ imports: @name scopes: @local.definition.import
//                        ^^^^^ imports: @name
//                                 ^ imports: @alias scopes: @local.definition.import
//                                    ^^^^^ imports: @name
//                                             ^ imports: @alias
//                                                ^ imports: @wildcard
import org.example.inner.*
//                       ^ imports: @wildcard
import org.example.Long as Short
//                 ^^^^ imports: @name
//                         ^^^^^ imports: @alias scopes: @local.definition.import

/** 箱、 a box. */
@deprecated("x")
// <- symbols: @symbol.class @decorator scopes: @local.scope
sealed abstract class Box[+T <: Any](val size: Int, 色: String = "赤")(implicit c: Ctx) extends Base[T](size) with Shape with a.Other {
//                    ^^^ symbols: @name scopes: @local.definition.class
//                         ^ scopes: @local.definition.class
//                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ symbols: @parameters
//                                   ^^^^^^^^^^^^^ symbols: @symbol.field
//                                       ^^^^ symbols: @name scopes: @local.definition.parameter
//                                             ^^^ symbols: @type
//                                                                                            ^^^^^^^ symbols: @base
//                                                                                            ^^^^ scopes: @local.reference
//                                                                                                               ^^^^^ symbols: @base
//                                                                                                                          ^^^^^^^ symbols: @base
//                                                                                                                          ^ scopes: @receiver
//                                                                                                                            ^^^^^ scopes: @member.reference
//                                                                                                                                  ^ symbols: @body blocks: @block
  def this(count: Int) = this(count, "b")
  // <- symbols: @symbol.function scopes: @local.scope
  //  ^^^^ symbols: @name
  //       ^^^^^ scopes: @local.definition.parameter
  //                     ^^^^^^^^^^^^^^^^ calls: @call symbols: @body

  private lazy val item, other: T = { val local = 1; make() }
  // <- symbols: @symbol.variable
  //               ^^^^ symbols: @name scopes: @local.definition.variable
  //                     ^^^^^ symbols: @name scopes: @local.definition.variable
  //                            ^ symbols: @type
  //                                      ^^^^^ symbols: !name scopes: @local.definition.variable
  var count = 1
  // <- symbols: @symbol.variable
  type Item = T
  // <- symbols: @symbol.type
  //   ^^^^ symbols: @name scopes: @local.definition.class

  protected[shapes] def map[R](all: T*)(mapper: T => R): Option[R] = None
  // <- symbols: @symbol.function scopes: @local.scope
  //                    ^^^ symbols: @name scopes: @local.definition.function
  //                       ^^^ symbols: !parameters
  //                        ^ scopes: @local.definition.class
  //                          ^^^^^^^^^ symbols: @parameters
  //                                   ^^^^^^^^^^^^^^^^ symbols: @parameters
  //                                                     ^^^^^^^^^ symbols: @result
  //                                                                 ^^^^ symbols: @body
  def +(other: Box[T]): Box[T] = other
  //  ^ symbols: @name

  object Inner { val MAX = 3 }
  // <- symbols: @symbol.class scopes: @local.scope
  //     ^^^^^ symbols: @name scopes: @local.definition.class
}

case class Point(x: Int, 縦: Int)
// <- symbols: @symbol.class
//               ^^^^^^ symbols: @symbol.field
//                       ^ symbols: @name

trait Area extends Shape { def area: Double; val sides: Int }
// <- symbols: @symbol.interface scopes: @local.scope
//    ^^^^ symbols: @name scopes: @local.definition.class
//                 ^^^^^ symbols: @base
//                         ^^^^^^^^^^^^^^^^ symbols: @symbol.function
//                                           ^^^^^^^^^^^^^^ symbols: @symbol.variable

object Single extends App
// <- symbols: @symbol.class
//     ^^^^^^ symbols: @name

enum Color(val rgb: Int) extends Shape:
// <- symbols: @symbol.enum scopes: @local.scope
//   ^^^^^ symbols: @name scopes: @local.definition.class
  case Red, 緑
  //   ^^^ symbols: @symbol.enum_member @name scopes: @local.definition.variable
  //        ^ symbols: @symbol.enum_member
  case Mixed(r: Int)
  //   ^^^^^^^^^^^^^ symbols: @symbol.enum_member
  //   ^^^^^ symbols: @name

given order: Ordering[Int] with
// <- symbols: @symbol.class scopes: @local.scope
//    ^^^^^ symbols: @name
//           ^^^^^^^^^^^^^ symbols: @type
  def compare(x: Int, y: Int) = 1
  // <- symbols: @body blocks: @block
given Int = 1
given plain: Int = 2
// <- symbols: @symbol.variable
//    ^^^^^ symbols: @name

extension (text: String)
// <- symbols: @symbol.extension scopes: @local.scope
//               ^^^^^^ symbols: @name
  def shout(times: Int): String = text
  //  ^^^^^ symbols: @name

val top = 1
// <- symbols: @symbol.variable
//  ^^^ symbols: @name
