"""Questions about a project's files: what is defined, called and referred to where. Open documents overlay the disk.

Answers are deterministic. Readers never wait for whoever is writing the index; they see its last finished batch.
"""

from __future__ import annotations

import re
import sqlite3
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

import orjson

from lacewing.project import index_queries
from lacewing.project.bindings import bindings, bindings_of
from lacewing.project.configuration import Configuration
from lacewing.project.facts import Binding, Call, Facts, Outline, Reference, Symbol, named_symbols
from lacewing.project.index_queries import PathAndSymbol
from lacewing.project.stored_facts import (
    CALLED,
    REFERRED,
    calls_named,
    facts_from,
    facts_key,
    outline_from,
    references_named,
    unpack,
)
from lacewing.storage.database import DamagedError, Database
from lacewing.syntax.language import languages
from lacewing.syntax.source import Source

_OUTLINES_KEPT = 256
_USES_KEPT = 64
_FACTS_KEPT = 64
_BINDINGS_KEPT = 64
_NAMES_RANKED = 5000
_DIGESTS_AT_ONCE = 200

_Value = TypeVar("_Value")
_Answer = TypeVar("_Answer")
_Overlay = dict[str, Facts]


@dataclass(frozen=True, slots=True)
class Located:
    """A definition and the file it stands in."""

    path: str
    symbol: Symbol


@dataclass(frozen=True, slots=True)
class CallSite:
    """A call and the file it stands in."""

    path: str
    call: Call


