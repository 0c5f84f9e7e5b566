"""JavaScript and TypeScript: specifiers, tsconfig, packages, exports, and what values are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from resolution import Tree

Make = Callable[[dict[str, str]], Tree]
THING = "export function thing() {}\n"


@pytest.mark.parametrize(
    ("importing", "statement", "wanted"),
    [
        ("src/a.ts", 'import { thing } from "./lib"', "src/lib/index.ts"),
        ("src/a.ts", 'import { thing } from "./lib/index.js"', "src/lib/index.ts"),
        ("src/a.ts", 'import { thing } from "./plain.js"', "src/plain.js"),
        ("src/deep/a.tsx", 'import { thing } from "../typed"', "src/typed.d.ts"),
        ("src/deep/a.tsx", 'import { thing as thing } from ".."', "src/index.ts"),
        ("src/a.js", 'const { thing } = require("./plain")', "src/plain.js"),
        ("src/a.ts", 'import { thing } from "@/lib"', "src/lib/index.ts"),
        ("src/a.ts", 'import { thing } from "exact"', "src/plain.js"),
        ("src/a.ts", 'import { thing } from "lib/index"', "src/lib/index.ts"),
        ("src/a.ts", 'import { thing } from "@org/kit"', "packages/kit/src/index.ts"),
        ("src/a.ts", 'import { thing } from "@org/kit/inner"', "packages/kit/src/inner.ts"),
        ("src/a.ts", 'import { thing } from "@org/kit/wild/one"', "packages/kit/src/wild/one.ts"),
        ("packages/kit/src/use.ts", 'import { thing } from "#own/one"', "packages/kit/src/wild/one.ts"),
        ("src/a.ts", 'import { thing } from "plainkit"', "packages/plain/source.js"),
        ("src/a.ts", 'import { thing } from "react"', None),
        ("src/a.ts", 'import { thing } from "./missing"', None),
        ("src/a.ts", 'import { thing } from "../../../etc"', None),
    ],
)
def test_where_modules_are(tree: Make, importing: str, statement: str, wanted: str | None) -> None:
    made = tree(
        {
            "base.json": '{"compilerOptions": {"baseUrl": "src", /* all */ '
            '"paths": {"@/*": ["*"], "exact": ["plain"],}}}',
            "tsconfig.json": '{\n  // ours\n  "extends": "./base",\n}',
            "src/index.ts": THING,
            "src/lib/index.ts": THING,
            "src/plain.js": THING,
            "src/typed.d.ts": "export declare function thing(): void;\n",
            "packages/kit/package.json": '{"name": "@org/kit", "exports": {".": {"types": "./dist/index.d.ts"}, '
            '"./inner": [{"import": {"default": "./dist/inner.js"}}], "./wild/*": "./dist/wild/*.js"}, '
            '"imports": {"#own/*": "./src/wild/*.ts"}}',
            "packages/kit/src/index.ts": THING,
            "packages/kit/src/inner.ts": THING,
            "packages/kit/src/wild/one.ts": THING,
            "packages/plain/package.json": '{"name": "plainkit", "main": "source.js"}',
            "packages/plain/source.js": THING,
            "react/index.ts": THING,
            importing: f"{statement}\nthing()\n",
        }
    )
    assert made.name(importing, "thing") == ([f"{wanted}:thing"] if wanted else [])


@pytest.mark.parametrize(
    "text", ["{", "[]", "\x00", '{"extends": "./tsconfig.json", "compilerOptions": 3}', "{" * 9000]
)
def test_broken_configuration_says_so_and_leads_nowhere(tree: Make, text: str) -> None:
    made = tree({"tsconfig.json": text, "package.json": text, "a.ts": 'import { thing } from "x"', "b/x.ts": THING})
    assert made.name("a.ts", "thing") == []
    messages = made.project.update_index().messages
    if "extends" not in text:
        assert any(message.startswith("tsconfig.json: ") for message in messages)
        assert any(message.startswith("package.json: ") for message in messages)


def test_a_changed_configuration_counts(tree: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    made = tree({"a.ts": 'import { thing } from "x"', "b/x.ts": THING, "c/x.ts": THING})
    monkeypatch.setattr(made.project.index.configuration, "_look_again", 0.0)
    assert made.name("a.ts", "thing") == []
    for folder in "bc":
        made.write("tsconfig.json", f'{{"compilerOptions": {{"baseUrl": "{folder}" {" " * ord(folder)} }}}}')
        assert made.name("a.ts", "thing") == [f"{folder}/x.ts:thing"]


def test_exports(tree: Make) -> None:
    made = tree(
        {
            "all.ts": 'export * from "./one"; export { two as zwei, default as Main } from "./two"; '
            'export * as space from "./one";\nexport * from "./all";\n',
            "one.ts": "function local() {}\nexport { local as given };\nexport default class Named {}\n",
            "two.ts": "export const two = () => {}\nconst main = 1\nexport default main\n",
            "old.js": "class Old { run() {} }\nmodule.exports = Old\n",
            "anonymous.ts": "export default function () {}\n",
            "use.ts": 'import { given, zwei, Main, space, hidden } from "./all";\nimport Renamed from "./one"\n'
            'import anything from "./anonymous"\nimport * as a from "./all"\n',
            "use.js": 'const Old = require("./old")\nconst o = new Old()\n█\n',
            **{f"more/{n}.ts": "export function hidden() {}\n" for n in "abcdef"},
        }
    )
    assert made.names("use.ts", "given", "zwei", "Main", "Renamed", "anything", "hidden", "a.zwei", "space.given") == [
        ["one.ts:local"],
        ["two.ts:two"],
        ["two.ts:main"],
        ["one.ts:Named"],
        ["anonymous.ts:default"],
        [],
        ["two.ts:two"],
        ["one.ts:local"],
    ]
    assert made.names("use.js", "Old", "o.run") == [["old.js:Old"], ["old.js:Old.run"]]


LIBRARY = """\
export interface Named { label: string; owner: Pool }
export class Base { close() {} chain(): this { return this } }
export class Client extends Base implements Named {
  transport = new Transport();
  label = "";
  private cache: Map<string, Answer> = new Map();
  constructor(public owner: Pool, readonly size?: number) { super(); this.late = new Pool(); }
  async send(request: Request): Promise<Answer> { return null! }
  many(): Answer[] { return [] }
  get current(): Answer { return null! }
  static create() { return new Client(new Pool()) }
}
export class Pool { take(): Client | undefined { return undefined } }
export class Transport { push() {} }
export class Answer { text() {} }
export type Alias = Client;
export type Handler<E extends Named = any> = (answer: Answer, next: () => void) => void;
export type Both = { extra: Pool } & Alias;
export type Shape = { inner: Pool; deep(): Answer };
export enum Color { Red = 1, Green }
export const shared = new Client(new Pool());
export const connect = (): Client => shared;
export const make = () => new Client(new Pool());
export function old() { return shared }
"""


@pytest.mark.parametrize(
    ("body", "expression", "wanted"),
    [
        ("const c = new Client(p)", "c", "Client"),
        ("const c = connect()", "c", "Client"),
        ("const c = make()", "c", "Client"),
        ("const c = old()", "c", "Client"),
        ("const c: Client = x()", "c", "Client"),
        ("let c: Client | null = null", "c", "Client"),
        ("const c: Alias = x()", "c", "Alias"),
        ("const a = await shared.send(r)", "a", "Answer"),
        ("const { owner, transport: t } = shared", "owner", "Pool"),
        ("const { owner, transport: t } = shared", "t", "Transport"),
        ("for (const a of shared.many()) { a█ }", "a", "Answer"),
        ("const c = x as Client", "c", "Client"),
        ("const c = <any>x as Client", "c", None),
        ("const c = maybe ?? connect()", "c", "Client"),
        ("const c = flag ? connect() : null", "c", "Client"),
        ("use((c: Client) => { c█ })", "c", "Client"),
        ("if (x instanceof Client) { x█ }", "x", "Client"),
        ("const h: Handler = (a, next) => { a█ }", "a", "Answer"),
        ("const h = (x): Handler => { return async function (a, next) { a█ } }", "a", "Answer"),
        ("const h = (x): Handler => (a) => a█.text", "a", "Answer"),
        ("shared.many().map((a) => a█.text)", "a", "Answer"),
        ("shared.many().filter(f).forEach(a => { a█ })", "a", "Answer"),
        ("", "(x as Client)", "Client"),
        ("", "(x as Both).owner", "Pool"),
        ("", "param", "Client"),
        ("", "lib.shared", "Client"),
        ("", "shared.owner.take()!.transport", "Transport"),
        ("", "shared.current", "Answer"),
        ("", "shared.late", "Pool"),
        ("", "shared.many()[0]", "Answer"),
        ("", "shared.cache.get('a')", "Answer"),
        ("", "Client.create().chain()", "Client"),
        ("", "shared?.owner", "Pool"),
        ("", "new lib.Client(p).many().find(f)", "Answer"),
        ("", "Color.Red", "Color"),
        ("const a = unknown(x)", "a", None),
        ("const a = [new Client()]", "a", None),
    ],
)
def test_types_of_expressions(tree: Make, body: str, expression: str, wanted: str | None) -> None:
    marked = body if "█" in body else f"{body}\n  █"
    use = 'import { Client, Alias, Both, Handler, connect, make, old, shared, Color } from "./lib"\n'
    use += 'import * as lib from "./lib"\n'
    made = tree({"lib.ts": LIBRARY, "use.ts": f"{use}function use(param: Client, x: any) {{\n  {marked}\n}}\n"})
    assert made.types("use.ts", expression) == ([f"lib.ts:{wanted}"] if wanted else [])


def test_members_of_bases_and_interfaces_count(tree: Make) -> None:
    use = 'import { Client, Shape } from "./lib"\nclass Mine extends Client {\n  f(s: Shape) {\n    █\n  }\n}\n'
    made = tree({"lib.ts": LIBRARY, "use.ts": use})
    assert made.names(
        "use.ts", "this.f", "this.send", "this.close", "super.many", "this.label", "s.inner", "s.inner.take"
    ) == [
        ["use.ts:Mine.f"],
        ["lib.ts:Client.send"],
        ["lib.ts:Base.close"],
        ["lib.ts:Client.many"],
        ["lib.ts:Client.label"],
        ["lib.ts:Shape.inner"],
        ["lib.ts:Pool.take"],
    ]
    assert made.scope("use.ts") == {
        "s": ["lib.ts:Shape"],
        "this.transport": ["lib.ts:Transport"],
        "this.owner": ["lib.ts:Pool"],
        "this.late": ["lib.ts:Pool"],
        "this.current": ["lib.ts:Answer"],
    }


@pytest.mark.parametrize(
    "broken",
    [
        'import { shared as c } from "./lib"\nfunction f() {\n  c.█',
        'import { shared } from "./lib"\nclass A {\n  m() {\n    const c = shared\n    if (c.█\n',
        'import { shared } from "./lib"\r\nconst 名 = `😀${1}`\r\nconst c = shared; c.█ =>\r\n}}} {',
    ],
)
def test_code_cut_in_mid_statement(tree: Make, broken: str) -> None:
    made = tree({"lib.ts": LIBRARY, "use.ts": broken})
    assert made.types("use.ts", "c") == ["lib.ts:Client"]


def test_a_folder_means_what_its_package_names(tree: Make) -> None:
    made = tree(
        {
            "package.json": '{"name": "app", "main": "app.js"}',
            "app.js": "module.exports.start = function () {}\n",
            "index.html": "",
            "inner/package.json": '{"main": "./lib/entry"}',
            "inner/lib/entry.js": THING.replace("export ", "") + "module.exports = { thing }\n",
            "test/a.js": "const { start } = require('..')\nconst { thing } = require('../inner')\nstart(thing)\n",
        }
    )
    assert made.names("test/a.js", "start", "thing") == [["app.js:start"], ["inner/lib/entry.js:thing"]]


def test_what_a_package_names_goes_before_its_index(tree: Make) -> None:
    module = "exports.thing = function () {}\n"
    made = tree(
        {
            "lib/package.json": '{"main": "other"}',
            "lib/index.js": module,
            "lib/other/index.js": module,
            "plain/index.js": module,
            "both.js": module,
            "both/index.js": module,
            "a.js": "const { thing } = require('./lib')\nthing()\n",
            "b.js": "const { thing } = require('./plain')\nthing()\n",
            "c.js": "const { thing } = require('./both')\nthing()\n",
            "d.js": "const { thing } = require('./both/')\nthing()\n",
        }
    )
    assert made.name("a.js", "thing") == ["lib/other/index.js:thing"]
    assert made.name("b.js", "thing") == ["plain/index.js:thing"]
    assert made.name("c.js", "thing") == ["both.js:thing"]
    assert made.name("d.js", "thing") == ["both/index.js:thing"]


def test_types_of_a_script_count_for_typed_files(tree: Make) -> None:
    made = tree(
        {
            "app.js": "module.exports.start = function () {}\n",
            "app.d.ts": "export function start(): void;\nexport interface Options {}\n",
            "a.ts": 'import { start, Options } from "./app.js"\n',
            "b.js": 'const { start } = require("./app.js")\n',
        }
    )
    assert made.names("a.ts", "start", "Options") == [["app.d.ts:start"], ["app.d.ts:Options"]]
    assert made.name("b.js", "start") == ["app.js:start"]


def test_modules_that_a_file_declares(tree: Make) -> None:
    made = tree(
        {
            "types.d.ts": "declare module '$app/state' {\n  export const page: Page;\n}\n"
            "declare module '@org/kit' {\n  export function json(of: object): string;\n}\n",
            "kit/package.json": '{"name": "@org/kit", "types": "./index.d.ts"}',
            "kit/index.d.ts": "export interface Kit {}\n",
            "a.ts": 'import { page } from "$app/state"\nimport { json } from "@org/kit"\n'
            'import { page as other } from "$app/other"\n',
        }
    )
    assert made.names("a.ts", "page", "json", "other") == [
        ["types.d.ts:$app/state.page"],
        ["types.d.ts:@org/kit.json"],
        [],
    ]


def test_members_of_objects_that_are_written_out(tree: Make) -> None:
    made = tree(
        {
            "status.js": "export const Status = { OPEN: 1, label(value) {}, parse: (text) => 1 }\n"
            'export const at = Object.freeze({ home: "/", Status })\n',
            "kinds.ts": "interface Theme { dark: boolean }\nexport const kinds = { RED: 1, next: 2 } as const\n"
            "export const theme: Theme = { dark: true }\n",
            "use.js": 'import { Status, at } from "./status"\nimport { kinds, theme } from "./kinds"\n'
            "function inner() { const local = { own: 1 }; return local }\n",
        }
    )
    wanted = {
        "Status.OPEN": ["status.js:Status.OPEN"], "Status.label": ["status.js:Status.label"],
        "Status.parse": ["status.js:Status.parse"], "Status.missing": [], "at.home": ["status.js:at.home"],
        "kinds.RED": ["kinds.ts:kinds.RED"], "theme.dark": ["kinds.ts:Theme.dark"],
    }  # fmt: skip
    assert dict(zip(wanted, made.names("use.js", *wanted), strict=True)) == wanted
