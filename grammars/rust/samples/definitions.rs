use std::collections::{self, btree_map::*, hash_map::{Entry as 項, HashMap}, HashSet};
// <- imports: @import.group
//  ^^^^^^^^^^^^^^^^ imports: @module
//                     ^^^^ imports: @import
//                           ^^^^^^^^^ imports: @module
//                                      ^ imports: @wildcard
//                                         ^^^^^^^^ imports: @module
//                                                    ^^^^^ imports: @name
//                                                             ^ imports: @alias scopes: @local.definition.import
//                                                                ^^^^^^^ imports: @import @name
//                                                                          ^^^^^^^ imports: @name
use crate::shapes::Shape;
//  ^^^^^^^^^^^^^ imports: @module
//                 ^^^^^ imports: @name scopes: @local.definition.import
pub use self::inner::Inner as 内;
//      ^^^^^^^^^^^ imports: @module
//                   ^^^^^ imports: @name
//                            ^ imports: @alias
use serde;
//  ^^^^^ imports: @import @name
use super::*;
//  ^^^^^ imports: @module
//         ^ imports: @wildcard
extern crate alloc as 割;
// <- imports: @import
//           ^^^^^ imports: @module
//                    ^ imports: @alias
mod child;
// <- imports: @import symbols: !symbol.namespace
//  ^^^^^ imports: @name scopes: @local.definition.import

/// 箱、 a box.
#[derive(Debug, Clone)]
// <- symbols: @decorator
#[must_use]
// <- symbols: @decorator
pub struct Box2<'a, T: Shape> where T: Clone {
// <- symbols: @symbol.struct scopes: @local.scope
//         ^^^^ symbols: @name scopes: @local.definition.class
//             ^^^^^^^^^^^^^^ symbols: @type_parameters
//               ^ scopes: @local.label
//                  ^ scopes: @local.definition.class
//                     ^^^^^ scopes: @local.reference
//                                           ^ symbols: @body blocks: @block
    pub 値: &'a T,
    // <- symbols: @symbol.field
    //  ^ symbols: @name
    //     ^^^^^ symbols: @type
    count: usize,
    // <- symbols: @symbol.field
}

struct Pair(u8, pub u8);
// <- symbols: @symbol.struct
//         ^^^^^^^^^^^^ symbols: @body
struct Unit;
// <- symbols: @symbol.struct
//     ^^^^ symbols: @name
union Bits { int: u32, float: f32 }
// <- symbols: @symbol.struct
//    ^^^^ symbols: @name scopes: @local.definition.class

impl<'a, T: Shape> Box2<'a, T> {
// <- symbols: @symbol.extension scopes: @local.scope
//                 ^^^^ symbols: @name
//                             ^ symbols: @body blocks: @block
    pub const MAX: usize = 3;
    // <- symbols: @symbol.constant
    //        ^^^ symbols: @name scopes: @local.definition.variable
    //             ^^^^^ symbols: @type
    //                     ^ symbols: @value

    pub async fn new<const N: usize>(値: &'a T, (a, b): (u8, u8)) -> Self {
    // <- symbols: @symbol.function scopes: @local.scope
    //           ^^^ symbols: @name scopes: @local.definition.function
    //              ^^^^^^^^^^^^^^^^ symbols: @type_parameters
    //                     ^ scopes: @local.definition.parameter
    //                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ symbols: @parameters
    //                               ^ scopes: @local.definition.parameter
    //                                          ^ scopes: @local.definition.variable
    //                                                              ^^^^ symbols: @result
    //                                                                   ^ symbols: @body
        Box2 { 値, count: 0 }
        // <- scopes: @receiver @local.reference
        //     ^ scopes: @local.reference
        //        ^^^^^ scopes: @member.reference
    }
}

impl<T> fmt::Display for crate::Wrapper<T> {
// <- symbols: @symbol.extension
//      ^^^^^^^^^^^^ symbols: @base
//      ^^^ scopes: @receiver
//           ^^^^^^^ scopes: @member.reference
//                       ^^^^^ scopes: @receiver
//                              ^^^^^^^ symbols: @name scopes: @member.reference
    type Output = u8;
    // <- symbols: @symbol.type
    //   ^^^^^^ symbols: @name scopes: @local.definition.class
}
impl Shape for &Pair {}
//   ^^^^^ symbols: @base
//              ^^^^ symbols: @name
impl dyn Shape {}
//       ^^^^^ symbols: @name

pub trait Area: Shape + super::Named<u8> + 'static {
// <- symbols: @symbol.interface scopes: @local.scope
//        ^^^^ symbols: @name scopes: @local.definition.class
//              ^^^^^ symbols: @base
//                      ^^^^^^^^^^^^^^^^ symbols: @base
    type Unit;
    // <- symbols: @symbol.type
    //   ^^^^ scopes: @local.definition.class
    fn area(&self) -> f64;
    // <- symbols: @symbol.function
    // ^^^^ symbols: @name scopes: @local.definition.function
    //     ^^^^^^^ symbols: @parameters
    //                ^^^ symbols: @result
}

#[non_exhaustive]
enum 色 {
// <- symbols: @symbol.enum
//   ^ symbols: @name
    #[default]
    // <- symbols: @decorator
    Red = 1,
    // <- symbols: @symbol.enum_member @name
    //    ^ symbols: @value
    Mixed { r: u8 },
    // <- symbols: @symbol.enum_member
    //      ^ symbols: @name
    Named(String),
    // <- symbols: @symbol.enum_member
    //   ^^^^^^^^ symbols: @body
}

static mut COUNT: u32 = 0;
// <- symbols: @symbol.variable
//         ^^^^^ symbols: @name
type Result2<T> = std::result::Result<T, 色>;
// <- symbols: @symbol.type
//   ^^^^^^^ symbols: @name
//                ^^^^^^^^^^^ scopes: @receiver
//                             ^^^^^^ scopes: @member.reference

pub(crate) mod inner {
// <- symbols: @symbol.namespace scopes: @local.scope
//             ^^^^^ symbols: @name scopes: @local.definition.import
//                   ^ symbols: @body
    extern "C" { fn abs(x: i32) -> i32; }
    //           ^^^^^^^^^^^^^^^^^^^^^^ symbols: @symbol.function
    //              ^^^ symbols: @name
}

macro_rules! squared {
// <- symbols: @symbol.macro
//           ^^^^^^^ symbols: @name scopes: @local.definition.function
    ($x:expr) => { power($x, 2) };
    //             ^^^^^ calls: @call @name
    //                  ^^^^^^^ calls: @arguments
}
