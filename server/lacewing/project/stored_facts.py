"""How the facts of one content lie in the index: its outline as lines of JSON, and the words by which it is found.

The outline is stored whole; what a file refers to and calls is not, being four fifths of all facts and the smallest
part of what is asked: it is made again from the text of the few files that hold the name in question
(`lacewing.project.name_sites`).

Line 0 of an outline says whether the text is broken and holds its imports, line 1 the names of its symbols, line 2
their kinds, containers, starts and ends, and each further line the other fields of one symbol, in the order of
`Symbol`. So one symbol is read without the others. `facts_key` holds the names of all fields: facts stored by another
version are never read.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields
from importlib import metadata
from typing import Any

import orjson

from lacewing.project.catalog.digest import DIGEST_VERSION
from lacewing.project.extract import EXTRACT_VERSION
from lacewing.project.facts import PLACES, Call, Facts, Import, Outline, Parameter, Reference, Symbol
from lacewing.project.name_search import folded
from lacewing.storage.faults import DamagedError
from lacewing.syntax.injections import has_injections
from lacewing.syntax.language import Language, languages
from lacewing.syntax.queries import query_text

STORED_VERSION = 4
KEY_BYTES = 16

_HEAD_LINES = 3
_PARAMETERS = Symbol._fields.index("parameters")
_COLUMNS = 5  # name, kind, container, start, end
_DEFAULTS = tuple(Symbol._field_defaults.values())
_FIRST_DEFAULT = len(Symbol._fields) - len(_DEFAULTS) - _COLUMNS
_PLAIN = tuple(Parameter._field_defaults.values())
_WORD_BYTES = bytes(byte if byte > 127 or chr(byte).isalnum() or byte == 95 else 32 for byte in range(256))
_WORD = re.compile(rb"[\w\x80-\xff]+")
_OTHER_THAN_WORDS = re.compile(r"[^\w ]|^ |  | $", re.ASCII)


@dataclass(frozen=True, slots=True)
class StoredFacts:
    """What is written for one content of `language` (its name): the `outline`, the `digest` that retrieval needs, its
    `words` and `containers`, each a UTF-8 text of words with spaces between them, and the distinct `names` by which
    its symbols are found, one a line."""

    key: bytes
    language: str
    outline: bytes
    digest: bytes
    words: bytes
    names: bytes
    containers: bytes


def facts_key(data: bytes, language: Language) -> bytes:
    """The name under which facts of this UTF-8 text are stored: a hash of it and of all that makes facts from it."""
    return hashlib.blake2b(data, digest_size=KEY_BYTES, key=_fingerprint(language)).digest()


@functools.cache
def made_by(language_name: str) -> str:
    """What makes the facts of a language's files now, in few words: another value means that facts may be others."""
    language = languages().get(language_name)
    return f"{language_name} {_fingerprint(language).hex()[:16]}" if language else language_name


def to_stored(key: bytes, data: bytes, outline: Outline, digest: bytes = b"") -> StoredFacts:
    """What is written for the UTF-8 text `data` with this outline and `digest`."""
    symbols = outline.symbols
    names, *columns = [*zip(*symbols, strict=True)][:_COLUMNS] if symbols else ((),) * _COLUMNS
    lines = [orjson.dumps([outline.broken, [*map(tuple, outline.imports)]]), orjson.dumps(names), orjson.dumps(columns)]
    lines += map(_symbol_line, symbols)
    found_by_name = [symbol for symbol in symbols if symbol.kind not in PLACES]
    return StoredFacts(
        key=key,
        language=outline.language,
        outline=b"\n".join(lines),
        digest=digest,
        words=words_in(data) if _has_uses(outline.language) else b"",
        names="\n".join({symbol.name for symbol in found_by_name} - {""}).encode("utf-8", "replace"),
        containers=names_as_words(
            [last_part(container) for container in {symbol.container for symbol in found_by_name}]
        ).encode("utf-8", "replace"),
    )