@dataclass(frozen=True, slots=True)
class ReferenceSite:
    """A reference and the file it stands in."""

    path: str
    reference: Reference


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A document that overlays its file, and its facts."""

    source: Source
    facts: Facts


class Index:
    """The facts of a project's files; paths are relative to its root, POSIX.

    Thread-safe. A damaged database answers nothing (`damaged` is then set) until the next update builds it anew; a
    closed one raises StorageError. `read` gives the UTF-8 text of a closed file, None when there is none;
    `configuration` holds the files that say how names of files are found.
    """

    def __init__(
        self,
        database: Database,
        read: Callable[[str], bytes | None] = lambda path: None,
        configuration: Configuration | None = None,
    ) -> None:
        self.damaged = False
        self.configuration = configuration or Configuration(lambda path: None)
        self._database = database
        self._read = read
        self._overlay: _Overlay = {}  # Replaced, never changed: a question works on the one it began with.
        self._overlay_lock = threading.Lock()
        self._overlay_changes = 0
        self._sources: dict[str, Source] = {}
        self._outlines = _Recent(_OUTLINES_KEPT)
        self._uses = _Recent(_USES_KEPT)
        self._facts = _Recent(_FACTS_KEPT)
        self._bindings = _Recent(_BINDINGS_KEPT)

    def generation(self) -> tuple[int, ...]:
        """A value that is another one whenever answers may be: after every write and every change of the overlay."""
        try:
            return (self._overlay_changes, *self._database.version())
        except DamagedError:
            self.damaged = True
            return (self._overlay_changes, -1)

    def opened(self) -> dict[str, OpenDocument]:
        """The open documents whose text is known, by path."""
        sources = self._sources
        return {path: OpenDocument(sources[path], facts) for path, facts in self._overlay.items() if path in sources}

    def files(self) -> list[str]:
        """All files with facts, sorted."""
        return sorted((self._ask(index_queries.usable_paths) or set()) | self._overlay.keys())

    def keys(self) -> dict[str, bytes]:
        """The files on disk that have facts, each with the key of these: the same key means the same content.

        Open documents count as they were saved. Costs about a millisecond for 1,000 files.
        """
        return self._ask(index_queries.keys) or {}

    def digests(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes, bytes]]:
        """Path, key and digest (`lacewing.project.digest`) of those of `paths` that have facts, in their order.

        Those of open documents are of what was saved. Read in batches: memory stays small however many are asked for.
        """
        remaining = iter(paths)
        while batch := list(islice(remaining, _DIGESTS_AT_ONCE)):

            def question(connection: sqlite3.Connection, batch: list[str] = batch) -> list[tuple[str, bytes, bytes]]:
                found = ((path, index_queries.digest(connection, path)) for path in batch)
                return [(path, *row) for path, row in found if row is not None]

            yield from self._ask(question) or []

    def facts(self, path: str) -> Facts | None:
        """All that `path` says, None when it isn't in the index."""
        opened = self._overlay.get(path)
        return opened if opened is not None else self._ask(lambda connection: self._stored(connection, path))

    def open_facts(self) -> dict[str, Facts]:
        """The facts of the open documents by path, as they are now; not to be changed."""
        return self._overlay

    def outline(self, path: str) -> Outline | None:
        """What other files see of `path`, cheaper than all its facts; None when it isn't in the index."""
        opened = self._overlay.get(path)
        if opened is not None:
            return Outline(opened.language, opened.symbols, opened.imports)

        def question(connection: sqlite3.Connection) -> Outline | None:
            row = index_queries.stored_blobs(connection, path)
            if row is None:
                return None
            symbols = tuple(index_queries.symbols_of(connection, row[0]))
            return outline_from(symbols, self._outlines.get(row[1], lambda: unpack(row[2])))

        return self._ask(question)

    def bindings(self, path: str) -> tuple[Binding, ...]:
        """What the local names of `path` hold, in document order; () when its text is not the one that was indexed."""
        source = self._sources.get(path)
        if source is not None:
            return bindings_of(source)
        row = None if path in self._overlay else self._ask(lambda found: index_queries.stored_blobs(found, path))
        if row is None:
            return ()
        key, language = row[1], languages().get(unpack(row[2])[0])

        def made() -> tuple[Binding, ...]:
            data = self._read(path)
            if data is None or language is None or facts_key(data, language) != key:
                return ()
            return bindings(data, language)

        found: tuple[Binding, ...] = self._bindings.get(key, made)
        return found

    def symbols_in(self, path: str) -> list[Symbol]:
        """The definitions of one file in document order."""
        opened = self._overlay.get(path)
        if opened is not None:
            return list(opened.symbols)

        def question(connection: sqlite3.Connection) -> list[Symbol]:
            row = index_queries.stored_blobs(connection, path)
            return index_queries.symbols_of(connection, row[0]) if row else []

        return self._ask(question) or []

    def symbols_named(self, name: str, limit: int = 100) -> list[Located]:
        """Definitions of exactly `name`, by path and place."""
        return self._find(
            lambda connection: index_queries.named(connection, name),
            lambda at: at.symbol.name == name,
            _by_place,
            limit,
        )

    def symbols_with_prefix(self, prefix: str, limit: int = 100) -> list[Located]:
        """Definitions whose name begins with `prefix` (ASCII letters in either case), by name, path and place."""
        low = _folded(prefix)
        return self._find(
            lambda connection: index_queries.with_prefix(connection, prefix),
            lambda at: _folded(at.symbol.name).startswith(low),
            lambda at: (_folded(at.symbol.name), *_by_place(at)),
            limit,
        )

    def search(self, text: str, limit: int = 100) -> list[Located]:
        """Definitions whose name holds the last word of `text`, and whose path or container holds the others.

        ASCII letters count in either case; exact names come first, then prefixes, then the shortest.
        """
        words = [_folded(word) for word in re.split(r"[\s.:/#\\]+", text) if word]
        if not words:
            return []
        *others, last = words
        # Ranking all names that hold a common word costs; the other words and open files rule out some of the best.
        most = _NAMES_RANKED if others else 4 * limit + 100

        def fits(at: Located) -> bool:
            around = _folded(f"{at.path} {at.symbol.container}")
            return last in _folded(at.symbol.name) and all(other in around for other in others)

        def rank(at: Located) -> Any:
            name = _folded(at.symbol.name)
            return (name != last, not name.startswith(last), len(name), name, *_by_place(at))

        return self._find(lambda connection: index_queries.holding(connection, last, most), fits, rank, limit)

    def members_of(self, container_name: str, limit: int = 200) -> list[Located]:
        """Definitions directly in a container of this name (its last part, or more of the dotted path)."""
        if not container_name:
            return []

        def inside(at: Located) -> bool:
            container = at.symbol.container
            return container == container_name or container.endswith("." + container_name)

        return self._find(lambda connection: index_queries.inside(connection, container_name), inside, _by_place, limit)

    def calls_to(self, name: str, limit: int = 200) -> list[CallSite]:
        """Calls whose callee has this name, by path and place."""

        def stored(key: bytes, outline: bytes, _uses: bytes) -> list[Call]:
            return calls_named(self._outlines.get(key, lambda: unpack(outline)), name)

        def opened(facts: Facts) -> list[Call]:
            return [call for call in facts.calls if call.name == name]

        return [CallSite(path, call) for path, call in self._sites(name, CALLED, stored, opened, limit)]

    def references_to(self, name: str, limit: int = 500) -> list[ReferenceSite]:
        """Uses of this name that are not its definition, by path and place."""

        def stored(key: bytes, _outline: bytes, uses: bytes) -> list[Reference]:
            return references_named(self._uses.get(key, lambda: unpack(uses)), name)

        def opened(facts: Facts) -> list[Reference]:
            return [each for each in facts.references if each.name == name]

        return [ReferenceSite(path, each) for path, each in self._sites(name, REFERRED, stored, opened, limit)]

    def source(self, path: str) -> Source | None:
        """The text of an open document; None when `path` is not open."""
        return self._sources.get(path)

    def set_overlay(self, path: str, facts: Facts, source: Source | None = None) -> None:
        """Let these facts (of an open document) stand in for what is stored of `path`.

        Without its `source` nothing is known of what its local names hold.
        """
        with self._overlay_lock:
            if source is not None:
                self._sources = {**self._sources, path: source}
            self._overlay = {**self._overlay, path: facts}
            self._overlay_changes += 1

    def drop_overlay(self, path: str) -> None:
        """Let what is stored of `path` count again."""
        with self._overlay_lock:
            self._overlay = {other: facts for other, facts in self._overlay.items() if other != path}
            self._sources = {other: source for other, source in self._sources.items() if other != path}
            self._overlay_changes += 1

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def _stored(self, connection: sqlite3.Connection, path: str) -> Facts | None:
        row = index_queries.stored_blobs(connection, path)
        if row is None:
            return None
        facts_id, key, outline, uses = row

        def made() -> Facts:
            symbols = tuple(index_queries.symbols_of(connection, facts_id))
            return facts_from(symbols, unpack(outline), unpack(uses))

        facts: Facts = self._facts.get(key, made)
        return facts

    def _find(
        self,
        rows: Callable[[sqlite3.Connection], Iterator[PathAndSymbol]],
        fits: Callable[[Located], bool],
        order: Callable[[Located], Any],
        limit: int,
    ) -> list[Located]:
        """The first `limit` symbols of closed files (`rows`, in order, filtered by `fits`) and of open ones."""
        overlay = self._overlay

        def question(connection: sqlite3.Connection) -> list[Located]:
            closed = (Located(path, symbol) for path, symbol in rows(connection) if path not in overlay)
            return list(islice(filter(fits, closed), limit))

        opened = (Located(path, symbol) for path, facts in overlay.items() for symbol in named_symbols(facts))
        return sorted([*(self._ask(question) or []), *filter(fits, opened)], key=order)[:limit]

    def _sites(
        self,
        name: str,
        how: int,
        in_stored: Callable[[bytes, bytes, bytes], list[_Value]],
        in_open: Callable[[Facts], list[_Value]],
        limit: int,
    ) -> list[tuple[str, _Value]]:
        overlay = self._overlay

        def question(connection: sqlite3.Connection) -> list[tuple[str, _Value]]:
            paths = index_queries.mentioning(connection, name, how)
            found = (
                (path, each)
                for path, facts_id in paths
                if path not in overlay
                for each in in_stored(*index_queries.blobs(connection, facts_id))
            )
            return list(islice(found, limit))

        opened = [(path, each) for path, facts in overlay.items() for each in in_open(facts)]
        return sorted([*(self._ask(question) or []), *opened], key=lambda found: found[0])[:limit]

    def _ask(self, question: Callable[[sqlite3.Connection], _Answer]) -> _Answer | None:
        """The answer from one consistent state of the database; None when that turns out to be damaged."""
        try:
            with self._database.reading() as connection:
                return question(connection)
        except (DamagedError, zlib.error, orjson.JSONDecodeError):
            self.damaged = True
            return None


class _Recent:
    """What was made last of stored blobs, by the key of their facts."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[bytes, Any] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: bytes, make: Callable[[], Any]) -> Any:
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            self._values[key] = value
            if len(self._values) > self._most:
                self._values.popitem(last=False)
        return value


_ASCII_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


def _folded(text: str) -> str:
    """`text` with ASCII letters in lower case, which is what SQLite's NOCASE and lower() do."""
    return text.translate(_ASCII_LOWER)


def _by_place(located: Located) -> Any:
    return located.path, located.symbol.start, located.symbol.end
