"""Files typed from left to right beside an engine: what keys would have been saved, which ghost texts were right.

The engine is asked where each word or sign begins and behind its first letters. Indentation is free, as an editor
writes it. Policies are replayed on the recorded answers: a ghost text costs one key and is taken when it equals what
follows, up to the end of the line ("exact", a comment behind it ignored) or to the end of a token ("part"); an entry of
the list at rank r of the first five costs r keys and is taken where that saves keys.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import tree_sitter

from lacewing.engine.decode import Line
from lacewing.engine.lexer import PIECE
from lacewing.engine.types import Ghost
from lacewing.syntax.source import Source, source_of

PROBES = (0, 1, 2, 3, 5)
RANKS = 5
_TEXT = re.compile(r"comment|string|char_literal|rune_literal|template|heredoc|regex")
_WORD = re.compile(r"[^\W\d]|[$_]")


class Token(NamedTuple):
    """Characters [start, end); `kind` is "name", "keyword", "sign", "number", "string" or "comment"."""

    start: int
    end: int
    kind: str


class Answer(NamedTuple):
    """What was said at one place: words of the list, best first, the line, and the likeliest token, if any."""

    words: list[str]
    line: Line
    best: tuple[tuple[str, float], ...] = ()


@dataclass
class TypedFile:
    """A file to be typed; `comments` are where a comment begins on a line, by the line's start."""

    path: str
    text: str
    tokens: list[Token] = field(default_factory=list)
    starts: dict[int, Token] = field(default_factory=dict)
    bounds: set[int] = field(default_factory=set)
    comments: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Path, path: str, text: str) -> TypedFile:
        """The file with its tokens, told apart by its language's grammar."""
        source = source_of(root / path, text.encode())
        written = _written(source, text)
        keywords = source.language.keywords if source.language else frozenset[str]()
        tokens = []
        for match in PIECE.finditer(text):
            piece = match.group()
            if not piece.isspace():
                word = bool(_WORD.match(piece))
                kind = written.get(match.start()) or (
                    ("keyword" if piece in keywords else "name") if word else "number" if piece[0].isdigit() else "sign"
                )
                tokens.append(Token(match.start(), match.end(), kind))
        file = cls(path, text, tokens, {token.start: token for token in tokens})
        file.bounds = set(file.starts) | {token.end for token in tokens}
        for token in tokens:
            if token.kind == "comment":
                file.comments.setdefault(text.rfind("\n", 0, token.start) + 1, token.start)
        return file

    def places(self) -> list[int]:
        """Where the engine is asked."""
        found = []
        for token in self.tokens:
            letters = token.kind not in ("sign", "number")
            found += [token.start + n for n in PROBES if n == 0 or (letters and n < token.end - token.start)]
        return found

    def line_end(self, at: int) -> int:
        """Where the line of `at` ends."""
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def is_indent(self, at: int) -> bool:
        """Whether the character indents its line."""
        return self.text[at] in " \t" and not self.text[self.text.rfind("\n", 0, at) + 1 : at].strip()

    def verdict(self, at: int, ghost: str) -> tuple[str, int]:
        """ "exact", "part" or "wrong", and where a right ghost text ends. Any blanks equal any blanks."""
        ghost = ghost.rstrip()
        pattern = r"[ \t]+".join(re.escape(part) for part in re.split(r"[ \t]+", ghost))
        match = re.compile(pattern).match(self.text, at) if ghost else None
        if match is None:
            return "wrong", at
        end = match.end()
        rest = self.line_end(end)
        if not self.text[end:rest].strip():
            return "exact", rest
        comment = self.comments.get(self.text.rfind("\n", 0, end) + 1)
        if comment is not None and comment >= end and not self.text[end:comment].strip():
            return "exact", end
        return ("part", end) if end in self.bounds else ("wrong", at)


Show = Callable[[Answer, int], Ghost | None]
"""What to show of an answer, on a line on which so many ghost texts were not taken."""


def silent(answer: Answer, refused: int) -> None:
    """Shows no ghost text."""


@dataclass(frozen=True, slots=True)
class Policy:
    """`parts`: texts that are right but not to the line's end are taken too; `listing`: so are words of the list.

    `learn` hears of every text that was shown whether it was right.
    """

    show: Show
    parts: bool = True
    listing: bool = False
    learn: Callable[[Ghost, bool], None] = lambda ghost, right: None


