"""Queries, inheritance between them, and questions to trees."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import tree_sitter

from lacewing.project.extract import extract
from lacewing.syntax.blocks import block_around, flow_in
from lacewing.syntax.language import language_for_lsp_id, language_for_path, languages
from lacewing.syntax.parser import edit_tree, parse
from lacewing.syntax.queries import (
    UnknownPredicateError,
    compile_query,
    load_query,
    matches,
    pattern_captures,
    query_text,
)
from lacewing.syntax.source import source_of
from lacewing.syntax.tree import enclosing, error_spans, text_of
from lacewing.text.edit import TextEdit, apply_edits
from lacewing.text.position import Span

PYTHON = languages()["python"]


def test_inherited_patterns_stand_where_the_line_says(tmp_path: Path):
    for name, text in {"a": "(one)", "b": "; inherits: a\n(two)", "c": "(zero)\n; inherits: b, a\n(three)"}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "q.scm").write_text(text, "utf-8")
    assert query_text(tmp_path / "c", "q").split() == ["(zero)", "(one)", "(two)", "(one)", "(three)"]
    assert query_text(tmp_path / "c", "none") is None


def test_a_missing_inherited_file_is_named(tmp_path: Path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "q.scm").write_text("; inherits: nobody\n", "utf-8")
    with pytest.raises(FileNotFoundError, match=r"a/q\.scm: inherits nobody"):
        query_text(tmp_path / "a", "q")


def test_several_purposes_make_one_query():
    query = load_query(PYTHON, "calls", "imports", "nothing")
    assert query is not None
    assert {query.capture_name(index) for index in range(query.capture_count)} >= {"call", "import"}
    assert load_query(PYTHON, "nothing") is None


def test_errors_name_the_file(tmp_path: Path):
    (tmp_path / "bad.scm").write_text("(no_such_node) @x", "utf-8")
    broken = replace(PYTHON, name="broken", folder=tmp_path)
    with pytest.raises(tree_sitter.QueryError, match=r"bad\.scm"):
        load_query(broken, "bad")
    with pytest.raises(UnknownPredicateError, match=r"q\.scm: unknown predicate #not-any-of\?"):
        compile_query(PYTHON, '((identifier) @x (#not-any-of? @x "a" "b"))', "q.scm")


def test_predicates_are_evaluated():
    root = parse(b"a\nb\nc\n", PYTHON).root_node
    wanted = {
        '#any-of? @x "a" "b"': "ab",
        '#not-eq? @x "a"': "bc",
        '#match? @x "[bc]"': "bc",
        '#not-match? @x "a"': "bc",
    }
    for predicate, names in wanted.items():
        query = compile_query(PYTHON, f"((identifier) @x ({predicate}))", "q")
        assert "".join(text_of(found["x"][0], b"a\nb\nc\n") for _, found in matches(query, root)) == names


def test_pattern_captures_ignore_comments_and_strings():
    text = '; @no\n((identifier) @a (#eq? @a "@b")) ; @c\n(call) @d'
    assert pattern_captures(compile_query(PYTHON, text, "q"), text) == [["a", "a"], ["d"]]


def test_a_chain_of_ten_thousand_calls_is_queried_in_bounded_time():
    query = load_query(PYTHON, "calls")
    assert query is not None
    assert list(matches(query, parse(b"x" + b".f()" * 10_000, PYTHON).root_node))


def test_enclosing_goes_down_any_depth():
    data = b"def f():\n  class K:\n    x = " + b"[" * 10_000 + b"1" + b"]" * 10_000 + b"\n"
    root = parse(data, PYTHON).root_node
    at = data.index(b"1")
    found = enclosing(root, at, {"class_definition", "function_definition"})
    assert found is not None
    assert found.type == "class_definition"
    assert enclosing(root, at, {"lambda"}) is None
    assert enclosing(root, 0, {"module"}) == root


def test_error_spans():
    assert error_spans(parse(b"x = 1\n", PYTHON).root_node) == []
    assert error_spans(parse(b"x = (1\n", PYTHON).root_node) != []


def test_blocks_and_flow():
    text = b"def f(a):\n    if a:\n        raise errors.Bad(1)\n    return 1\n\nraise\n"
    source = source_of(Path("a.py"), text)
    body = text.index(b"if a")
    assert block_around(source, text.index(b"raise errors")) == Span(
        text.index(b"raise errors"), text.index(b"(1)") + 3
    )
    assert block_around(source, body + 1) == Span(body, text.index(b"return 1") + 8)
    assert block_around(source, len(text)) is None
    flow = flow_in(source, Span(body, text.index(b"return 1") + 8))
    assert [(one.kind, one.raised) for one in flow] == [("branch", ""), ("raise", "Bad"), ("return", "")]
    assert [one.raised for one in flow_in(source, Span(0, len(text))) if one.kind == "raise"] == ["Bad", ""]


@pytest.mark.parametrize(
    ("path", "first_line", "wanted"),
    [
        ("a/b.py", b"", "python"), ("A.PY", b"", "python"), ("SConstruct", b"", "python"), ("a.mjs", b"", "javascript"),
        ("a.jsx", b"", "javascript"), ("a.mts", b"", "typescript"), ("a.tsx", b"", "tsx"), ("a.java", b"", "java"),
        ("a.c", b"", "c"), ("a.hpp", b"", "cpp"), ("a.go", b"", "go"),
        ("tool", b"#!/usr/bin/env -S python3.12 -u", "python"),
        ("tool", b"#!/usr/bin/node", "javascript"), ("tool", b"#!", None), ("tool", b"", None), ("a.txt", b"", None),
    ],
)  # fmt: skip
def test_language_of_a_path(path: str, first_line: bytes, wanted: str | None):
    found = language_for_path(path, first_line)
    assert (found.name if found else None) == wanted


def test_language_of_an_lsp_id():
    assert [language_for_lsp_id(one).name for one in ("python", "typescriptreact", "javascriptreact", "cpp")] == [
        "python", "tsx", "javascript", "cpp",
    ]  # fmt: skip
    assert language_for_lsp_id("plaintext") is None


def test_an_edited_tree_equals_a_fresh_one():
    before = "# 注释 😀\r\ndef f(a):\r\n    return a\r\n".encode()
    at = before.index(b"(a)") + 1
    edit = TextEdit(Span(at, at + 1), "語, b=1,\n   c")
    tree = parse(before, PYTHON)
    edit_tree(tree, before, edit)
    after = apply_edits(before, [edit])
    assert str(parse(after, PYTHON, tree).root_node) == str(parse(after, PYTHON).root_node)


def _declared(text: str, suffix: str) -> tuple[list[str], int]:
    """The names that a text of that suffix defines, and the number of its syntax errors."""
    source = source_of(Path("a" + suffix), text.encode())
    assert source.language is not None
    assert source.tree is not None
    facts = extract(source.data, source.language)
    return [symbol.name for symbol in facts.symbols], len(error_spans(source.tree.root_node))


@pytest.mark.parametrize(
    "before",
    [
        "(name: string): Foo",
        "(name: string): () => void // 名前",
        "(name: string): Foo<A>\n\n  /* 😀 */\n  // b",
        "size: number[]",
    ],
)
def test_a_generic_call_signature_begins_a_line_without_a_semicolon_before(before: str):
    text = f"interface Maker {{\n  {before}\n  <T>(of: T): Foo\n  <\n    U,\n  >(of: U): Foo\n}}\nclass Foo {{}}\n"
    names, errors = _declared(text, ".ts")
    assert (names[0], names[-1], errors) == ("Maker", "Foo", 0)


def test_a_generic_function_behind_an_operator_goes_on():
    text = (
        "const make =\n  <T>(of: T) => of\n"
        "type Same<A, B> = (<T>() => A) extends\n  <T>() => B ? 1 : 2\n"
        "const text = `\n  <b>`\n"
    )
    names, errors = _declared(text, ".ts")
    assert (names, errors) == (["make", "Same", "text"], 0)


@pytest.mark.parametrize("suffix", [".ts", ".tsx"])
def test_words_of_newer_typescript_are_read(suffix: str):
    text = (
        "export type * from './a'\nexport type * as b from './b'\n"
        "interface Check<in out T, out U extends T = T> { check: T }\n"
        "class Row<\n  in A,\n  out B = A,\n> {\n  declare id: number\n  declare readonly name?: string\n}\n"
    )
    names, errors = _declared(text, suffix)
    assert (names, errors) == (["Check", "check", "Row", "id", "name"], 0)
