"""The document against a naive client that keeps a str, and the tree kept by its changes against a fresh one."""

from __future__ import annotations

import re

import pytest
import tree_sitter
import tree_sitter_python
from hypothesis import given, settings
from hypothesis import strategies as st

from lacewing.text import document as module
from lacewing.text.document import Document, LoneSurrogateError
from lacewing.text.position import Position, PositionEncoding

ENCODINGS = list(PositionEncoding)
PIECES = ["a", "def f():", "    ", "\t", "\n", "\r", "\r\n", "\f", "\u2028", "\x85", "é", "日本語", "👩‍💻", "𝒳", ""]
texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
places = st.tuples(st.integers(-1, 14), st.integers(-1, 24))
edits = st.lists(st.tuples(places, places, texts), max_size=8)


class Client:
    """An editor that keeps its text as one str and does what LSP 3.18 says, the slow and obvious way."""

    def __init__(self, text: str, encoding: PositionEncoding) -> None:
        self.text = text
        self.encoding = encoding

    def offset(self, line: int, character: int) -> int:
        lines = [match.span() for match in re.finditer(r"([^\r\n]*)(\r\n|\n|\r|\Z)", self.text)]
        if lines and self.text and self.text[-1] not in "\r\n":
            lines.pop()  # the empty match after the last line
        if line >= len(lines):
            return len(self.text)
        if line < 0:
            return 0
        start, end = lines[line]
        content = self.text[start:end].rstrip("\r\n")
        units = 0
        for index, letter in enumerate(content):
            units += {"utf-8": len(letter.encode()), "utf-16": 1 + (letter > "\uffff"), "utf-32": 1}[self.encoding]
            if units > character:
                return start + index
        return start + len(content)

    def edit(self, start: tuple[int, int], end: tuple[int, int], new: str) -> None:
        first, last = sorted((self.offset(*start), self.offset(*end)))
        self.text = self.text[:first] + new + self.text[last:]


@pytest.mark.parametrize("encoding", ENCODINGS)
@settings(max_examples=250, deadline=None)
@given(text=texts, changes=edits)
def test_text_equals_the_clients(encoding: PositionEncoding, text: str, changes: list) -> None:
    client, document = Client(text, encoding), Document("file:///a", "x", 0, text)
    for start, end, new in changes:
        before = document.data()
        client.edit(start, end, new)
        change = document.apply(Position(*start), Position(*end), new, encoding)
        after = document.data()
        assert after == client.text.encode()
        assert document.line_count == len(re.split(r"\r\n|\n|\r", client.text))
        assert before[: change.start_byte] + new.encode() + before[change.old_end_byte :] == after
        assert change.new_end_byte == change.start_byte + len(new.encode())
        assert change.start_point == point(before, change.start_byte)
        assert change.old_end_point == point(before, change.old_end_byte)
        assert change.new_end_point == point(after, change.new_end_byte)


@settings(max_examples=150, deadline=None)
@given(text=texts, changes=edits, encoding=st.sampled_from(ENCODINGS))
def test_small_blocks_change_nothing(text: str, changes: list, encoding: PositionEncoding) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BLOCK_LINES", 4)
        client, document = Client(text * 3, encoding), Document("file:///a", "x", 0, text * 3)
        for start, end, new in changes:
            client.edit(start, end, new)
            before = document.data()
            change = document.apply(Position(*start), Position(*end), new, encoding)
            assert document.data() == client.text.encode()
            assert change.start_point == point(before, change.start_byte)
            assert change.old_end_point == point(before, change.old_end_byte)


def point(data: bytes, offset: int) -> tuple[int, int]:
    """The tree-sitter point of an offset, by definition."""
    return data.count(b"\n", 0, offset), offset - (data.rfind(b"\n", 0, offset) + 1)


