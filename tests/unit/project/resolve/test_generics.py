"""What stands for the parameters of generic types, in each language that has them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from resolution import Tree

Make = Callable[[dict[str, str]], Tree]

PYTHON = """\
from typing import Generic, TypeVar
T = TypeVar("T")
class Lid:
    def lift(self): ...
class Box(Generic[T]):
    held: T
    def open(self) -> T: ...
    def all(self) -> list[T]: ...
class Late(Generic[T]):
    def __get__(self, instance, owner) -> T: ...
class New[T]:
    def open(self) -> T: ...
class LidBox(Box[Lid]): ...
class User:
    late: Late[Lid] = Late()
    def use(self, a: Box[Lid], b: "New[Lid]", c: LidBox):
        █
"""
TYPESCRIPT = """\
class Lid { lift() {} }
class Box<T, U extends object = {}> { held: T; open(): Promise<T> { return null! } all(): T[] { return [] } }
class LidBox extends Box<Lid> {}
function use(a: Box<Lid>, c: LidBox) { const d = new Box<Lid>(); █ }
"""
JAVA = """\
class Lid { void lift() {} }
class Box<T extends Object> { T held; T open() { return null; } java.util.List<T> all() { return null; } }
class LidBox extends Box<Lid> {}
class User { void use(Box<Lid> a, LidBox c) { Box<Lid> d = new Box<>(); var e = new Box<Lid>(); █ } }
"""
GO = """\
package a

type Lid struct{}
func (l *Lid) Lift() {}
type Box[T any] struct { Held T }
func (b *Box[T]) Open() (T, error) { return b.Held, nil }
func (b *Box[T]) All() []T { return nil }
func use(a *Box[*Lid]) { d, err := a.Open(); █ }
"""
CPP = """\
class Lid { public: void Lift(); };
template <typename T, class U> class Box { public: T held; T* Open(); std::vector<T> All(); };
class LidBox : public Box<Lid, int> {};
void use(Box<Lid, int>& a, LidBox c) { █; }
"""
CSHARP = """\
namespace A { class Lid { public void Lift() {} }
class Box<T> { public T Held; public T Open() => default; public List<T> All() => null; }
class LidBox : Box<Lid> {}
class User { void Use(Box<Lid> a, LidBox c) { var d = new Box<Lid>(); █ } } }
"""
KOTLIN = """\
package a
class Lid {
    fun lift() {}
}
class Box<T>(val held: T) {
    fun open(): T = held
    fun all(): List<T> = emptyList()
}
fun use(a: Box<Lid>) {
    █
}
"""
RUST = """\
pub struct Lid;
impl Lid { pub fn lift(&self) {} }
pub struct Crate<T> { held: T }
impl<T> Crate<T> { pub fn open(&self) -> Option<&T> { None } pub fn all(&self) -> Vec<T> { vec![] } }
fn user(a: &Crate<Lid>) { █ }
"""


@pytest.mark.parametrize(
    ("file", "text", "expressions"),
    [
        ("a.py", PYTHON, ["a.held", "a.open()", "a.all()[0]", "b.open()", "c.open()", "self.late"]),
        ("a.ts", TYPESCRIPT, ["a.held", "await a.open()", "a.all()[0]", "c.held", "d.held"]),
        ("a.java", JAVA, ["a.held", "a.open()", "a.all().get(0)", "c.open()", "d.held", "e.held"]),
        ("a.go", GO, ["a.Held", "d", "a.All()[0]"]),
        ("a.cc", CPP, ["a.held", "a.Open()", "a.All()[0]", "c.held"]),
        ("a.cs", CSHARP, ["a.Held", "a.Open()", "a.All()[0]", "c.Held", "d.Held"]),
        ("a.kt", KOTLIN, ["a.held", "a.open()", "a.all().first()"]),
        ("a.rs", RUST, ["a.held", "a.open().unwrap()", "a.all()[0]"]),
    ],
)
def test_parameters_are_what_the_arguments_say(tree: Make, file: str, text: str, expressions: list[str]) -> None:
    made = tree({file: text})
    for expression in expressions:
        member = f"{expression}.{'Lift' if file[2:] in ('go', 'cc', 'cs') else 'lift'}"
        assert [found.rpartition(":")[2].rpartition("Lid")[1] for found in made.name(file, member)] == ["Lid"], member


def test_without_arguments_nothing_is_known(tree: Make) -> None:
    made = tree({"a.py": PYTHON.replace("a: Box[Lid]", "a: Box").replace("def lift", "def other")})
    assert made.types("a.py", "a.held") == []
