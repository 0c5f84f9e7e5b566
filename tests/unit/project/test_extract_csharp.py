"""Facts of C# files."""

from __future__ import annotations

from lacewing.project.extract import extract
from lacewing.project.facts import Facts, Parameter
from lacewing.syntax.language import languages


def facts(text: str) -> Facts:
    return extract(text.encode(), languages()["csharp"])


def test_a_file_scoped_namespace_holds_what_follows():
    found = facts("namespace A.B;\nclass C { void M() { } }\n").symbols
    assert [(one.qualified_name, one.kind) for one in found] == [
        ("A.B", "namespace"), ("A.B.C", "class"), ("A.B.C.M", "method"),
    ]  # fmt: skip
    assert (found[0].start, found[0].end) == (0, len("namespace A.B;"))
    nested = facts("namespace A.B { namespace C { class D { } } }\nclass E { }\n").symbols
    assert [one.qualified_name for one in nested] == ["A.B", "A.B.C", "A.B.C.D", "E"]


def test_types_and_members():
    found = facts("""\
/// <summary>箱 of <see cref="T:Item"/>s &amp; more.</summary>
/// <param name="seed">Where it
/// starts.</param>
/// <returns>Nothing.</returns>
[Serializable, Named("public x")]
partial class Box<T>(int seed) : Base<T>(seed), IShape, Other.Thing where T : class
{
    private readonly T item, other;
    internal const int Max = 3;
    static readonly string Name = "x";
    public event EventHandler Changed;
    [JsonProperty("public")] string Hidden { get; set; }
    public int Twice => 2;
    public T this[int at] { get { return item; } }
    protected internal Box(T item, params int[] rest) : base(item) { }
    public static bool operator ==(Box<T> a, Box<T> b) => true;
    public static explicit operator int(Box<T> box) => 1;
    void IShape.Draw() { }
    public static R Map<R>(this Box<T> box, ref int count, int size = 1) where R : new() => default;
    delegate int Counter(string text);
    enum Color : byte { Red = 1, Green }
}
interface IShape { double Area(); }
""").symbols
    assert [(one.qualified_name, one.kind, one.visibility) for one in found] == [
        ("Box", "class", "protected"),
        ("Box.item", "field", "private"),
        ("Box.other", "field", "private"),
        ("Box.Max", "constant", "protected"),
        ("Box.Name", "constant", "private"),
        ("Box.Changed", "field", "public"),
        ("Box.Hidden", "property", "private"),
        ("Box.Twice", "property", "public"),
        ("Box.this", "property", "public"),
        ("Box.Box", "constructor", "protected"),
        ("Box.==", "method", "public"),
        ("Box.int", "method", "public"),
        ("Box.Draw", "method", "public"),
        ("Box.Map", "method", "public"),
        ("Box.Counter", "type", "private"),
        ("Box.Color", "enum", "private"),
        ("Box.Color.Red", "enum_member", "public"),
        ("Box.Color.Green", "enum_member", "public"),
        ("IShape", "interface", "protected"),
        ("IShape.Area", "method", "public"),
    ]
    by_name = {one.name: one for one in found}
    box = found[0]
    assert box.docstring == "箱 of Items & more.\nseed: Where it\nstarts.\nNothing."
    assert box.bases == ("Base<T>", "IShape", "Other.Thing")
    assert box.decorators == ('Serializable, Named("public x")',)
    assert box.parameters == (Parameter("seed", "int"),)
    assert box.signature == "partial class Box<T>(int seed) : Base<T>(seed), IShape, Other.Thing where T : class"
    assert by_name["this"].parameters == (Parameter("at", "int"),)
    assert by_name["this"].result == "T"
    assert found[9].parameters == (Parameter("item", "T"), Parameter("rest", "int[]", kind="variadic"))
    assert by_name["Map"].parameters == (
        Parameter("box", "Box<T>", kind="receiver"), Parameter("count", "int"), Parameter("size", "int", "1"),
    )  # fmt: skip
    assert by_name["Map"].result == "R"
    assert by_name["Map"].signature == (
        "public static R Map<R>(this Box<T> box, ref int count, int size = 1) where R : new()"
    )
    assert by_name["Twice"].signature == "public int Twice"


def test_records_have_properties():
    found = facts('public record Point(int X, string Y = "") : Base(X), IShape;\nrecord struct P(int Z);\n').symbols
    assert [(one.qualified_name, one.kind, one.visibility, one.result) for one in found] == [
        ("Point", "class", "public", ""),
        ("Point.X", "property", "public", "int"),
        ("Point.Y", "property", "public", "string"),
        ("P", "struct", "protected", ""),
        ("P.Z", "property", "public", "int"),
    ]
    assert found[0].bases == ("Base", "IShape")
    assert found[0].parameters == (Parameter("X", "int"), Parameter("Y", "string", '""'))


def test_imports():
    found = facts("""\
using System.Text;
global using static System.Math;
using Numbers = System.Collections.Generic.List<int>;
using Short = Long;
namespace A { using B.C; }
""").imports
    assert [(one.module, one.name, one.alias, one.bound) for one in found] == [
        ("System.Text", "*", "", ""),
        ("System.Math", "*", "", ""),
        ("System.Collections.Generic", "List", "Numbers", "Numbers"),
        ("", "Long", "Short", "Short"),
        ("B.C", "*", "", ""),
    ]


def test_calls_and_references():
    found = facts("""\
class C : D {
    C(int x) : base(x) { }
    void M(Box box, Dictionary<string, Item> items) {
        this.Use(box?.Measure<int>(1, 2), named: items.Count);
        var made = new A.Box<int>(1) { Size = 2 };
        Plain(Generic<int>());
    }
}
""")
    assert [(one.name, one.receiver, one.arguments, one.caller) for one in found.calls] == [
        ("base", "", 1, "C.C"),
        ("Use", "this", 2, "C.M"),
        ("Measure", "box", 2, "C.M"),
        ("Box", "A", 1, "C.M"),
        ("Plain", "", 1, "C.M"),
        ("Generic", "", 0, "C.M"),
    ]
    assert [(one.name, one.receiver) for one in found.references] == [
        ("D", ""), ("Box", ""), ("Dictionary", ""), ("Item", ""), ("Use", "this"), ("Measure", "box"),
        ("Count", "items"), ("A", ""), ("Box", "A"), ("Size", ""), ("Plain", ""), ("Generic", ""),
    ]  # fmt: skip


def test_an_escaped_name_is_the_name():
    found = facts("class C { int @class; void M() { Use(@class, this.@class); } }")
    assert [one.qualified_name for one in found.symbols] == ["C", "C.class", "C.M"]
    assert [(one.name, one.start) for one in found.references][1:] == [("class", 38), ("class", 51)]


def test_conditions_around_parts_of_a_list_are_hidden_from_the_grammar():
    found = facts(
        """\
class C
#if ASYNC
    : IAsync
#endif
{
    void M() { }
#if OTHER
    void N() { }
#endif
}
enum E {
    A,
#if MORE
    B,
#endif
    D
}
""".replace("\n", "\r\n")
    )
    assert [one.qualified_name for one in found.symbols] == ["C", "C.M", "C.N", "E", "E.A", "E.B", "E.D"]
    assert found.symbols[0].bases == ("IAsync",)
    assert found.errors == 0
