"""How facts lie in the index: definitions as one row each, calls, imports and references as compressed columns.

Columns (all names, then all starts …) and not rows: they compress to half and are decoded without a loop in Python. A
row of a definition is a JSON array of its fields. The order of fields is that of the dataclasses, and `facts_key` holds
their names, so facts stored by another version are never read.
"""

from __future__ import annotations

import functools
import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from importlib import metadata
from typing import Any, TypeVar

import orjson

from lacewing.project.extract import EXTRACT_VERSION
from lacewing.project.facts import Call, Facts, Import, Parameter, Reference, Symbol
from lacewing.syntax.language import Language

STORED_VERSION = 1
CALLED = 1
REFERRED = 2
KEY_BYTES = 16

_Row = TypeVar("_Row", Call, Import, Reference)


@dataclass(frozen=True, slots=True)
class StoredFacts:
    """What is written for one content: `symbols` are (name, last part of the container, data), `mentions` are
    (name, CALLED | REFERRED), `outline` and `uses` compressed columns."""

    key: bytes
    outline: bytes
    uses: bytes
    symbols: list[tuple[str, str, str]]
    mentions: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Outline:
    """All of `Facts` but its symbols and references."""

    language: str
    errors: int
    calls: tuple[Call, ...]
    imports: tuple[Import, ...]


def facts_key(data: bytes, language: Language) -> bytes:
    """The name under which facts of this UTF-8 text are stored: a hash of it and of all that makes facts from it."""
    return hashlib.blake2b(data, digest_size=KEY_BYTES, key=_fingerprint(language)).digest()


def to_stored(key: bytes, facts: Facts) -> StoredFacts:
    """The rows of `facts`."""
    mentions: dict[str, int] = {}
    for call in facts.calls:
        mentions[call.name] = CALLED
    for reference in facts.references:
        mentions[reference.name] = mentions.get(reference.name, 0) | REFERRED
    return StoredFacts(
        key=key,
        outline=_pack([facts.language, facts.errors, _columns(facts.calls, Call), _columns(facts.imports, Import)]),
        uses=_pack(_columns(facts.references, Reference)),
        symbols=[(symbol.name, last_part(symbol.container), symbol_data(symbol)) for symbol in facts.symbols],
        mentions=sorted(mentions.items()),
    )


def symbol_data(symbol: Symbol) -> str:
    """A definition as the text of its row."""
    values = [getattr(symbol, name) for name in _SYMBOL_FIELDS]
    values[_PARAMETERS] = [[getattr(each, name) for name in _PARAMETER_FIELDS] for each in symbol.parameters]
    return orjson.dumps(values).decode()


def symbol_from(data: str) -> Symbol:
    """The definition in a row's text."""
    values: list[Any] = orjson.loads(data)
    values[_PARAMETERS] = [Parameter(*each) for each in values[_PARAMETERS]]
    values = [tuple(value) if type(value) is list else value for value in values]
    return Symbol(*values)


def outline_from(blob: bytes) -> Outline:
    """Language, errors, calls and imports of one content."""
    language, errors, calls, imports = _unpack(blob)
    return Outline(language, errors, _rows(calls, Call), _rows(imports, Import))


def references_from(blob: bytes) -> tuple[Reference, ...]:
    """The references of one content."""
    return _rows(_unpack(blob), Reference)


def last_part(container: str) -> str:
    """The last name of a dotted container."""
    return container.rpartition(".")[2]


_SYMBOL_FIELDS = [each.name for each in fields(Symbol)]
_PARAMETER_FIELDS = [each.name for each in fields(Parameter)]
_PARAMETERS = _SYMBOL_FIELDS.index("parameters")


def _columns(rows: Iterable[Any], kind: type[Any]) -> list[list[Any]]:
    return [[getattr(row, each.name) for row in rows] for each in fields(kind)]


def _rows(columns: list[list[Any]], kind: type[_Row]) -> tuple[_Row, ...]:
    return tuple(map(kind, *columns))


def _pack(value: object) -> bytes:
    return zlib.compress(orjson.dumps(value), 1)


def _unpack(blob: bytes) -> Any:
    return orjson.loads(zlib.decompress(blob))


@functools.cache
def _fingerprint(language: Language) -> bytes:
    """A hash of what facts depend on besides the text: queries, parser, extraction, and the shape of facts."""
    digest = hashlib.blake2b(digest_size=32)
    shape = [[each.name for each in fields(kind)] for kind in (Facts, Symbol, Parameter, Call, Import, Reference)]
    versions = [metadata.version(name) for name in ("tree-sitter", language.parser_package.replace("_", "-"))]
    digest.update(orjson.dumps([STORED_VERSION, EXTRACT_VERSION, language.name, shape, versions]))
    for file in sorted([*language.folder.glob("*.scm"), *language.folder.glob("*.toml")]):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.digest()
