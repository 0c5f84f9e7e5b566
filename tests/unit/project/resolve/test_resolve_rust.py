"""Rust: modules, use trees, crates of a workspace, and what values are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from resolution import Tree

Make = Callable[[dict[str, str]], Tree]
GO = "pub fn go() {}\n"


@pytest.mark.parametrize(
    ("importing", "use", "name", "wanted"),
    [
        ("app/src/main.rs", "use crate::net::go;", "go", "app/src/net/mod.rs:go"),
        ("app/src/net/http.rs", "use super::go;", "go", "app/src/net/mod.rs:go"),
        ("app/src/net/http.rs", "use super::super::util::{go, other as o};", "go", "app/src/util.rs:go"),
        ("app/src/util.rs", "use crate::net::http::{self, Far};", "http::near", "app/src/net/http.rs:near"),
        ("app/src/util.rs", "use crate::net::*;", "go", "app/src/net/mod.rs:go"),
        ("app/src/util.rs", "", "crate::net::go", "app/src/net/mod.rs:go"),
        ("app/src/util/inner.rs", "use super::helper as go;", "go", "app/src/util.rs:helper"),
        ("app/src/main.rs", "use the_kit::go;", "go", "kit/src/parts.rs:go"),  # handed on by `pub use`
        ("app/src/main.rs", "use the_kit::parts as p;", "p::go", "kit/src/parts.rs:go"),
        ("app/src/main.rs", "use crate::util::written::deep;", "deep", "app/src/util.rs:written.deep"),
        ("app/src/main.rs", "mod util;", "util::helper", "app/src/util.rs:helper"),
        ("app/tests/all.rs", "mod util;", "util::go", "app/tests/util.rs:go"),
        ("app/tests/more.rs", "use crate::util::go;", "go", "app/tests/util.rs:go"),
        ("app/tests/more.rs", "mod common;", "common::go", "app/tests/common/mod.rs:go"),
        ("app/src/main.rs", "use the_kit::again::go;", "go", "app/src/net/mod.rs:go"),  # a module handed on
        ("app/src/main.rs", "use the_kit::base::net::go;", "go", "app/src/net/mod.rs:go"),  # `pub extern crate`
        ("app/src/main.rs", "use serde::go;", "go", None),
        ("app/src/main.rs", "use super::super::super::go;", "go", None),
    ],
)
def test_where_paths_lead(tree: Make, importing: str, use: str, name: str, wanted: str | None) -> None:
    head, _, last = name.rpartition("::")
    files = {
        "Cargo.toml": '[workspace]\nmembers = ["app", "kit"]\n',
        "app/Cargo.toml": '[package]\nname = "app"\n',
        "app/src/main.rs": "mod net;\n",
        "app/src/net/mod.rs": GO,
        "app/src/net/http.rs": "pub fn near() {}\npub struct Far;\n",
        "app/src/util.rs": f"{GO}pub fn helper() {{}}\npub mod written {{ pub fn deep() {{}} }}\n",
        "kit/Cargo.toml": '[package]\nname = "the-kit"\n',
        "app/src/lib.rs": "pub mod net;\n",
        "app/tests/util.rs": GO,
        "app/tests/common/mod.rs": GO,
        "kit/src/lib.rs": "pub mod parts;\npub use parts::go;\npub extern crate app as base;\n"
        "pub use app::net as again;\n",
        "kit/src/parts.rs": GO,
    }
    own = files.get(importing, "").replace("pub fn go() {}\n", "")
    made = tree({**files, importing: f"{use}\n{own}fn user() {{ █ }}\n"})
    assert made.name(importing, f"{head}.{last}" if head else last) == ([wanted] if wanted else [])


@pytest.mark.parametrize("text", ["[package", "[package]\nname = 3\n", ""])
def test_a_broken_manifest_names_no_crate(tree: Make, text: str) -> None:
    made = tree({"kit/Cargo.toml": text, "kit/src/lib.rs": GO, "app/src/main.rs": "use kit::go;\nfn f() { go() }\n"})
    assert made.name("app/src/main.rs", "go") == []


LIBRARY = """\
pub trait Closer: Named { fn close(&self) {} }
pub trait Named { fn label(&self) -> Answer; }
pub struct Client { pub pool: Pool, inner: Arc<Mutex<Answer>>, all: Vec<Answer>, table: HashMap<String, Answer> }
impl Client {
    pub fn new(pool: Pool) -> Self { todo!() }
    pub fn open() -> Result<Client, Error> { todo!() }
    pub fn get(&self, key: &str) -> Option<&Answer> { None }
    pub fn with(self, n: u8) -> Self { self }
}
impl Closer for Client {}
pub struct Pool;
impl Pool { pub fn take(&self) {} }
pub struct Answer { pub text: String }
impl Answer { pub fn read_all(&self) {} }
pub enum Mode { On, Off(u8) }
impl Mode { pub fn flip(&self) {} }
pub fn connect() -> Client { todo!() }
"""


@pytest.mark.parametrize(
    ("body", "expression", "wanted"),
    [
        ("let c = Client::new(p);", "c", "Client"),
        ("let c: Client = x;", "c", "Client"),
        ("let c = Client::open()?;", "c", "Client"),
        ("let c = Client::open().unwrap();", "c", "Client"),
        ("let mut c = connect().with(1).with(2);", "c", "Client"),
        ("let c = Client { pool: p };", "c", "Client"),
        ('if let Some(a) = connect().get("a") { a█; }', "a", "Answer"),
        ('let Some(a) = connect().get("a") else { return };', "a", "Answer"),
        ('match connect().get("a") { Some(a) => { a█; } None => {} }', "a", "Answer"),
        ("for a in c.all.iter() { a█; }", "a", "Answer"),
        ("for (k, a) in c.table.iter() { a█; }", "a", "Answer"),
        ("c.all.iter().map(|a| a█.text);", "a", "Answer"),
        ('connect().get("a").map(|a| a█.text);', "a", "Answer"),
        ("each(|c2: &Client| c2█.pool);", "c2", "Client"),
        ("let a = c.inner.lock().unwrap();", "a", "Answer"),
        ("", "c", "Client"),
        ("", "c.pool", "Pool"),
        ("", "c.all[0]", "Answer"),
        ("", "c.label()", "Answer"),
        ("let m = Mode::On;", "m", "Mode"),
        ("let x = unknown();", "x", None),
    ],
)
def test_types_of_expressions(tree: Make, body: str, expression: str, wanted: str | None) -> None:
    marked = body if "█" in body else f"{body}\n    █"
    use = f"use crate::kit::*;\nfn user(p: Pool, c: &mut Client) {{\n    {marked}\n}}\n"
    made = tree(
        {"Cargo.toml": '[package]\nname = "x"\n', "src/lib.rs": "mod kit;\n", "src/kit.rs": LIBRARY, "src/use.rs": use}
    )
    assert made.types("src/use.rs", expression) == ([f"src/kit.rs:{wanted}"] if wanted else [])


def test_impl_blocks_and_traits_lend_members(tree: Make) -> None:
    more = "use super::kit::Client;\nimpl Client { pub fn extra(&self) { █ } }\n"
    made = tree(
        {
            "src/lib.rs": "mod kit;\nmod more;\n",
            "src/kit.rs": LIBRARY,
            "src/more.rs": more,
            "other/kit.rs": "pub struct Client;\nimpl Client { fn no(&self) {} }\n",
        }
    )
    assert made.names("src/more.rs", "self.extra", "self.get", "self.close", "self.label", "Self.new", "self.no") == [
        ["src/more.rs:Client.extra"],
        ["src/kit.rs:Client.get"],
        ["src/kit.rs:Closer.close"],
        ["src/kit.rs:Named.label"],
        ["src/kit.rs:Client.new"],
        [],
    ]


def test_a_type_whose_own_file_brings_its_members_in(tree: Make) -> None:
    made = tree(
        {
            "Cargo.toml": '[package]\nname = "kit"\n',
            "src/lib.rs": "mod cli;\nuse cli::Kind;\nuse cli::Other;\nfn main() { Kind::Always; Kind::Missing; }\n",
            "src/cli.rs": "pub enum Kind { Always, Never }\npub enum Other { One }\n"
            "fn shown() { use self::Kind::*; use self::Other::*; Always; Missing; One; }\n",
        }
    )
    assert made.names("src/cli.rs", "Always", "Missing", "One") == [
        ["src/cli.rs:Kind.Always"],
        [],
        ["src/cli.rs:Other.One"],
    ]
    assert made.names("src/lib.rs", "Kind.Always", "Kind.Missing") == [["src/cli.rs:Kind.Always"], []]
