"""Holes in real code: statements that use names defined in other files of the project.

A hole is a statement inside a function (of a compound one, its head), a few lines long at most, that begins its line.
It is cut out, and the question is which definitions it needs: of members the few that the project has of that name, of
other names what they resolve to in other files. For fitting and measuring retrieval without a model.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import tree_sitter

from lacewing.project.extract import extract
from lacewing.project.facts import Facts
from lacewing.project.index import Index, Located
from lacewing.project.resolve import resolver_of
from lacewing.syntax.language import family_of, language_for_path
from lacewing.syntax.queries import cursor_for, load_query
from lacewing.syntax.source import Source, source_of

MOST_LINES = 6
_MOST_NAMESAKES = 5
_SHORTEST_NAME = 3
_APART = 4  # lines between two holes of one file
_REPOSITORIES = 3  # that use a member without defining it, so that it counts as the language's own
_FILES = 120  # of a repository that are looked at for that
_LARGEST = 200_000  # bytes


@dataclass(frozen=True, slots=True)
class Needed:
    """A name the hole uses, and its definitions in other files, as path and 0-based line; `unseen` when the rest of
    the file does not hold it."""

    name: str
    definitions: tuple[tuple[str, int], ...]
    unseen: bool


@dataclass(frozen=True, slots=True)
class Hole:
    """Bytes [start, end) of the file `path`, and what they need."""

    path: str
    start: int
    end: int
    needed: tuple[Needed, ...]


def sample_holes(
    index: Index, root: Path, count: int, seed: int, known: Mapping[str, Collection[str]] | None = None
) -> list[Hole]:
    """Up to `count` holes of the project at `root`, half of them with a name that the file does not hold otherwise.

    Members named like those of a language's own types (`known`, by family, see `common_members`) are needed by none:
    everybody knows them.
    """
    shuffled = random.Random(seed)
    paths = index.files()
    shuffled.shuffle(paths)
    taken: dict[str, list[Hole]] = defaultdict(list)
    wanted = {True: count - count // 2, False: count // 2}
    for path in paths:
        if not any(wanted.values()):
            break
        source = source_of(Path(path), (root / path).read_bytes())
        found = list(holes_of(index, path, source, (known or {}).get(family_of(path), ())))
        shuffled.shuffle(found)
        for hole in found:
            unseen = any(needed.unseen for needed in hole.needed)
            if wanted[unseen] and len(taken[path]) < 8 and not _close(hole, taken[path], root):
                taken[path].append(hole)
                wanted[unseen] -= 1
    return [hole for path in sorted(taken) for hole in sorted(taken[path], key=lambda hole: hole.start)]


def without_holes(data: bytes, holes: list[Hole]) -> bytes:
    """The file's bytes with its holes cut out."""
    for hole in sorted(holes, key=lambda hole: -hole.start):
        data = data[: hole.start] + data[hole.end :]
    return data


def common_members(folders: Iterable[Path]) -> dict[str, set[str]]:
    """By family of languages, the members that several of these repositories use without defining any such."""
    without: dict[str, Counter[str]] = defaultdict(Counter)
    for folder in folders:
        used: dict[str, set[str]] = defaultdict(set)
        defined: dict[str, set[str]] = defaultdict(set)
        for path in _some_files(folder):
            language = language_for_path(path)
            assert language is not None
            facts = extract(path.read_bytes(), language)
            family = family_of(path.name)
            used[family] |= {reference.name for reference in facts.references if reference.receiver}
            defined[family] |= {symbol.name for symbol in facts.symbols if symbol.container}
        for family, names in used.items():
            without[family].update(names - defined[family])
    return {
        family: {name for name, count in counts.items() if count >= _REPOSITORIES} for family, counts in without.items()
    }


