"""A whole test file, new or with additions: nothing that stands in it already is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import tree_sitter

from lacewing.features.testgen.framework import Framework
from lacewing.features.testgen.writing.code import INDENT, Written
from lacewing.project.import_edits.python import import_lines, merge_imports, parse_imports
from lacewing.project.imported import Imported
from lacewing.syntax.source import source_of
from lacewing.syntax.tree import text_of
from lacewing.text.edit import TextEdit
from lacewing.text.position import Span

RECORDED = "recorded from the current behaviour"
REASONED = "worked out from the current code"


@dataclass(frozen=True, slots=True)
class Additions:
    """New `tests` of `subject` for a file.

    `observed` says how expected values that nobody wrote down were found, "" when there are none.
    """

    subject: str
    tests: tuple[Written, ...]
    framework: Framework
    class_name: str
    observed: str

    @property
    def imports(self) -> list[Imported]:
        """What the tests need, each name once."""
        return parse_imports(statement for test in self.tests for statement in test.imports)


def new_file(additions: Additions) -> str:
    """The text of a new test file."""
    label = f"; values were {additions.observed}" if additions.observed else ""
    lines = [f'"""Tests of {additions.subject}{label}."""', "", *import_lines(additions.imports), "", ""]
    return "\n".join([*lines, *_blocks(additions), ""])


def _blocks(additions: Additions, in_existing_class: bool = False) -> list[str]:
    unittest = additions.framework == "unittest"
    lines: list[str] = []
    if unittest and not in_existing_class:
        lines.append(f"class {additions.class_name}(unittest.TestCase):")
    for place, test in enumerate(additions.tests):
        lines += ([""] if unittest else ["", ""]) if place else []
        lines += test.lines
    return lines


def names_in(path: Path, data: bytes) -> set[str]:
    """Names of all functions and classes of a test file, methods included: what a new test may not be called."""
    tree = source_of(path, data).tree
    names: set[str] = set()
    waiting = [tree.root_node] if tree else []
    while waiting:
        node = waiting.pop()
        if node.type in ("function_definition", "class_definition"):
            name = node.child_by_field_name("name")
            names |= {text_of(name, data)} if name is not None else set()
        waiting.extend(node.named_children)
    return names


def additions_to(path: Path, data: bytes, additions: Additions) -> tuple[TextEdit, ...]:
    """The edits that add the tests and their imports to the file `data`, in its own line endings."""
    tree = source_of(path, data).tree
    assert tree is not None, f"{path} is not a Python file"
    newline = "\r\n" if data.count(b"\r\n") * 2 > data.count(b"\n") else "\n"
    merged = merge_imports(data, tree.root_node, additions.imports, newline)
    if merged.clashing:
        additions = _with_local_imports(additions, merged.clashing)
    existing = _class_named(tree.root_node, data, additions.class_name) if additions.framework == "unittest" else None
    if existing is not None:
        body = _blocks(additions, in_existing_class=True)
        offset = existing.end_byte
        text = newline * 2 + newline.join(_labelled(additions, body, INDENT))
    else:
        offset = _end_of_tests(tree.root_node, data)
        text = _spaced(data, offset, newline) + newline.join(_labelled(additions, _blocks(additions), "")) + newline
        if offset < len(data):
            text += newline * 2
    return (*merged.edits, TextEdit(Span(offset, offset), text))


def _labelled(additions: Additions, lines: list[str], indent: str) -> list[str]:
    return [f"{indent}# Values {additions.observed}.", *lines] if additions.observed else lines


def _spaced(data: bytes, offset: int, newline: str) -> str:
    """The line ends that part new code by two blank lines from what stands before `offset`."""
    before = data[:offset].replace(b"\r\n", b"\n")
    if not before.strip():
        return ""
    ends = len(before) - len(before.rstrip(b"\n"))
    return newline * max(0, 3 - ends)


def _end_of_tests(root: tree_sitter.Node, data: bytes) -> int:
    """Before `if __name__ == "__main__":`, which must stay last, else the end of the file."""
    for node in root.children:
        if node.type == "if_statement":
            condition = node.child_by_field_name("condition")
            if condition is not None and "__name__" in text_of(condition, data):
                return node.start_byte
    return len(data)


def _class_named(root: tree_sitter.Node, data: bytes, name: str) -> tree_sitter.Node | None:
    """The body of the class `name` when its members are indented as ours."""
    for node in root.children:
        found = node.child_by_field_name("name") if node.type == "class_definition" else None
        body = node.child_by_field_name("body")
        if found is not None and body is not None and text_of(found, data) == name:
            start = data.rfind(b"\n", 0, body.start_byte) + 1
            return body if data[start : body.start_byte] == INDENT.encode() else None
    return None


def _with_local_imports(additions: Additions, clashing: Sequence[Imported]) -> Additions:
    """Names that the file uses for something else are imported inside the tests that need them."""
    tests = []
    for test in additions.tests:
        own = [imported for imported in parse_imports(test.imports) if imported in clashing]
        lines = list(test.lines)
        place = next(place for place, line in enumerate(lines) if line.lstrip().startswith("def ")) + 1
        indent = lines[place - 1][: len(lines[place - 1]) - len(lines[place - 1].lstrip())] + INDENT
        lines[place:place] = [indent + line for line in import_lines(own) if line] + ([""] if own else [])
        tests.append(Written(test.name, tuple(lines), test.imports))
    return Additions(additions.subject, tuple(tests), additions.framework, additions.class_name, additions.observed)
