"""Queries, inheritance between them, and questions to trees."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import tree_sitter

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