def _some_files(folder: Path) -> list[Path]:
    """Source files of a repository, spread over it."""
    paths = sorted(path for path in folder.rglob("*") if language_for_path(path) and path.is_file())
    paths = [path for path in paths if path.stat().st_size <= _LARGEST and not path.is_symlink()]
    return paths[:: max(1, len(paths) // _FILES)]


def holes_of(index: Index, path: str, source: Source, known: Collection[str] = ()) -> Iterator[Hole]:
    """Every hole of one file; members in `known` are needed by none."""
    facts = index.facts(path)
    if facts is None or source.language is None or source.tree is None:
        return
    inside = [(s.body_start, s.end) for s in facts.symbols if s.kind in ("function", "method", "constructor")]
    starts = {symbol.start for symbol in facts.symbols} | {symbol.name_start for symbol in facts.symbols}
    words = source.data
    for start, end in _statements(source):
        if not any(first <= start < last for first, last in inside) or any(start <= at < end for at in starts):
            continue
        needed = tuple(_needed(index, path, facts, (start, end), words, known))
        if needed:
            yield Hole(path, start, end, needed)


def _statements(source: Source) -> Iterator[tuple[int, int]]:
    assert source.language is not None
    assert source.tree is not None
    query = load_query(source.language, "blocks")
    if query is None:
        return
    blocks = cursor_for(query).captures(source.tree.root_node).get("block", [])
    bodies = {(block.start_byte, block.end_byte) for block in blocks}
    for block in blocks:
        for node in block.named_children:
            if node.is_extra or node.has_error or "comment" in node.type:
                continue
            end = _head_end(node, bodies)
            text = source.data[node.start_byte : end].rstrip()
            begins_line = not source.data[source.data.rfind(b"\n", 0, node.start_byte) + 1 : node.start_byte].strip()
            if begins_line and len(text) >= 8 and text.count(b"\n") < MOST_LINES:
                yield node.start_byte, node.start_byte + len(text)


def _head_end(node: tree_sitter.Node, bodies: set[tuple[int, int]]) -> int:
    """Where the first body inside a statement begins, or the statement's end."""
    pending = list(reversed(node.children))
    while pending:
        child = pending.pop()
        if (child.start_byte, child.end_byte) in bodies:
            return child.start_byte
        pending += reversed(child.children)
    return node.end_byte


def _needed(
    index: Index, path: str, facts: Facts, span: tuple[int, int], data: bytes, known: Collection[str]
) -> Iterator[Needed]:
    start, end = span
    resolver = resolver_of(index)
    own = {symbol.name for symbol in facts.symbols}
    done: set[str] = set()
    for reference in facts.references:
        name = reference.name
        if not start <= reference.start < end or name in done or name in own or len(name) < _SHORTEST_NAME:
            continue
        if reference.receiver and name in known:
            continue
        done.add(name)
        # Members by their name alone: what the resolver says of receivers is evidence, and must not be the truth too.
        found = _few_members(index, path, name) if reference.receiver else []
        if not found:
            found = resolver.resolve(path, name, reference.receiver, reference.start)
            found = [at for at in found if not (reference.receiver and at.symbol.container)]
        elsewhere = tuple(sorted({(at.path, at.symbol.line) for at in found if at.path != path}))
        if elsewhere and not any(at.path == path for at in found):
            raw = name.encode()
            rest = data[:start] + data[end:]
            yield Needed(name, elsewhere, raw not in rest)


def _few_members(index: Index, path: str, name: str) -> list[Located]:
    """Members of this name in the project, when they are so few that one of them is probably meant."""
    family = family_of(path)
    found = [at for at in index.symbols_named(name) if at.symbol.container and family_of(at.path) == family]
    return found if 0 < len({(at.path, at.symbol.container) for at in found}) <= _MOST_NAMESAKES else []


def _close(hole: Hole, others: list[Hole], root: Path) -> bool:
    data = (root / hole.path).read_bytes()
    line = data.count(b"\n", 0, hole.start)
    return any(abs(data.count(b"\n", 0, other.start) - line) < _APART + MOST_LINES for other in others)