STATEMENTS = [
    "x = 1\n",
    "def f(a):\n    return a\n",
    's = "日本👩‍💻"\r\n',
    "# 𝒳\n",
    "y = f(2)\n",
    "if x:\n    y = 3\n",
    "\n",
]


@settings(max_examples=100, deadline=None)
@given(
    start=st.lists(st.sampled_from(STATEMENTS), max_size=20),
    steps=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 3), st.sampled_from(STATEMENTS)), max_size=8),
    encoding=st.sampled_from(ENCODINGS),
)
def test_the_tree_kept_by_changes_is_the_tree_from_scratch(
    start: list, steps: list, encoding: PositionEncoding
) -> None:
    language = tree_sitter.Language(tree_sitter_python.language())
    parser = tree_sitter.Parser(language)
    document = Document("file:///a.py", "python", 0, "".join(start))
    tree = parser.parse(document.data())
    for line, removed, new in steps:
        change = document.apply(Position(line, 0), Position(line + removed, 0), new, encoding)
        tree.edit(
            change.start_byte,
            change.old_end_byte,
            change.new_end_byte,
            change.start_point,
            change.old_end_point,
            change.new_end_point,
        )
        tree = parser.parse(document.data(), tree)
        fresh = parser.parse(document.data())
        if not fresh.root_node.has_error:  # how errors are recovered from may depend on the tree before
            assert spans(tree) == spans(fresh)


def spans(tree: tree_sitter.Tree) -> list:
    found, stack = [], [tree.root_node]
    while stack:
        node = stack.pop()
        found.append((node.type, node.start_byte, node.end_byte, node.start_point, node.end_point))
        stack.extend(reversed(node.children))
    return found


def edited(text: str, start: tuple[int, int], end: tuple[int, int], new: str) -> tuple[bytes, int]:
    document = Document("file:///a", "x", 1, text)
    document.apply(Position(*start), Position(*end), new, PositionEncoding.UTF16)
    return document.data(), document.line_count


def test_a_crlf_is_formed_and_broken_across_the_borders_of_an_edit() -> None:
    assert edited("a\rb", (1, 0), (1, 1), "\n") == (b"a\r\n", 2)
    assert edited("a\rbc\nd", (1, 0), (1, 2), "") == (b"a\r\nd", 2)
    assert edited("a\nb", (0, 1), (0, 1), "\r") == (b"a\r\nb", 2)
    assert edited("a\r\nb", (0, 1), (1, 0), "\r") == (b"a\rb", 2)
    assert edited("a\r\nb", (0, 0), (0, 1), "x\r\r\n\n\r") == (b"x\r\r\n\n\r\r\nb", 6)


def test_a_lone_surrogate_is_refused_and_changes_nothing() -> None:
    document = Document("file:///a", "x", 1, "one")
    with pytest.raises(LoneSurrogateError, match=r"U\+D83D at character 1"):
        document.apply(Position(0, 0), Position(0, 1), "a\ud83d", PositionEncoding.UTF16)
    with pytest.raises(LoneSurrogateError):
        document.replace_all("\udc00")
    with pytest.raises(LoneSurrogateError):
        Document("file:///b", "x", 1, "\udc00")
    assert document.data() == b"one"


def test_many_random_edits_of_a_large_text() -> None:
    text = "".join(f"line {number} é👍\r\n" for number in range(5000))
    document, offset = Document("file:///a", "x", 1, text), 0
    expected = text.encode()
    for step in range(400):
        line = (step * 7919) % document.line_count
        removed = step % 5 * (100 if step % 50 == 0 else 1)
        new = "x\n" * (600 if step % 90 == 0 else step % 3)
        change = document.apply(Position(line, 2), Position(line + removed, 3), new, PositionEncoding.UTF8)
        expected = expected[: change.start_byte] + new.encode() + expected[change.old_end_byte :]
        offset = max(offset, change.new_end_byte)
        assert document.data() == expected
    assert document.line_count == len(expected.splitlines()) + expected.endswith((b"\n", b"\r"))