@functools.cache
def _has_uses(language_name: str) -> bool:
    """Whether files of a language call or refer to anything: those of data do not."""
    language = languages()[language_name]
    uses = any(query_text(language.folder, purpose) is not None for purpose in ("scopes", "calls"))
    return uses or has_injections(language)


class StoredOutline:
    """An outline as it was stored; what is asked of it is made when it is asked. Raises DamagedError."""

    def __init__(self, language: str, blob: bytes) -> None:
        self.language = language
        self.size = len(blob)
        self._content: bytes | list[bytes] = blob
        with _naming_damage():
            self._first, self._second, rest = blob.split(b"\n", _HEAD_LINES - 1)
            self._third = rest[: rest.find(b"\n")] if b"\n" in rest else rest

    @functools.cached_property
    def names(self) -> list[str]:
        """The name of each symbol."""
        with _naming_damage():
            found: list[str] = orjson.loads(self._second)
            return found

    def may_define(self, name: str) -> bool:
        """Whether a symbol of this name is there, but for names that are parts of others; nothing is made for it."""
        return _as_stored(name) in self._second

    def may_import(self, name: str) -> bool:
        """Whether an import that has to do with this name may be there; nothing is made for it."""
        return _as_stored(name) in self._first

    @functools.cached_property
    def folded_names(self) -> list[str]:
        """The names with ASCII letters in lower case."""
        return folded("\n".join(self.names)).split("\n")

    def numbers_folded(self, name: str) -> Iterator[int]:
        """The numbers of the symbols whose names are `name` with ASCII letters in lower case, ascending."""
        names, at = self.folded_names, -1
        with contextlib.suppress(ValueError):
            while True:
                at = names.index(name, at + 1)
                yield at

    @property
    def kinds(self) -> list[str]:
        """The kind of each symbol."""
        return self._columns[0]

    @property
    def containers(self) -> list[str]:
        """The container of each symbol."""
        return self._columns[1]

    @property
    def starts(self) -> list[int]:
        """Where each symbol starts."""
        return self._columns[2]

    @property
    def ends(self) -> list[int]:
        """Where each symbol ends."""
        return self._columns[3]

    @property
    def spans(self) -> list[tuple[int, int, str]]:
        """Start, end and kind of each symbol."""
        return list(zip(self.starts, self.ends, self.kinds, strict=True))

    def symbol(self, number: int) -> Symbol:
        """One symbol, by its number in the file."""
        try:
            kinds, containers, starts, ends = self._columns
            values = orjson.loads(self._lines[_HEAD_LINES + number])
            if len(values) > _PARAMETERS - _COLUMNS:
                values[_PARAMETERS - _COLUMNS] = [Parameter(*each) for each in values[_PARAMETERS - _COLUMNS]]
                values = [tuple(value) if type(value) is list else value for value in values]
            head = self.names[number], kinds[number], containers[number], starts[number], ends[number]
            return Symbol(*head, *values)
        except (ValueError, TypeError, IndexError) as error:
            raise _damaged(error) from error

    def symbols(self) -> tuple[Symbol, ...]:
        """All symbols in document order."""
        return tuple(map(self.symbol, range(len(self.names))))

    def symbols_around(self, places: Sequence[int]) -> tuple[Symbol, ...]:
        """The symbols that reach over any of the places, which are sorted."""
        numbers = []
        for number, (start, end) in enumerate(zip(self.starts, self.ends, strict=True)):
            first = bisect_left(places, start)
            if first < len(places) and places[first] < end:
                numbers.append(number)
        return tuple(map(self.symbol, numbers))

    @property
    def broken(self) -> bool:
        """Whether the text has syntax errors."""
        return bool(self._head[0])

    def imports(self) -> tuple[Import, ...]:
        """All imports in document order."""
        with _naming_damage():
            return tuple(Import(*values) for values in self._head[1])

    def outline(self) -> Outline:
        """All of it."""
        return Outline(self.language, self.symbols(), self.imports(), self.broken)

    @functools.cached_property
    def _head(self) -> tuple[bool, list[Any]]:
        with _naming_damage():
            broken, imports = orjson.loads(self._first)
            return broken, imports

    @property
    def _lines(self) -> list[bytes]:
        content = self._content
        if isinstance(content, bytes):  # both would take twice the memory
            content = self._content = content.split(b"\n")
        return content

    @functools.cached_property
    def _columns(self) -> tuple[list[Any], ...]:
        with _naming_damage():
            kinds, containers, starts, ends = orjson.loads(self._third)
            return kinds, containers, starts, ends


