"""Facts of JavaScript, TypeScript and TSX files."""

from __future__ import annotations

import pytest

from lacewing.project.extract import extract
from lacewing.project.facts import Facts, Parameter
from lacewing.syntax.language import languages


def facts(text: str, language: str = "javascript") -> Facts:
    return extract(text.encode(), languages()[language])


def test_functions_of_every_form():
    text = """\
/** Adds. */
export function add(a, b = 1, ...rest) {}
const arrow = async ({ x, y }, z) => x;
const one = x => x;
let old = function (q) {};
export default () => 1;
exports.shared = function (s) {};
Box.prototype.open = function () {};
const api = { get(url) {}, put: (url) => url, size: 1 };
function* numbers() { const local = 1; function inner() {} }
"""
    found = facts(text).symbols
    assert [(one.qualified_name, one.kind, one.signature) for one in found] == [
        ("add", "function", "function add(a, b = 1, ...rest)"),
        ("arrow", "function", "const arrow = async ({ x, y }, z)"),
        ("one", "function", "const one = x"),
        ("old", "function", "let old = function (q)"),
        ("default", "function", "export default ()"),
        ("shared", "function", "exports.shared = function (s)"),
        ("Box.open", "method", "Box.prototype.open = function ()"),
        ("api", "variable", "const api = { get(url) {}, put: (url) => url, size: 1 }"),
        ("api.get", "method", "get(url)"),
        ("api.put", "method", "put: (url)"),
        ("api.size", "field", "size: 1"),
        ("numbers", "function", "function* numbers()"),
        ("numbers.inner", "function", "function inner()"),
    ]
    assert found[0].docstring == "Adds."
    assert found[0].parameters == (
        Parameter("a"), Parameter("b", default="1"), Parameter("rest", kind="variadic"),
    )  # fmt: skip
    assert [one.name for one in found[1].parameters] == ["{ x, y }", "z"]
    assert [one.name for one in found[2].parameters] == ["x"]


def test_class():
    text = """\
class Store extends base.Thing {
  static #count = 0;
  handler = (event) => {};
  constructor(path) { super(path); this.path = path; }
  get size() { return 1; }
  async *[Symbol.iterator]() {}
}
"""
    found = facts(text).symbols
    assert [(one.qualified_name, one.kind, one.visibility) for one in found] == [
        ("Store", "class", "public"),
        ("Store.#count", "field", "private"),
        ("Store.handler", "method", "public"),
        ("Store.constructor", "constructor", "public"),
        ("Store.path", "field", "public"),
        ("Store.size", "property", "public"),
        ("Store.[Symbol.iterator]", "method", "public"),
    ]
    assert found[0].bases == ("base.Thing",)


def test_imports():
    text = """\
import d, { a, b as c } from "m";
import * as ns from './n';
import "side";
export { x } from "./x";
export * from "./all";
const r = require("r"), { s, t: u } = require("rs");
const path = require("path").posix;
import("lazy");
"""
    found = facts(text)
    assert [(one.module, one.name, one.alias, one.bound) for one in found.imports] == [
        ("m", "default", "d", "d"),
        ("m", "a", "", "a"),
        ("m", "b", "c", "c"),
        ("./n", "*", "ns", "ns"),
        ("side", "", "", ""),
        ("./x", "x", "", ""),
        ("./all", "*", "", ""),
        ("r", "", "r", "r"),
        ("rs", "s", "", "s"),
        ("rs", "t", "u", "u"),
        ("path", "posix", "path", "path"),
        ("lazy", "", "", ""),
    ]
    assert found.symbols == ()


def test_calls_of_functions_constructors_templates_and_components():
    text = (
        "const App = () => { load?.(1); new ns.Box(a, /* no */ b); tag`x`; return <Card x={1}><ui.Icon/><b/></Card>; };"
    )
    found = [(one.receiver, one.name, one.arguments, one.caller) for one in facts(text).calls]
    assert found == [
        ("", "load", 1, "App"),
        ("ns", "Box", 2, "App"),
        ("", "tag", 1, "App"),
        ("", "Card", 0, "App"),
        ("ui", "Icon", 0, "App"),
    ]


TYPES = """\
import type { T1, T2 as T3 } from "m";
import fs = require("fs");
/**
 * A named thing.
 * @template T its type
 */
export interface Named<T> extends Base, ns.Other { name?: string; rename(to: string): void }
export type Pair<T> = { left: T } | null;
export enum Colour { Red, Green = 2 }
declare namespace A.B { function f(a?: string, ...r: number[]): void; }
@Injectable({ in: "root" })
export abstract class Store<T> extends Base<T> implements Named<T> {
  @Input() private readonly size: number = 0;
  constructor(private path: string, count = 1) { super(); }
  abstract close(): Promise<void>;
  protected get key(): string { return this.path; }
  find(this: Store<T>, key: string): T;
  find(key: any): T { return this.map.get(key)!; }
}
export const load = async <T,>(url: string): Promise<T> => fetch(url);
export function over(a: string): void;
export function over(a: any): asserts a is string {}
"""


@pytest.mark.parametrize("language", ["typescript", "tsx"])
def test_types(language: str):
    found = facts(TYPES, language)
    assert found.errors == 0
    assert [(one.qualified_name, one.kind, one.visibility) for one in found.symbols] == [
        ("Named", "interface", "public"),
        ("Named.name", "field", "public"),
        ("Named.rename", "method", "public"),
        ("Pair", "type", "public"),
        ("Pair.left", "field", "public"),
        ("Colour", "enum", "public"),
        ("Colour.Red", "enum_member", "public"),
        ("Colour.Green", "enum_member", "public"),
        ("A.B", "namespace", "public"),
        ("A.B.f", "function", "public"),
        ("Store", "class", "public"),
        ("Store.size", "field", "private"),
        ("Store.constructor", "constructor", "public"),
        ("Store.path", "field", "private"),
        ("Store.close", "method", "public"),
        ("Store.key", "property", "protected"),
        ("Store.find", "method", "public"),
        ("Store.find", "method", "public"),
        ("load", "function", "public"),
        ("over", "function", "public"),
        ("over", "function", "public"),
    ]
    by_name = {one.qualified_name: one for one in reversed(found.symbols)}
    assert by_name["Named"].docstring == "A named thing.\n@template T its type"
    assert by_name["Named"].bases == ("Base", "ns.Other")
    store = by_name["Store"]
    assert store.bases == ("Base", "Named<T>")
    assert store.decorators == ('Injectable({ in: "root" })',)
    assert store.signature == "abstract class Store<T> extends Base<T> implements Named<T>"
    assert TYPES[store.start :].startswith("@Injectable")
    assert by_name["Store.size"].result == "number"
    assert by_name["Store.size"].signature == "private readonly size: number = 0"
    assert by_name["Store.find"].parameters[0] == Parameter("this", "Store<T>", "", "receiver")
    assert by_name["load"].result == "Promise<T>"
    assert by_name["load"].signature == "const load = async <T,>(url: string): Promise<T>"
    assert by_name["A.B.f"].parameters == (
        Parameter("a", "string"), Parameter("r", "number[]", "", "variadic"),
    )  # fmt: skip
    assert [(one.module, one.name, one.bound) for one in found.imports] == [
        ("m", "T1", "T1"), ("m", "T2", "T3"), ("fs", "", "fs"),
    ]  # fmt: skip


def test_locals_and_destructured_names_are_no_references():
    text = "function f({ a, b: [c] }, d = G) { const e = 1; for (const g of a) { use(a, c, d, e, g, { H }); } }"
    assert [one.name for one in facts(text).references] == ["G", "use", "H"]
