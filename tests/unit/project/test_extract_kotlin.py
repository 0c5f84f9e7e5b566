"""Facts of Kotlin files."""

from __future__ import annotations

import pytest

from lacewing.project.extract import extract
from lacewing.project.facts import Facts, Parameter
from lacewing.syntax.language import languages


def facts(text: str) -> Facts:
    return extract(text.encode(), languages()["kotlin"])


def test_types_and_members():
    found = facts("""\
package org.example.shapes
/** 箱 */
@Named("x") open class Box<T : Any>(val size: Int, private var 色: String = "赤", seed: T) : Base<T>(size), Shape {
    internal constructor(vararg counts: Int) : this(1, "b")
    init { val local = 1 }
    private var item: T? = null
    val twice: Int
        get() = size * 2
    val later by lazy { val hidden = 1; hidden }
    companion object Factory {
        const val MAX = 3
        fun create(): Box<Int> = Box(1)
    }
    protected suspend fun <R> map(vararg all: T, mapper: (T) -> R = { it }): R? where R : Any {
        fun inner() = 1
        return null
    }
}
enum class Color(val rgb: Int) : Shape {
    RED(1),
    GREEN(2);

    fun shade() = 1
}
interface Shape : a.Named
object Single : Base()
""").symbols
    assert [(one.qualified_name, one.kind, one.visibility) for one in found] == [
        ("org.example.shapes", "module", "public"),
        ("Box", "class", "public"),
        ("Box.size", "field", "public"),
        ("Box.色", "field", "private"),
        ("Box.constructor", "constructor", "protected"),
        ("Box.item", "field", "private"),
        ("Box.twice", "property", "public"),
        ("Box.later", "field", "public"),
        ("Box.MAX", "constant", "public"),
        ("Box.create", "method", "public"),
        ("Box.map", "method", "protected"),
        ("Box.map.inner", "function", "public"),
        ("Color", "enum", "public"),
        ("Color.rgb", "field", "public"),
        ("Color.RED", "enum_member", "public"),
        ("Color.GREEN", "enum_member", "public"),
        ("Color.shade", "method", "public"),
        ("Shape", "interface", "public"),
        ("Single", "class", "public"),
    ]
    box, by_name = found[1], {one.name: one for one in found}
    assert box.docstring == "箱"
    assert box.bases == ("Base<T>", "Shape")
    assert box.decorators == ('Named("x")',)
    assert box.parameters == (Parameter("size", "Int"), Parameter("色", "String", '"赤"'), Parameter("seed", "T"))
    assert by_name["map"].signature == (
        "protected suspend fun <R> map(vararg all: T, mapper: (T) -> R = { it }): R? where R : Any"
    )
    assert by_name["map"].result == "R?"
    assert by_name["map"].parameters == (
        Parameter("all", "T", kind="variadic"), Parameter("mapper", "(T) -> R", "{ it }"),
    )  # fmt: skip
    assert by_name["constructor"].parameters == (Parameter("counts", "Int", kind="variadic"),)
    assert by_name["item"].result == "T?"
    assert by_name["twice"].signature == "val twice: Int"
    assert by_name["Shape"].bases == ("a.Named",)


def test_extensions_belong_to_the_type_they_extend():
    found = facts("""\
fun String?.shout(times: Int = 2): String = this
inline fun <T> a.b.List<T>.each(block: (T) -> Unit) {}
val <T> List<T>.second: T get() = this[1]
fun plain(): String = ""
class Scope { fun String.inside() {} }
""").symbols
    assert [(one.qualified_name, one.kind, one.result) for one in found] == [
        ("String.shout", "method", "String"),
        ("List.each", "method", ""),
        ("List.second", "property", "T"),
        ("plain", "function", "String"),
        ("Scope", "class", ""),
        ("Scope.inside", "method", ""),
    ]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("@Foo(1)\nactual class A\n", "A", "class"),
        ("@Foo\nenum class Color { RED }\n", "Color", "enum"),
        ("@A(B::class)\n@C\nannotation class Marker\n", "Marker", "class"),
        ("@Foo operator fun plus() {}\n", "plus", "function"),
        ("@Foo\nconst val MAX = 1\n", "MAX", "constant"),
        ("actual open class Text\ninternal actual constructor(val data: Int) : Base\n", "Text", "class"),
        ("class 한글(val x: Int)\n", "한글", "class"),
        ("@OptIn(A::class)\n@B\nopen class Box protected constructor() {\n    val x = 1\n}\n", "Box", "class"),
        ('@Old("x", With("y()"))\n@B(\n    C,\n)\nannotation class D\n\n@B(1)\n@E\nclass F\n', "D", "class"),
        ("@OptIn(A::class)\n@B\npublic fun box() {}\n", "box", "function"),
        ('interface I {\n    val x: Int\n        @Name("y") get() = 1\n}\n', "I", "interface"),
    ],
)
def test_what_the_grammar_does_not_know_is_hidden_from_it(text: str, name: str, kind: str):
    found = facts(text)
    assert (found.symbols[0].name, found.symbols[0].kind, found.errors) == (name, kind, 0)


def test_names_in_backticks():
    found = facts("class C {\n    fun `is it so`() = `in`(1)\n    fun `in`(x: Int) = x\n}\nimport a.b\n")
    assert [one.name for one in found.symbols] == ["C", "is it so", "in"]
    assert [(one.name, one.caller) for one in found.calls] == [("in", "C.is it so")]


def test_imports():
    found = facts("import a.b.C\nimport a.b.D as E\nimport a.c.*\nimport Plain\n").imports
    assert [(one.module, one.name, one.bound) for one in found] == [
        ("a.b", "C", "C"), ("a.b", "D", "E"), ("a.c", "*", ""), ("", "Plain", "Plain"),
    ]  # fmt: skip


def test_calls():
    found = facts("""\
class A : a.Base<Int>(1) {
    fun go(box: Box?, many: List<Int>) {
        !box?.size!!.map(1, 2) { it }
        many.filter<Int>(3)
        use(named = listOf(Box::area, ::go)) to Box::class
    }
}
""")
    assert [(one.name, one.receiver, one.arguments, one.caller) for one in found.calls] == [
        ("Base", "", 1, "A"),
        ("map", "box?.size!!", 2, "A.go"),
        ("filter", "many", 1, "A.go"),
        ("use", "", 1, "A.go"),
        ("to", "use(named = listOf(Box::area, ::go))", 1, "A.go"),
        ("listOf", "", 2, "A.go"),
        ("area", "Box", 0, "A.go"),
        ("go", "", 0, "A.go"),
    ]
