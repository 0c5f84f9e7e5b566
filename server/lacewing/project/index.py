"""Questions about a project's files: what is defined, called and referred to where. Open documents overlay the disk.

Answers are deterministic. Readers never wait for whoever is writing the index; they see its last finished batch. What
files refer to and call is read from the files themselves (see `lacewing.project.stored_facts`).
"""

from __future__ import annotations

import math
import re
import sqlite3
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from itertools import islice, takewhile
from typing import Any, TypeVar

from lacewing.project import index_queries
from lacewing.project.bindings import bindings
from lacewing.project.configuration import Configuration
from lacewing.project.definitions import Definitions, OpenDefinitions
from lacewing.project.extract import extract
from lacewing.project.facts import PLACES, Binding, Facts, Outline, Symbol, named_symbols
from lacewing.project.index_queries import FactsRow
from lacewing.project.located import CallSite, Located, ReferenceSite
from lacewing.project.name_search import NameSearch, folded
from lacewing.project.name_sites import facts_near
from lacewing.project.overlay import OpenDocument, Overlay
from lacewing.project.recent import Recent
from lacewing.project.stored_facts import StoredOutline, facts_key, last_part, words_of
from lacewing.storage.database import Database
from lacewing.storage.faults import DamagedError
from lacewing.syntax.language import languages
from lacewing.syntax.source import Source

__all__ = ["CallSite", "Index", "Located", "ReferenceSite"]

_OUTLINES_KEPT = 4_000_000  # bytes of stored outlines
_FACTS_KEPT = 1_000_000  # bytes of source; facts take about fifteen times as much memory
_BINDINGS_KEPT = 1_000_000  # bytes of source
_PREFIXES_KEPT = 3_000_000  # bytes, about, of the definitions that begin with what was typed
_SYMBOL_BYTES = 700  # of a symbol in memory, but for its longer texts
_NAMES_RANKED = 5000
_AT_ONCE = 200

_Value = TypeVar("_Value")
_Answer = TypeVar("_Answer")