@dataclass
class Replayed:
    """Counts of keys, lines and verdicts; the ghost texts that were shown, each with whether it was right; the places
    where one might have been."""

    counts: Counter[str] = field(default_factory=Counter)
    shown: list[tuple[Ghost, bool]] = field(default_factory=list)
    open_places: list[int] = field(default_factory=list)


def replay(file: TypedFile, answers: dict[int, Answer], policy: Policy) -> Replayed:
    """Type the file."""
    typing = _Typing(file, answers, policy)
    at = 0
    while at < len(file.text):
        at = typing.step(at)
    typing.found.counts["lines"] = sum(1 for line in file.text.split("\n") if line.strip())
    return typing.found


def is_right(ghost: Ghost, verdict: str) -> bool:
    """Whether a text of this verdict was what it said it was."""
    return verdict == "exact" or (verdict == "part" and not ghost.whole_line)


class _Typing:
    def __init__(self, file: TypedFile, answers: dict[int, Answer], policy: Policy) -> None:
        self._file, self._answers, self._policy = file, answers, policy
        self._shown: tuple[int, str] | None = None
        self._lines: set[int] = set()
        self._refused: Counter[int] = Counter()
        self.found = Replayed()

    def step(self, at: int) -> int:
        answer = self._answers.get(at)
        if answer is not None:
            ghost = self._ghost(at, answer)
            if ghost is not None:
                verdict, end = self._file.verdict(at, ghost)
                if end - at > 1 and (verdict == "exact" or (verdict == "part" and self._policy.parts)):
                    self._shown = None
                    return self._enter(at, end, 1)
            if self._policy.listing:
                token = self._token_at(at)
                rank = self._rank(token, answer) if token else 0
                if token and rank and token.end - at > rank:
                    return self._enter(at, token.end, rank)
        return self._enter(at, at + 1, 0 if self._file.is_indent(at) else 1)

    def _ghost(self, at: int, answer: Answer) -> str | None:
        """What is shown: what was shown before while it agrees with what is typed, as a server keeps it."""
        if self._shown is not None:
            begin, text = self._shown
            typed = self._file.text[begin:at]
            if text.startswith(typed) and len(text) > len(typed):
                return text[len(typed) :]
            self._shown = None
            self._refused[self._line_of(begin)] += 1
        line = self._line_of(at)
        self.found.open_places.append(at)
        ghost = self._policy.show(answer, self._refused[line])
        if ghost is None:
            return None
        self._shown = (at, ghost.text)
        verdict, _ = self._file.verdict(at, ghost.text)
        right = is_right(ghost, verdict)
        self.found.shown.append((ghost, right))
        self._policy.learn(ghost, right)
        counts = self.found.counts
        counts["shown"] += 1
        counts[verdict] += 1
        counts["lines_shown"] += line not in self._lines
        self._lines.add(line)
        return ghost.text

    def _line_of(self, at: int) -> int:
        return self._file.text.rfind("\n", 0, at)

    def _token_at(self, at: int) -> Token | None:
        for begin in range(at, max(-1, at - PROBES[-1] - 1), -1):
            token = self._file.starts.get(begin)
            if token is not None:
                return token if token.end > at else None
        return None

    def _rank(self, token: Token, answer: Answer) -> int:
        truth = self._file.text[token.start : token.end]
        best = answer.words[:RANKS]
        return best.index(truth) + 1 if truth in best else 0

    def _enter(self, at: int, end: int, keys: int) -> int:
        self.found.counts["base"] += sum(1 for place in range(at, end) if not self._file.is_indent(place))
        self.found.counts["keys"] += keys
        return end


def _written(source: Source, text: str) -> dict[int, str]:
    """The places of characters in strings and comments."""
    if source.tree is None:
        return {}
    data = source.data
    places: dict[int, str] = {}
    pending: list[tree_sitter.Node] = [source.tree.root_node]
    ascii_only = len(data) == len(text)
    while pending:
        node = pending.pop()
        if node.is_named and _TEXT.search(node.type) and "concatenated" not in node.type:
            kind = "comment" if "comment" in node.type else "string"
            start, end = node.start_byte, node.end_byte
            if not ascii_only:
                start, end = len(data[:start].decode("utf-8", "replace")), len(data[:end].decode("utf-8", "replace"))
            parent = node.parent
            if kind == "string" and parent is not None and parent.type == "expression_statement":
                kind = "comment"
            places.update(dict.fromkeys(range(start, end), kind))
        else:
            pending.extend(node.children)
    return places