def check_outline(blob: bytes) -> None:
    """Raises DamagedError when there are not as many lines in an outline as it says it has symbols."""
    end = blob.find(b"\n") + 1
    with _naming_damage():
        names = orjson.loads(blob[end : blob.index(b"\n", end)])
        if len(names) + _HEAD_LINES != blob.count(b"\n") + 1:
            raise ValueError("symbols are missing")


def words_in(data: bytes) -> bytes:
    """The distinct words of a UTF-8 text, with spaces between them: all that could be a name in some language."""
    return b" ".join(set(data.translate(_WORD_BYTES).split()))


def words_of(name: str) -> list[str]:
    """The words of a name: itself, or its parts (`operator==`, `my-element`); a text that holds it has them all."""
    return [word.decode("utf-8", "replace") for word in _WORD.findall(name.encode("utf-8", "replace"))]


def words_to_index(name: str) -> list[str]:
    """The words under which a definition or container of this name is found; its bytes in hex where it has none."""
    return words_of(name) or [name.encode("utf-8", "replace").hex()]


def names_as_words(names: Collection[str]) -> str:
    """Names as a text of the words under which they are found."""
    text = " ".join(names)
    if not _OTHER_THAN_WORDS.search(text):
        return text
    return " ".join(name if name.isidentifier() else " ".join(words_to_index(name)) for name in names if name)


def last_part(container: str) -> str:
    """The last name of a dotted container."""
    return container.rpartition(".")[2]


def _as_stored(name: str) -> bytes:
    """A name as it stands within JSON."""
    return orjson.dumps(name.encode("utf-8", "replace").decode())[1:-1]


@contextlib.contextmanager
def _naming_damage() -> Iterator[None]:
    try:
        yield
    except (ValueError, TypeError, IndexError) as error:
        raise _damaged(error) from error


def _damaged(error: Exception) -> DamagedError:
    return DamagedError(f"the index holds a damaged outline ({error})")


def _symbol_line(symbol: Symbol) -> bytes:
    values = symbol[_COLUMNS:]
    if values[_FIRST_DEFAULT:] == _DEFAULTS:  # a field, mostly
        return orjson.dumps(values[:_FIRST_DEFAULT])
    parameters = [each[:1] if each[1:] == _PLAIN else tuple(each) for each in symbol.parameters]
    return orjson.dumps([*values[: _PARAMETERS - _COLUMNS], parameters, *values[_PARAMETERS - _COLUMNS + 1 :]])


@functools.cache
def _fingerprint(language: Language) -> bytes:
    """A hash of what facts depend on besides the text: queries, parser, extraction, and the shape of facts."""
    digest = hashlib.blake2b(digest_size=32)
    shape = [
        [each.name for each in fields(Facts)],
        *(kind._fields for kind in (Symbol, Parameter, Call, Import, Reference)),
    ]
    # Code of any language may lie in a file that holds code of others at all.
    read = languages().values() if has_injections(language) else [language]
    packages = sorted({"tree-sitter", *(each.parser_package.replace("_", "-") for each in read)})
    versions = [metadata.version(name) for name in packages]
    digest.update(orjson.dumps([STORED_VERSION, EXTRACT_VERSION, DIGEST_VERSION, language.name, shape, versions]))
    for folder in (each.folder for each in read):
        for file in sorted(folder.glob("*.toml")):
            digest.update(b"\0" + file.read_bytes())
        for file in sorted(folder.glob("*.scm")):
            digest.update(f"\0{file.name}\0{query_text(folder, file.stem)}".encode())
    return digest.digest()
