from lacewing.project.extract import extract
from lacewing.project.facts import Facts, Symbol
from lacewing.syntax.language import languages

BOX = """package org.example;
import java.util.List;
import java.util.*;
import static java.lang.Math.max;

/** An old one. */
class Old {}

/* not documentation */
class Plain {}

/**
 * 箱 with a value.
 * @param <T> what it holds
 */
@Deprecated
public class Box<T extends Comparable<T>> extends Base<T> implements A, b.B<T> {
    public static final int MAX = 3, MIN = 1;
    @Inject final private T value;
    Box(final T value, int... rest) throws IOException { super(value); helper(); }
    @Override protected <R> List<R> map(Function<? super T, R> f) {
        int local = 1;
        Runnable later = new Runnable() { public void run() { value.go(1, 2); } };
        return f.apply(value);
    }
    enum Color implements A { RED(1), GREEN; }
    record Point(int x, List<String> y) { Point { } }
    interface Inner { int K = 1; void m(); }
}
"""


def facts(text: str) -> Facts:
    return extract(text.encode(), languages()["java"])


def symbol(text: str, name: str) -> Symbol:
    found = [one for one in facts(text).symbols if one.qualified_name == name]
    assert len(found) == 1, found
    return found[0]


def test_kinds_and_containers():
    found = {(one.qualified_name, one.kind) for one in facts(BOX).symbols}
    assert found >= {
        ("org.example", "module"),
        ("Box", "class"),
        ("Box.MAX", "constant"),
        ("Box.MIN", "constant"),
        ("Box.value", "field"),
        ("Box.Box", "constructor"),
        ("Box.map", "method"),
        ("Box.map.run", "method"),
        ("Box.Color", "enum"),
        ("Box.Color.RED", "enum_member"),
        ("Box.Point", "class"),
        ("Box.Point.x", "field"),
        ("Box.Point.Point", "constructor"),
        ("Box.Inner", "interface"),
        ("Box.Inner.K", "constant"),
        ("Box.Inner.m", "method"),
    }
    assert not {"local", "later"} & {one.name for one in facts(BOX).symbols}


def test_class():
    box = symbol(BOX, "Box")
    assert box.signature == "public class Box<T extends Comparable<T>> extends Base<T> implements A, b.B<T>"
    assert box.bases == ("Base<T>", "A", "b.B<T>")
    assert box.decorators == ("Deprecated",)
    assert box.docstring == "箱 with a value.\n@param <T> what it holds"
    assert box.visibility == "public"


def test_only_javadoc_is_documentation_and_never_that_of_another():
    assert symbol(BOX, "Old").docstring == "An old one."
    assert symbol(BOX, "Plain").docstring == ""


def test_parameters_results_and_visibility():
    constructor, method = symbol(BOX, "Box.Box"), symbol(BOX, "Box.map")
    assert [(one.name, one.type, one.kind) for one in constructor.parameters] == [
        ("value", "T", "positional"),
        ("rest", "int...", "variadic"),
    ]
    assert constructor.visibility == "protected", "visible in the package"
    assert method.result == "List<R>"
    assert method.signature == "protected <R> List<R> map(Function<? super T, R> f)"
    assert symbol(BOX, "Box.value").visibility == "private"
    assert symbol(BOX, "Box.Inner.m").visibility == "public", "members of an interface are"


def test_imports():
    assert [(one.module, one.name, one.bound) for one in facts(BOX).imports] == [
        ("java.util", "List", "List"),
        ("java.util", "*", ""),
        ("java.lang.Math", "max", "max"),
    ]


def test_calls():
    found = [(one.caller, one.receiver, one.name, one.arguments) for one in facts(BOX).calls]
    assert found == [
        ("Box.Box", "", "super", 1),
        ("Box.Box", "", "helper", 0),
        ("Box.map", "", "Runnable", 0),
        ("Box.map.run", "value", "go", 2),
        ("Box.map", "f", "apply", 1),
    ]


def test_crlf_gives_the_same_facts():
    one, other = facts(BOX), facts(BOX.replace("\n", "\r\n"))
    assert [(a.qualified_name, a.line, a.signature, a.docstring) for a in one.symbols] == [
        (a.qualified_name, a.line, a.signature, a.docstring) for a in other.symbols
    ]


def test_broken_code_keeps_what_can_be_read():
    found = facts("class A {\n  int kept;\n  void lost() { call(kept; }\n  int after() { return go(); }\n}\n")
    assert found.errors > 0
    assert {"A", "A.kept", "A.after"} <= {one.qualified_name for one in found.symbols}
