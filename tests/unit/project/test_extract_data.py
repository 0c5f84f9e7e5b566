"""Outlines of data, documents, styles and scripts, and their bounds."""

import pytest

from lacewing.project.bounds import note_of_count, note_of_size
from lacewing.project.extract import extract
from lacewing.project.facts import Facts
from lacewing.syntax.language import languages


def facts(text: str, language: str) -> Facts:
    return extract(text.encode(), languages()[language])


def outline(text: str, language: str) -> list[tuple[str, str]]:
    return [(one.qualified_name, one.kind) for one in facts(text, language).symbols]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        (
            "json",
            '{"a": {"色": {"c": {"d": 1}}}, "list": [{"e": 1}], "f.g": null} // end',
            ["a", "a.色", "a.色.c", "list", "f.g"],
        ),
        ("yaml", "a:\n  b:\n    'c':\n      d: 1\n---\ne: {f: 1}\n", ["a", "a.b", "a.b.c", "e"]),
        ("yaml", "a: {{ template }}\nb:\n  - c: 1\n", ["a", "b"]),
        ("toml", 'a = 1\n[b."c d"]\ne.f = { g = 1 }\n[[h]]\ni = 2\n', ["a", 'b."c d"', 'b."c d".e.f', "h", "h.i"]),
    ],
)
def test_keys(language: str, text: str, wanted: list[str]):
    assert outline(text, language) == [(name, "key") for name in wanted]


def test_signatures_of_keys_are_their_heads():
    assert [one.signature for one in facts('{"a": {"b": "x"}}', "json").symbols] == ['"a":', '"b": "x"']
    assert [one.signature for one in facts("# why\na:\n  b: x\n", "yaml").symbols] == ["a:", "b: x"]
    assert facts("# why\na: 1\n", "yaml").symbols[0].docstring == "why"


def test_headings_nest():
    text = "# A\n\n## B `c()`\n\ntext\n\nD\n---\n\n### E\n\n# F\n"
    assert outline(text, "markdown") == [
        ("A", "heading"),
        ("A.B `c()`", "heading"),
        ("A.D", "heading"),
        ("A.D.E", "heading"),
        ("F", "heading"),
    ]


def test_styles():
    text = (
        ":root { --gap: 1px }\n.a, #b > i { margin: var(--gap) }\n@media print { .c {} }\n@keyframes spin { from {} }\n"
    )
    assert outline(text, "css") == [
        (":root", "selector"),
        (":root.--gap", "variable"),
        (".a", "selector"),
        ("#b > i", "selector"),
        (".c", "selector"),
        ("spin", "selector"),
    ]
    assert [one.name for one in facts(text, "css").references] == ["--gap"]


def test_pages():
    text = '<body id="top"><h1>箱</h1><my-box><p id="in">x</p></my-box></body>'
    assert outline(text, "html") == [
        ("top", "element"),
        ("top.箱", "heading"),
        ("top.my-box", "element"),
        ("top.my-box.in", "element"),
    ]


def test_tables():
    text = """CREATE TABLE app.users (id INT, "full name" TEXT REFERENCES names(id));
CREATE VIEW all_users AS SELECT * FROM users;
CREATE FUNCTION add(a int) RETURNS int AS $$ SELECT a $$ LANGUAGE sql;
ALTER TABLE users ADD COLUMN age INT;
"""
    assert outline(text, "sql") == [
        ("app.users", "struct"),
        ("app.users.id", "field"),
        ("app.users.full name", "field"),
        ("all_users", "struct"),
        ("add", "function"),
        ("users.age", "field"),
    ]
    assert {"users", "names"} <= {one.name for one in facts(text, "sql").references}


def test_shell_scripts():
    text = "source ./lib.sh\nexport A=1\n# Says.\ngreet() {\n  local b=$1\n  echo $b $A\n}\ngreet x\n"
    found = facts(text, "bash")
    assert [(one.name, one.kind, one.docstring) for one in found.symbols] == [
        ("A", "variable", ""),
        ("greet", "function", "Says."),
    ]
    assert [(one.module, one.name) for one in found.imports] == [("./lib.sh", "*")]
    assert ("greet", "") in {(one.name, one.caller) for one in found.calls}
    assert {"A", "greet"} <= {one.name for one in found.references}
    assert "b" not in {one.name for one in found.references}


def test_lua_modules():
    text = """local json = require("cjson")
local M = {}
function M.new(a, ...) return json.decode(a) end
function M:go() self:stop() end
return M
"""
    found = facts(text, "lua")
    assert [(one.qualified_name, one.kind, one.visibility) for one in found.symbols] == [
        ("M", "variable", "private"),
        ("M.new", "method", "public"),
        ("M.go", "method", "public"),
    ]
    assert [(one.module, one.bound) for one in found.imports] == [("cjson", "json")]
    assert [(one.receiver, one.name, one.caller) for one in found.calls if one.name != "require"] == [
        ("json", "decode", "M.new"),
        ("self", "stop", "M.go"),
    ]
    assert "self" not in {one.name for one in found.references}


def test_many_keys_are_cut_to_the_outer_ones():
    text = '{"first": {' + ", ".join(f'"k{n}": {n}' for n in range(1000)) + '}, "last": 1}'
    found = facts(text, "json")
    names = [one.name for one in found.symbols]
    assert len(names) == 150
    assert names[0] == "first"
    assert names[-1] == "last"
    assert "only the outer ones" in note_of_count(found, languages()["json"])


def test_a_huge_file_of_data_is_not_read():
    text = '{"a": "' + "x" * 300_000 + '"}'
    found = facts(text, "json")
    assert (found.symbols, found.errors) == ((), 0)
    assert "262144 bytes" in note_of_size(text.encode(), languages()["json"])


def test_what_lies_deep_costs_nothing():
    text = "[" * 50_000 + "1" + "]" * 50_000
    assert facts(text, "json").symbols == ()


def test_within_bounds_nothing_is_noted():
    for name in ("json", "python"):
        language = languages()[name]
        assert note_of_size(b"{}", language) == note_of_count(extract(b"{}", language), language) == ""
