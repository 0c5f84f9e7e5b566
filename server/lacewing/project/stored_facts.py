"""How facts lie in the index: definitions as one row each, calls, imports and references as compressed columns.

Columns (all names, then all starts …) and not rows: they compress to half and are decoded without a loop in Python. A
row of a definition is a JSON array of its fields. Fields are in the order of the named tuples, and `facts_key` holds
their names, so facts stored by another version are never read.
"""

from __future__ import annotations

import functools
import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from importlib import metadata
from typing import Any, TypeVar

import orjson

from lacewing.project.catalog.digest import DIGEST_VERSION
from lacewing.project.extract import EXTRACT_VERSION
from lacewing.project.facts import PLACES, Call, Facts, Import, Outline, Parameter, Reference, Symbol
from lacewing.syntax.injections import has_injections
from lacewing.syntax.language import Language, languages

STORED_VERSION = 2
CALLED = 1
REFERRED = 2
KEY_BYTES = 16

_Row = TypeVar("_Row", Call, Import, Reference)


@dataclass(frozen=True, slots=True)
class StoredFacts:
    """What is written for one content: `symbols` are (name, last part of the container, data), both "" for what is not
    to be found by name, `mentions` are (name, CALLED | REFERRED), `outline` and `uses` compressed columns, `digest`
    what retrieval needs of it."""

    key: bytes
    outline: bytes
    uses: bytes
    symbols: list[tuple[str, str, str]]
    mentions: list[tuple[str, int]]
    digest: bytes = b""


def facts_key(data: bytes, language: Language) -> bytes:
    """The name under which facts of this UTF-8 text are stored: a hash of it and of all that makes facts from it."""
    return hashlib.blake2b(data, digest_size=KEY_BYTES, key=_fingerprint(language)).digest()


def to_stored(key: bytes, facts: Facts, digest: bytes = b"") -> StoredFacts:
    """The rows of `facts`, and the `digest` made of them."""
    mentions: dict[str, int] = {}
    for call in facts.calls:
        mentions[call.name] = CALLED
    for reference in facts.references:
        mentions[reference.name] = mentions.get(reference.name, 0) | REFERRED
    return StoredFacts(
        key=key,
        outline=_pack([facts.language, facts.errors, _columns(facts.calls, Call), _columns(facts.imports, Import)]),
        uses=_pack(_columns(facts.references, Reference)),
        symbols=[_row(symbol) for symbol in facts.symbols],
        mentions=sorted(mentions.items()),
        digest=digest,
    )


def _row(symbol: Symbol) -> tuple[str, str, str]:
    if symbol.kind in PLACES:
        return "", "", symbol_data(symbol)
    return symbol.name, last_part(symbol.container), symbol_data(symbol)


def symbol_data(symbol: Symbol) -> str:
    """A definition as the text of its row."""
    values: list[Any] = [*symbol]
    values[_PARAMETERS] = [tuple(each) for each in symbol.parameters]
    return orjson.dumps(values).decode()


def symbol_from(data: str) -> Symbol:
    """The definition in a row's text."""
    values: list[Any] = orjson.loads(data)
    values[_PARAMETERS] = [Parameter(*each) for each in values[_PARAMETERS]]
    values = [tuple(value) if type(value) is list else value for value in values]
    return Symbol(*values)


def unpack(blob: bytes) -> Any:
    """The columns of `outline` or `uses`, for the functions below. Raises zlib.error or ValueError on damaged ones."""
    return orjson.loads(zlib.decompress(blob))


def facts_from(symbols: tuple[Symbol, ...], outline: Any, uses: Any) -> Facts:
    """The facts of one content from its symbols and its unpacked columns."""
    language, errors, calls, imports = outline
    return Facts(language, symbols, _rows(uses, Reference), _rows(calls, Call), _rows(imports, Import), errors)


def outline_from(symbols: tuple[Symbol, ...], outline: Any) -> Outline:
    """The part of one content's facts that other files see."""
    return Outline(outline[0], symbols, _rows(outline[3], Import))


def calls_named(outline: Any, name: str) -> list[Call]:
    """The calls to `name`; only these are made into objects."""
    return _rows_named(outline[2], Call, name)


def references_named(uses: Any, name: str) -> list[Reference]:
    """The references to `name`; only these are made into objects."""
    return _rows_named(uses, Reference, name)


def last_part(container: str) -> str:
    """The last name of a dotted container."""
    return container.rpartition(".")[2]


_PARAMETERS = Symbol._fields.index("parameters")


def _columns(rows: Sequence[Call | Import | Reference], kind: type[Any]) -> list[Sequence[Any]]:
    return list(zip(*rows, strict=True)) if rows else [()] * len(kind._fields)


def _rows(columns: list[list[Any]], kind: type[_Row]) -> tuple[_Row, ...]:
    return tuple(map(kind._make, zip(*columns, strict=True)))


def _rows_named(columns: list[list[Any]], kind: type[_Row], name: str) -> list[_Row]:
    names = columns[kind._fields.index("name")]
    return [kind(*[column[at] for column in columns]) for at, each in enumerate(names) if each == name]


def _pack(value: object) -> bytes:
    return zlib.compress(orjson.dumps(value), 1)


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
        for file in sorted([*folder.glob("*.scm"), *folder.glob("*.toml")]):
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.digest()
