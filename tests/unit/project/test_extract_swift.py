"""Facts of Swift files."""

from __future__ import annotations

from lacewing.project.extract import extract
from lacewing.project.facts import Facts, Parameter
from lacewing.syntax.language import languages


def facts(text: str) -> Facts:
    return extract(text.encode(), languages()["swift"])


def test_types_and_members():
    found = facts("""\
/// 箱
@available(iOS 13, *)
public final class Box<T: Equatable>: Base<T>, A.Shape where T: Hashable {
    static let max = 3, min: Int = 1
    @objc private(set) public var color: String { didSet { print(color) } }
    lazy var made: Int = { let local = 1; return local }()
    var twice: Int { max * 2 }
    public init?(size: Int, _ color: String = "赤", rest: Int...) throws { let local = 1 }
    deinit {}
    /// Maps.
    @discardableResult
    fileprivate func map<R>(with mapper: @escaping (T) -> R, to count: inout Int) async throws -> R? { nil }
    subscript(at: Int) -> T { item }
    static func == (left: Box, right: Box) -> Bool { true }
    enum Color: String { case red = "赤", green; case mixed(Int, name: String) }
    typealias Items = [T]
}
protocol Shape: AnyObject {
    var sides: Int { get }
    func area(_ unit: Unit) -> Double
}
struct Pair { var left, right: Int }
actor Worker {}
let top = 1
""").symbols
    assert [(one.qualified_name, one.kind, one.visibility) for one in found] == [
        ("Box", "class", "public"),
        ("Box.max", "field", "protected"),
        ("Box.min", "field", "protected"),
        ("Box.color", "field", "public"),
        ("Box.made", "field", "protected"),
        ("Box.twice", "property", "protected"),
        ("Box.init", "constructor", "public"),
        ("Box.deinit", "method", "protected"),
        ("Box.map", "method", "private"),
        ("Box.subscript", "property", "protected"),
        ("Box.==", "method", "protected"),
        ("Box.Color", "enum", "protected"),
        ("Box.Color.red", "enum_member", "public"),
        ("Box.Color.green", "enum_member", "public"),
        ("Box.Color.mixed", "enum_member", "public"),
        ("Box.Items", "type", "protected"),
        ("Shape", "interface", "protected"),
        ("Shape.sides", "property", "public"),
        ("Shape.area", "method", "public"),
        ("Pair", "struct", "protected"),
        ("Pair.left", "field", "protected"),
        ("Pair.right", "field", "protected"),
        ("Worker", "class", "protected"),
        ("top", "variable", "protected"),
    ]
    box, by_name = found[0], {one.name: one for one in found}
    assert box.docstring == "箱"
    assert box.bases == ("Base<T>", "A.Shape")
    assert box.decorators == ("available(iOS 13, *)",)
    assert by_name["init"].parameters == (
        Parameter("size", "Int"), Parameter("color", "String", '"赤"'), Parameter("rest", "Int", kind="variadic"),
    )  # fmt: skip
    assert by_name["map"].parameters == (Parameter("mapper", "(T) -> R"), Parameter("count", "Int"))
    assert by_name["map"].result == "R?"
    assert by_name["map"].docstring == "Maps."
    assert by_name["map"].signature == (
        "fileprivate func map<R>(with mapper: @escaping (T) -> R, to count: inout Int) async throws -> R?"
    )
    assert by_name["twice"].signature == "var twice: Int"
    assert by_name["subscript"].result == "T"


def test_extensions_add_members_and_protocols():
    found = facts("""\
struct Box {}
extension Box: Codable where T: Codable { func store() {} }
extension Other.Thing: Shape { var area: Int { 1 } }
extension Array<Int> { func sum() -> Int { 1 } }
""").symbols
    assert [(one.qualified_name, one.kind, one.bases) for one in found] == [
        ("Box", "struct", ("Codable",)),
        ("Box.store", "method", ()),
        ("Thing", "extension", ("Shape",)),
        ("Thing.area", "property", ()),
        ("Array.sum", "method", ()),
    ]


def test_imports_and_calls():
    found = facts("""\
import Foundation
import struct Shapes.Box
@testable import Core
func go(many: [Int]) async throws {
    self.use(many, at: Box<Int>(size: 1))?.close()
    many.map { $0 }
    throw Failure.missing(1)
}
""")
    assert [(one.module, one.name, one.bound) for one in found.imports] == [
        ("Foundation", "*", ""), ("Shapes", "Box", "Box"), ("Core", "*", ""),
    ]  # fmt: skip
    assert [(one.name, one.receiver, one.arguments, one.caller) for one in found.calls] == [
        ("use", "self", 2, "go"),
        ("close", "self.use(many, at: Box<Int>(size: 1))", 0, "go"),
        ("Box", "", 1, "go"),
        ("map", "many", 1, "go"),
        ("missing", "Failure", 1, "go"),
    ]
    assert {(one.name, one.receiver) for one in found.references} >= {("use", "self"), ("Failure", ""), ("Int", "")}
    assert not {one.name for one in found.references} & {"at", "many", "go", "Foundation"}
