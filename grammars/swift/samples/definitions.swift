import Foundation
// <- imports: @import
//     ^^^^^^^^^^ imports: @module scopes: @local.definition.import
import struct Shapes.Box
//            ^^^^^^^^^^ imports: @path !module

/// 箱、 a box.
@available(iOS 13, *)
// <- symbols: @symbol.class @decorator
public final class Box<T: Equatable>: Base<T>, Shape, A.Other where T: Hashable {
//                 ^^^ symbols: @name scopes: @local.definition.class
//                     ^ scopes: @local.definition.class
//                                    ^^^^^^^ symbols: @base
//                                    ^^^^ scopes: @local.reference
//                                             ^^^^^ symbols: @base
//                                                    ^^^^^^^ symbols: @base
//                                                    ^ scopes: @receiver
//                                                      ^^^^^ scopes: @member.reference
//                                                                              ^ symbols: @body blocks: @block scopes: @local.scope
    public static let max = 3, min: Int = 1
    // <- symbols: @symbol.variable
    //                ^^^ symbols: @name scopes: @local.definition.variable
    //                         ^^^ symbols: @name
    //                              ^^^ symbols: @type
    @objc private(set) var 色: String { didSet { print(色) } }
    // <- symbols: @symbol.variable @decorator
    //                     ^ symbols: @name
    lazy var made: Int = { let local = 1; return local }()
    //       ^^^^ symbols: @name
    //                         ^^^^^ symbols: !name scopes: @local.definition.variable
    var twice: Int { return max * 2 }
    // <- symbols: @symbol.property
    //  ^^^^^ symbols: @name
    //         ^^^ symbols: @type
    //             ^^^^^^^^^^^^^^^^^^ symbols: @body blocks: @block scopes: @local.scope

    public init?(size: Int, _ 色: String = "赤", rest: Int...) throws { self.色 = 色 }
    // <- symbols: @symbol.constructor @parameters scopes: @local.scope
    //     ^^^^ symbols: @name
    //           ^^^^ scopes: @local.definition.parameter
    //                      ^ scopes: @local.label
    //                        ^ scopes: @local.definition.parameter
    //                                                              ^^^^^^^^^^^^^^ symbols: @body
    deinit {}
    // <- symbols: @symbol.method @name

    @discardableResult
    // <- symbols: @decorator @symbol.function scopes: @local.scope
    func map<R>(with mapper: (T) -> R, to count: inout Int) async throws -> R? { nil }
    // ^ symbols: !name
    //   ^^^ symbols: @name scopes: @local.definition.function
    //       ^ scopes: @local.definition.class
    //          ^^^^ scopes: @local.label
    //               ^^^^^^ scopes: @local.definition.parameter
    //                                                                      ^^ symbols: @result
    //                                                                         ^^^^^^^ symbols: @body
    subscript(at: Int) -> T { get { item } set {} }
    // <- symbols: @symbol.property @name @parameters scopes: @local.scope
    //                    ^ symbols: @result
    static func == (left: Box, right: Box) -> Bool { true }
    //          ^^ symbols: @name

    enum Color: String { case red = "赤", green; case mixed(Int, name: String) }
    // <- symbols: @symbol.enum
    //   ^^^^^ symbols: @name scopes: @local.definition.class
    //                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ symbols: @body blocks: @block scopes: @local.scope
    //                   ^^^^^^^^^^^^^^^^^^^^^^ symbols: @symbol.enum_member
    //                        ^^^ symbols: @name scopes: @local.definition.variable
    typealias Items = [T]
    // <- symbols: @symbol.type
    //        ^^^^^ symbols: @name scopes: @local.definition.class
}

extension Box: Codable where T: Codable {
// <- symbols: @symbol.extension
//        ^^^ symbols: @name
//             ^^^^^^^ symbols: @base
//                                      ^ symbols: @body
    func store() {}
    //   ^^^^^ symbols: @name
}

protocol Shape: AnyObject {
// <- symbols: @symbol.interface
//       ^^^^^ symbols: @name scopes: @local.definition.class
//              ^^^^^^^^^ symbols: @base
//                        ^ symbols: @body blocks: @block scopes: @local.scope
    associatedtype Unit
    // <- symbols: @symbol.type
    //             ^^^^ symbols: @name
    var sides: Int { get }
    // <- symbols: @symbol.property
    //  ^^^^^ symbols: @name
    //             ^^^^^^^ symbols: @body
    func area(_ unit: Unit) -> Double
    // <- symbols: @symbol.function @parameters
    //   ^^^^ symbols: @name
}

struct Pair { var 左, 右: Int }
// <- symbols: @symbol.struct
//     ^^^^ symbols: @name
//                ^ symbols: @name
//                   ^ symbols: @name
actor Worker {}
// <- symbols: @symbol.class
//    ^^^^^^ symbols: @name
let top = 1
// <- symbols: @symbol.variable
//  ^^^ symbols: @name
