"""Facts of Rust files."""

from __future__ import annotations

from lacewing.project.extract import extract
from lacewing.project.facts import Facts, Parameter
from lacewing.syntax.language import languages


def facts(text: str) -> Facts:
    return extract(text.encode(), languages()["rust"])


def test_members_of_impls_belong_to_the_type():
    found = facts("""\
/// 箱
#[derive(Debug)]
pub struct Box2<'a, T> { pub value: &'a T, count: usize }
impl<'a, T: Clone> Box2<'a, T> {
    pub const MAX: usize = 3;
    /// Makes one.
    pub(crate) fn new(value: &'a T, (a, b): (u8, u8)) -> Self { Box2 { value, count: 0 } }
    fn get(&mut self) -> &T { self.value }
}
impl<T> std::fmt::Display for &Box2<'_, T> { fn fmt(&self, f: &mut Formatter<'_>) -> Result { Ok(()) } }
impl<T> Shape for Box2<'_, T> {}
""")
    assert [(one.qualified_name, one.kind, one.visibility) for one in found.symbols] == [
        ("Box2", "struct", "public"),
        ("Box2.value", "field", "public"),
        ("Box2.count", "field", "private"),
        ("Box2.MAX", "constant", "public"),
        ("Box2.new", "method", "protected"),
        ("Box2.get", "method", "private"),
        ("Box2.fmt", "method", "public"),
    ]
    box, value, _, maximum, new, get, _ = found.symbols
    assert box.bases == ("std::fmt::Display", "Shape")
    assert box.decorators == ("derive(Debug)",)
    assert box.docstring == "箱"
    assert value.result == "&'a T"
    assert maximum.signature == "pub const MAX: usize = 3"
    assert new.signature == "pub(crate) fn new(value: &'a T, (a, b): (u8, u8)) -> Self"
    assert new.docstring == "Makes one."
    assert new.result == "Self"
    assert new.parameters == (Parameter("value", "&'a T"), Parameter("(a, b)", "(u8, u8)"))
    assert get.parameters == (Parameter("self", kind="receiver"),)


def test_an_impl_of_a_type_of_another_file_stays_with_its_bases():
    found = facts("impl Shape for other::Circle { fn area(&self) {} }\nimpl Circle { fn plain(&self) {} }\n").symbols
    assert [(one.qualified_name, one.kind, one.bases) for one in found] == [
        ("Circle", "extension", ("Shape",)),
        ("Circle.area", "method", ()),
        ("Circle.plain", "method", ()),
    ]


def test_traits_enums_and_others():
    found = facts("""\
pub trait Area: Shape + super::Named<u8> + 'static + ?Sized { type Unit; fn area(&self) -> f64; fn two(&self) {} }
enum E { A { x: u8 }, B(u8), C = 2 }
pub mod inner { struct T; impl T { fn go() { const LOCAL: u8 = 1; fn nested() {} } } mod child; }
static COUNT: u32 = 0;
type Alias<T> = Vec<T>;
macro_rules! squared { ($x:expr) => { power($x, 2) } }
#[doc = "First."]
#[doc = r"Se\\cond."]
fn documented() {}
""").symbols
    assert [(one.qualified_name, one.kind, one.visibility) for one in found] == [
        ("Area", "interface", "public"),
        ("Area.Unit", "type", "public"),
        ("Area.area", "method", "public"),
        ("Area.two", "method", "public"),
        ("E", "enum", "private"),
        ("E.A", "enum_member", "public"),
        ("E.A.x", "field", "public"),
        ("E.B", "enum_member", "public"),
        ("E.C", "enum_member", "public"),
        ("inner", "namespace", "public"),
        ("inner.T", "struct", "private"),
        ("inner.T.go", "method", "private"),
        ("inner.T.go.nested", "function", "private"),
        ("COUNT", "variable", "private"),
        ("Alias", "type", "private"),
        ("squared", "macro", "private"),
        ("documented", "function", "private"),
    ]
    assert found[0].bases == ("Shape", "super::Named<u8>")
    assert found[-1].docstring == "First.\nSe\\cond."


def test_use_trees_give_one_import_a_name():
    text = """\
use std::{self, fmt, io::{Read as R, self as rio, prelude::*}, collections::hash_map::Entry};
use serde;
use {a::b, ::c::d};
pub use self::x::Y as _;
extern crate alloc as al;
mod child;
fn f() { use super::*; }
"""
    found = facts(text).imports
    assert [(one.module, one.name, one.bound) for one in found] == [
        ("std", "", "std"),
        ("std", "fmt", "fmt"),
        ("std::io", "Read", "R"),
        ("std::io", "", "rio"),
        ("std::io::prelude", "*", ""),
        ("std::collections::hash_map", "Entry", "Entry"),
        ("", "serde", "serde"),
        ("a", "b", "b"),
        ("::c", "d", "d"),
        ("self::x", "Y", "_"),
        ("alloc", "", "al"),
        ("self", "child", "child"),
        ("super", "*", ""),
    ]
    lines = text.splitlines(keepends=True)
    assert {(one.start, one.end, one.line) for one in found[:6]} == {(0, len(lines[0]) - 1, 0)}
    assert [one.line for one in found[6:]] == [1, 2, 2, 3, 4, 5, 6]
    assert [one.name for one in facts(text).references] == []


def test_calls_also_among_the_tokens_of_macros():
    found = facts("""\
fn go<'a>(x: &'a u8) {
    x.first().second::<u8>(1, 2);
    Vec::<u8>::with_capacity(3);
    assert_eq!(crate::area(self.shape(1, 2)), plain(x,), "{}", f::<u8>(x));
}
""")
    assert [(one.name, one.receiver, one.arguments, one.caller) for one in found.calls] == [
        ("first", "x", 0, "go"),
        ("second", "x.first()", 2, "go"),
        ("with_capacity", "Vec::<u8>", 1, "go"),
        ("assert_eq", "", 4, "go"),
        ("area", "crate", 1, "go"),
        ("shape", "self", 2, "go"),
        ("plain", "", 1, "go"),
    ]
    assert [(one.name, one.receiver) for one in found.references if one.name in ("area", "shape", "a", "x")] == [
        ("area", "crate"),
        ("shape", "self"),
    ]
