"""Choosing real places of a project to show: files to open, functions to explain, lines to complete."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lacewing.project.extract import extract
from lacewing.project.facts import Facts, Symbol
from lacewing.project.files import ProjectFiles
from lacewing.project.options import ProjectOptions
from lacewing.syntax.source import Source, source_of

_READ_AT_MOST = 400
_TYPED_AT_LEAST = 20
_PAUSES = 6
_WORD = re.compile(rb"\w+")
_NOT_SHOWN = frozenset(["test", "tests", "testdata", "fixtures", "rules", "samples", "docs", "examples", "vendor"])
_FUNCTIONS = ("function", "method")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A file with its facts."""

    source: Source
    facts: Facts


def choose_files(root: Path, limit: int) -> list[Chosen]:
    """The files whose functions say most about themselves (documented, with parameters), best first."""
    found: list[tuple[int, str, Chosen]] = []
    for path in _paths(root):
        try:
            source = source_of(path, path.read_bytes())
        except OSError:
            continue
        if source.language is None:
            continue
        chosen = Chosen(source, extract(source.data, source.language))
        score = sum(_telling(symbol) for symbol in chosen.facts.symbols)
        if score:
            found.append((-min(score, 60), str(path), chosen))
        if len(found) >= _READ_AT_MOST:
            break
    return [chosen for _, _, chosen in sorted(found, key=lambda entry: entry[:2])[:limit]]


def choose_functions(chosen: Chosen) -> list[Symbol]:
    """Functions of the file in the order in which they are worth showing."""
    functions = [
        symbol for symbol in chosen.facts.symbols if symbol.kind in _FUNCTIONS and symbol.visibility == "public"
    ]
    return sorted(functions, key=lambda symbol: (-_telling(symbol), symbol.start))


def lines_to_type(chosen: Chosen) -> Iterator[list[int]]:
    """Lines that call something, each as the byte offsets at which its words begin: where one pauses while typing."""
    lines = chosen.source.lines
    calling = {call.line for call in chosen.facts.calls}
    for symbol in choose_functions(chosen):
        for line in range(lines.line_of(symbol.body_start) + 1, symbol.end_line + 1):
            text = lines.line_bytes(line)
            if line in calling and len(text.strip()) >= _TYPED_AT_LEAST:
                start = lines.line_start(line)
                yield [start + word.start() for word in _WORD.finditer(text)][1:_PAUSES]


def member_places(chosen: Chosen) -> Iterator[int]:
    """Byte offsets just after the dot, arrow or colons of calls on a receiver: where one would look for a list."""
    for call in chosen.facts.calls:
        if call.receiver.lstrip("$@").isidentifier():
            access = re.compile(rb"(?:\.|->|::)(?=%s\b)" % re.escape(call.name.encode()))
            if found := access.search(chosen.source.data, call.start, call.end):
                yield found.end()


def _paths(root: Path) -> Iterator[Path]:
    for found in ProjectFiles(root, ProjectOptions()).walk(threading.Event()).files:
        parts = set(PurePosixPath(found.path).parts)
        if not _NOT_SHOWN & parts:
            yield root / found.path


def _telling(symbol: Symbol) -> int:
    if symbol.kind not in _FUNCTIONS or symbol.visibility != "public":
        return 0
    size = symbol.end_line - symbol.line
    return 2 * bool(symbol.docstring) + 2 * bool(symbol.parameters) + 2 * (4 <= size <= 40) - (symbol.kind == "method")