class Index:
    """The facts of a project's files; paths are relative to its root, POSIX.

    Thread-safe. A damaged database answers nothing (`damaged` is then set) until the next update builds it anew; a
    closed one raises StorageError. `read` gives the UTF-8 text of a closed file, None when there is none: what files
    refer to and call is answered from their texts as they are now, of those alone that the index says may hold it.
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
        self._overlay = Overlay()
        self._outlines: Recent[StoredOutline] = Recent(_OUTLINES_KEPT)
        self._facts: Recent[Facts] = Recent(_FACTS_KEPT)
        self._bindings: Recent[tuple[Binding, ...]] = Recent(_BINDINGS_KEPT)
        self._prefixes: Recent[list[Located]] = Recent(_PREFIXES_KEPT)
        self._names = NameSearch()
        self._names_of = -1
        self._names_lock = threading.Lock()

    def generation(self) -> tuple[int, ...]:
        """A value that is another one whenever answers may be: after every write and every change of the overlay."""
        return (self._overlay.changes, *self._version())

    def _version(self) -> tuple[int, ...]:
        """A value that is another one after every write."""
        try:
            return tuple(self._database.version())
        except DamagedError:
            self.damaged = True
            return (-1,)

    def opened(self) -> dict[str, OpenDocument]:
        """The open documents whose text is known, by path."""
        sources = self._overlay.sources
        return {
            path: OpenDocument(sources[path], facts) for path, facts in self._overlay.facts.items() if path in sources
        }

    def open_facts(self) -> dict[str, Facts]:
        """The facts of the open documents by path, as they are now; not to be changed."""
        return self._overlay.facts

    def source(self, path: str) -> Source | None:
        """The text of an open document; None when `path` is not open."""
        return self._overlay.sources.get(path)

    def text(self, path: str) -> bytes | None:
        """The UTF-8 text of a file as it is now, unsaved changes included; None when there is none."""
        opened = self._overlay.sources.get(path)
        return opened.data if opened is not None else self._read(path)

    def files(self) -> list[str]:
        """All files with facts, sorted."""
        return sorted((self._ask(index_queries.usable_paths) or set()) | self._overlay.facts.keys())

    def keys(self) -> dict[str, bytes]:
        """The files on disk that have facts, each with the key of these: the same key means the same content.

        Open documents count as they were saved. Costs about a millisecond for 1,000 files.
        """
        return self._ask(index_queries.keys) or {}

    def digests(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes, bytes]]:
        """Path, key and digest (`lacewing.project.catalog.digest`) of those of `paths` that have facts, in their order.

        Those of open documents are of what was saved. Read in batches: memory stays small however many are asked for.
        """
        remaining = iter(paths)
        while batch := list(islice(remaining, _AT_ONCE)):
            yield from self._ask(partial(index_queries.digests, paths=batch)) or []

    def facts(self, path: str) -> Facts | None:
        """All that `path` says, None when it isn't in the index. Read from the file: `outline` costs far less."""
        opened = self._overlay.facts.get(path)
        if opened is not None:
            return opened
        outline = self.outline(path)
        if outline is None:
            return None
        found = self._facts_of_text(self._read(path), outline.language)
        return found or Facts(outline.language, outline.symbols, (), (), outline.imports, 0)

    def is_stored(self, path: str) -> bool:
        """Whether there are facts of what lies on disk at `path`."""
        return bool(self._ask(lambda connection: index_queries.row_of(connection, path) is not None))

    def outline(self, path: str) -> Outline | None:
        """What other files see of `path`, cheaper than all its facts; None when it isn't in the index."""
        opened = self._overlay.facts.get(path)
        if opened is not None:
            return Outline(opened.language, opened.symbols, opened.imports)
        stored = self._stored(path)
        return stored[1].outline() if stored else None

    def definitions(self, path: str) -> Definitions | None:
        """What `path` defines and imports, each definition made when it is asked for; None when it isn't in the index.

        Asking what is returned may raise DamagedError.
        """
        opened = self._overlay.facts.get(path)
        if opened is not None:
            return OpenDefinitions(opened)
        stored = self._stored(path)
        return stored[1] if stored else None

    def bindings(self, path: str) -> tuple[Binding, ...]:
        """What the local names of the closed file `path` hold, in document order.

        Reads and parses the file; () when its text is not the one that was indexed.
        """
        row = None if path in self._overlay.facts else self._ask(lambda ask: index_queries.row_of(ask, path))
        data, language = self._read(path), languages().get(row.language) if row else None
        if row is None or data is None or language is None or facts_key(data, language) != row.key:
            return ()
        text, grammar = data, language
        return self._bindings.get(row.key, lambda: (bindings(text, grammar), len(text)))

    def symbols_in(self, path: str) -> list[Symbol]:
        """The definitions of one file in document order."""
        opened = self._overlay.facts.get(path)
        if opened is not None:
            return list(opened.symbols)
        stored = self._stored(path)
        return list(stored[1].symbols()) if stored else []

    def symbols_named(self, name: str, limit: int = 100) -> list[Located]:
        """Definitions of exactly `name`, by path and place."""
        return self._find(
            lambda connection: self._named(connection, name), lambda at: at.symbol.name == name, _by_place, limit
        )

    def symbols_with_prefix(self, prefix: str, limit: int = 100) -> list[Located]:
        """Definitions whose name begins with `prefix` (ASCII letters in either case), by name, path and place."""
        low, overlay = folded(prefix), self._overlay.facts

        def rows(connection: sqlite3.Connection) -> Iterator[Located]:
            for name in index_queries.names_from(connection, prefix):
                yield from self._folded_named(connection, folded(name))

        def closed() -> tuple[list[Located], int]:
            found = self._closed(rows, lambda at: folded(at.symbol.name).startswith(low), overlay, limit)
            texts = sum(len(at.symbol.signature) + len(at.symbol.docstring) for at in found)
            return found, texts + _SYMBOL_BYTES * len(found)

        # While a word is typed, and typed again, the same beginnings are asked for with every key.
        key = (self._version(), low, limit, *overlay)
        stored = self._prefixes.get(key, closed)
        opened = (at for at in _located(overlay) if folded(at.symbol.name).startswith(low))
        return sorted([*stored, *opened], key=lambda at: (folded(at.symbol.name), *_by_place(at)))[:limit]

    def search(self, text: str, limit: int = 100) -> list[Located]:
        """Definitions whose name holds the last word of `text`, and whose path or container holds the others.

        ASCII letters count in either case; exact names come first, then prefixes, then the shortest.
        """
        words = [folded(word) for word in re.split(r"[\s.:/#\\]+", text) if word]
        if not words:
            return []
        *others, last = words
        # Ranking all names that hold a common word costs; the other words and open files rule out some of the best.
        most = _NAMES_RANKED if others else 4 * limit + 100

        def rows(connection: sqlite3.Connection) -> Iterator[Located]:
            for name in self._names_holding(connection, last, most):
                yield from self._folded_named(connection, name)

        def fits(at: Located) -> bool:
            around = folded(f"{at.path} {at.symbol.container}")
            return last in folded(at.symbol.name) and all(other in around for other in others)

        def rank(at: Located) -> Any:
            name = folded(at.symbol.name)
            return (name != last, not name.startswith(last), len(name), name, *_by_place(at))

        return self._find(rows, fits, rank, limit)

    def members_of(self, container_name: str, limit: int = 200) -> list[Located]:
        """Definitions directly in a container of this name (its last part, or more of the dotted path)."""
        if not container_name:
            return []

        def inside(at: Located) -> bool:
            container = at.symbol.container
            return container == container_name or container.endswith("." + container_name)

        return self._find(lambda connection: self._members(connection, container_name), inside, _by_place, limit)

    def calls_to(self, name: str, limit: int = 200, until: float = math.inf) -> list[CallSite]:
        """Calls whose callee has this name, by path and place, as far as found by the time `until` (`monotonic`)."""
        found = self._sites(name, lambda facts: [each for each in facts.calls if each.name == name], limit, until, True)
        return [CallSite(path, call) for path, call in found]

    def references_to(self, name: str, limit: int = 500) -> list[ReferenceSite]:
        """Uses of this name that are not its definition, by path and place."""
        found = self._sites(name, lambda facts: [each for each in facts.references if each.name == name], limit)
        return [ReferenceSite(path, each) for path, each in found]

    def files_mentioning(self, name: str, limit: int) -> list[str]:
        """Up to `limit` files whose text holds the words of `name`, by path; some hold no more than the words."""
        rows = self._ask(lambda connection: index_queries.mentioning(connection, words_of(name))) if name else None
        opened, raw = self._overlay.sources, name.encode("utf-8", "replace")
        closed = [row.path for row in rows or () if row.path not in opened]
        return sorted([*closed, *(path for path, source in opened.items() if raw in source.data)])[:limit]

    def set_overlay(self, path: str, facts: Facts, source: Source | None = None) -> None:
        """Let these facts (of an open document) stand in for what is stored of `path`.

        Without its `source` nothing is known of what its local names hold.
        """
        self._overlay.put(path, facts, source)

    def drop_overlay(self, path: str) -> None:
        """Let what is stored of `path` count again."""
        self._overlay.drop(path)

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def _stored(self, path: str) -> tuple[FactsRow, StoredOutline] | None:
        """What is stored of a file, its row and its outline of one moment."""

        def question(connection: sqlite3.Connection) -> tuple[FactsRow, StoredOutline] | None:
            row = index_queries.row_of(connection, path)
            return (row, self._outline(connection, row)) if row else None

        return self._ask(question)

    def _outline(self, connection: sqlite3.Connection, row: FactsRow) -> StoredOutline:
        def made() -> tuple[StoredOutline, int]:
            found = index_queries.outline(connection, row)
            return found, found.size

        return self._outlines.get(row.key, made)

    def _facts_of_text(self, data: bytes | None, language_name: str) -> Facts | None:
        """The facts of a file's text; None when there is no text any more."""
        language = languages().get(language_name)
        if data is None or language is None:
            return None
        text, grammar = data, language
        return self._facts.get(facts_key(text, grammar), lambda: (extract(text, grammar), len(text)))

    def _named(self, connection: sqlite3.Connection, name: str) -> Iterator[Located]:
        for row in index_queries.with_name(connection, "names", name):
            outline = self._outline(connection, row)
            numbers = (number for number, text in enumerate(outline.names) if text == name)
            yield from (Located(row.path, outline.symbol(number)) for number in numbers)

    def _folded_named(self, connection: sqlite3.Connection, name: str) -> Iterator[Located]:
        for row in index_queries.with_name(connection, "names", name):
            outline = self._outline(connection, row)
            yield from (Located(row.path, outline.symbol(number)) for number in outline.numbers_folded(name))

    def _members(self, connection: sqlite3.Connection, container: str) -> Iterator[Located]:
        tail = "." + container
        for row in index_queries.with_name(connection, "containers", last_part(container)):
            outline = self._outline(connection, row)
            for number, text in enumerate(outline.containers):
                if text == container or text.endswith(tail):
                    yield Located(row.path, outline.symbol(number))

    def _names_holding(self, connection: sqlite3.Connection, part: str, most: int) -> list[str]:
        made, _ = self._database.version()
        with self._names_lock:
            if made != self._names_of:
                self._names, self._names_of = NameSearch(), made
            names, self._names.last = index_queries.names_after(connection, self._names.last)
            self._names.add(names)
            return self._names.holding(part, most)

    def _find(
        self,
        rows: Callable[[sqlite3.Connection], Iterator[Located]],
        fits: Callable[[Located], bool],
        order: Callable[[Located], Any],
        limit: int,
    ) -> list[Located]:
        """The first `limit` symbols of closed files (`rows`, in order, filtered by `fits`) and of open ones."""
        overlay = self._overlay.facts
        stored = self._closed(rows, fits, overlay, limit)
        return sorted([*stored, *filter(fits, _located(overlay))], key=order)[:limit]

    def _closed(
        self, rows: Callable[[sqlite3.Connection], Iterator[Located]], fits: Callable[[Located], bool],
        overlay: Collection[str], limit: int,
    ) -> list[Located]:  # fmt: skip
        """The first `limit` of `rows` that fit, those of `overlay` left out."""

        def question(connection: sqlite3.Connection) -> list[Located]:
            closed = (at for at in rows(connection) if at.path not in overlay and at.symbol.kind not in PLACES)
            return list(islice(filter(fits, closed), limit))

        return self._ask(question) or []

    def _sites(
        self, name: str, named: Callable[[Facts], list[_Value]], limit: int, until: float = math.inf,
        calls_only: bool = False,
    ) -> list[tuple[str, _Value]]:  # fmt: skip
        """The first `limit` of what is `named` so, with their paths; as far as they are found by `until`."""
        overlay, text = self._overlay.facts, name.encode("utf-8", "replace")
        rows = self._ask(lambda connection: index_queries.mentioning(connection, words_of(name))) or []

        def closed() -> Iterator[tuple[str, _Value]]:
            for row in takewhile(lambda _: time.monotonic() < until, rows):
                data = None if row.path in overlay else self._read(row.path)
                if data is not None and text in data:
                    for facts in self._facts_near(name, data, row.path, calls_only):
                        yield from ((row.path, each) for each in named(facts))

        opened = [(path, each) for path, facts in overlay.items() for each in named(facts)]
        return sorted([*islice(closed(), limit), *opened], key=lambda found: found[0])[:limit]

    def _facts_near(self, name: str, data: bytes, path: str, calls_only: bool) -> Iterable[Facts]:
        found = self._stored(path)  # as it is now: what a question said before may have been dropped since
        language = languages().get(found[0].language) if found else None
        if found is None or language is None:
            return ()
        row, outline = found
        if facts_key(data, language) != row.key:  # the text has changed since
            facts = self._facts_of_text(data, row.language)
            return (facts,) if facts else ()
        return facts_near(name, data, language, outline, calls_only)

    def _ask(self, question: Callable[[sqlite3.Connection], _Answer]) -> _Answer | None:
        """The answer from one consistent state of the database; None when that turns out to be damaged."""
        try:
            with self._database.reading() as connection:
                return question(connection)
        except DamagedError:
            self.damaged = True
            return None


def _located(overlay: Mapping[str, Facts]) -> Iterator[Located]:
    return (Located(path, symbol) for path, facts in overlay.items() for symbol in named_symbols(facts))


def _by_place(located: Located) -> Any:
    return located.path, located.symbol.start, located.symbol.end
