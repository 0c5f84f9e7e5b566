from lacewing.project.extract import extract
from lacewing.project.facts import Facts, Symbol
from lacewing.syntax.language import languages

SHAPE = """package shape

import (
	"fmt"
	j "encoding/json"
	. "math"
	_ "net/http/pprof"
)

// Max is the limit 上限.
const Max = 3

const (
	A, B = iota, 2
)

var first, second int
var _ fmt.Stringer = (*Point)(nil)

// Point is a place.
//
// In two dimensions.
type Point struct {
	X, y int `json:"x"`
	*Base
	fmt.Stringer
}

type (
	ID    int
	Alias = string
)

type Shape[T any] interface {
	Area(scale float64) (float64, error)
	fmt.Stringer
}

func (p *Point) Move(dx, dy int, opts ...Option) (n int, err error) {
	local := 1
	var other = 2
	defer p.base.Close()
	return Map[int](local), nil
}

func (l List[T]) Len() int { return len(l.items) }

func Map[T, U any](xs []T, f func(T) U) []U
func unnamed(int, string) {}
"""


def facts(text: str) -> Facts:
    return extract(text.encode(), languages()["go"])


def symbol(text: str, name: str) -> Symbol:
    found = [one for one in facts(text).symbols if one.qualified_name == name]
    assert len(found) == 1, found
    return found[0]


def test_kinds_containers_and_visibility():
    assert [(one.qualified_name, one.kind, one.visibility) for one in facts(SHAPE).symbols] == [
        ("shape", "module", "public"),
        ("Max", "constant", "public"),
        ("A", "constant", "public"),
        ("B", "constant", "public"),
        ("first", "variable", "private"),
        ("second", "variable", "private"),
        ("Point", "struct", "public"),
        ("Point.X", "field", "public"),
        ("Point.y", "field", "private"),
        ("Point.Base", "field", "public"),
        ("Point.Stringer", "field", "public"),
        ("ID", "type", "public"),
        ("Alias", "type", "public"),
        ("Shape", "interface", "public"),
        ("Shape.Area", "method", "public"),
        ("Point.Move", "method", "public"),
        ("List.Len", "method", "public"),
        ("Map", "function", "public"),
        ("unnamed", "function", "private"),
    ]


def test_signatures():
    assert symbol(SHAPE, "Max").signature == "const Max = 3"
    assert symbol(SHAPE, "B").signature == "A, B = iota, 2"
    assert symbol(SHAPE, "Point").signature == "type Point struct"
    assert symbol(SHAPE, "Shape").signature == "type Shape[T any] interface"
    assert (
        symbol(SHAPE, "Point.Move").signature == "func (p *Point) Move(dx, dy int, opts ...Option) (n int, err error)"
    )
    assert symbol(SHAPE, "Map").signature == "func Map[T, U any](xs []T, f func(T) U) []U"


def test_parameters_and_results():
    move = symbol(SHAPE, "Point.Move")
    assert [(one.name, one.type, one.kind) for one in move.parameters] == [
        ("dx", "int", "positional"),
        ("dy", "int", "positional"),
        ("opts", "Option", "variadic"),
    ]
    assert move.result == "(n int, err error)"
    assert [(one.name, one.type) for one in symbol(SHAPE, "unnamed").parameters] == [("", "int"), ("", "string")]


def test_documentation_and_bases():
    assert symbol(SHAPE, "Max").docstring == "Max is the limit 上限."
    assert symbol(SHAPE, "Point").docstring == "Point is a place.\n\nIn two dimensions."
    assert symbol(SHAPE, "Point").bases == ("Base", "fmt.Stringer")
    assert symbol(SHAPE, "Shape").bases == ("fmt.Stringer",)


def test_imports():
    assert [(one.module, one.name, one.alias, one.bound) for one in facts(SHAPE).imports] == [
        ("fmt", "", "", "fmt"),
        ("encoding/json", "", "j", "j"),
        ("math", "*", "", ""),
        ("net/http/pprof", "", "_", "_"),
    ]


def test_calls_with_type_arguments_and_chains():
    assert [(one.caller, one.receiver, one.name, one.arguments) for one in facts(SHAPE).calls] == [
        ("Point.Move", "p.base", "Close", 0),
        ("Point.Move", "", "Map", 1),
        ("List.Len", "", "len", 1),
    ]


def test_crlf_gives_the_same_facts():
    one, other = facts(SHAPE), facts(SHAPE.replace("\n", "\r\n"))
    assert [(a.qualified_name, a.line, a.signature, a.docstring) for a in one.symbols] == [
        (a.qualified_name, a.line, a.signature, a.docstring) for a in other.symbols
    ]


def test_broken_code_keeps_what_can_be_read():
    found = facts("package a\nfunc lost() {\n\tcall(1\n}\n\nfunc after() { later() }\n")
    assert found.errors > 0
    assert "after" in {one.name for one in found.symbols}
