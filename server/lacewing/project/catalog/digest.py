"""One file's share of the catalog: its definitions that other files can name, and where its lines are to be divided.

Made in the parsing processes beside the facts and stored with them, so that a catalog is joined from blobs. The words
of the lines are not in it: found for many files at once (`lacewing.project.catalog.blocks`) they cost half. Pure; must
not import numpy (`lacewing.project.catalog.segment` reads the blobs with it).
"""

from __future__ import annotations

import functools
import re
import struct
import sys
from array import array
from typing import get_args

from lacewing.project.bounds import too_large
from lacewing.project.catalog.words import NUMBERS, number_of
from lacewing.project.facts import PLACES, Facts, Outline, Symbol, SymbolKind
from lacewing.syntax.language import languages

DIGEST_VERSION = 9
"""Raise it when the same facts give another digest."""

KINDS: tuple[str, ...] = get_args(SymbolKind)
"""The kinds of symbols by number."""

HEADER = struct.Struct("<4I")
"""Counts: symbols, lines that divide, bytes of text, bytes of the language's name. Behind it what `digest` says."""

PRIVATE, PROTECTED, DECLARED_ONLY, DOCUMENTED, UNDERSCORED = 1, 2, 4, 8, 16
"""Flags of a symbol: who sees it, whether only a declaration stands here, whether it has a docstring, and whether its
name begins with an underscore."""

_NAME = re.compile(rb"[A-Za-z_]\w*")
_MADE = re.compile(rb"=\s*(?:(?:await|new)\s+|[&*])?(?:\w+(?:\.|::))*([A-Z]\w+)\s*[({\[<]")
_VALUES = frozenset(["field", "variable", "constant", "property"])
_COMMENT = re.compile(rb"(?s:/\*.*?\*/)|(?://|#|--)\s.*")
_MAY_COMMENT = re.compile(rb"/[/*]|#|--")  # much quicker than the whole of the above, and mostly there is none
_FUNCTION_LIKE = frozenset(["function", "method", "constructor", "property"])
_MOST_SYMBOLS = 5000
_COLUMNS = 8
_LONGEST_HEAD = 200  # bytes
_KIND_NUMBERS = {kind: number for number, kind in enumerate(KINDS)}
_BIG_ENDIAN = sys.byteorder == "big"


def digest(data: bytes, facts: Facts | Outline) -> bytes:
    """The blob for a file with the UTF-8 text `data` and these facts.

    Little-endian arrays: of each symbol its number in `facts.symbols`, line, last line (uint32 each), the words of its
    name and of its container's last name (uint32), the ends of its line and of its name in the text (uint32), the word
    of its type (uint32, 0 when none shows); the lines that divide, ascending (uint32); of each symbol kind and flags
    (uint8 each); the text (for each symbol the line that shows it, then its name, UTF-8); the name of the language,
    nothing for a file of data, whose words are not wanted.
    """
    objects = {symbol.qualified_name for symbol in facts.symbols if symbol.kind == "variable"}
    symbols = _named_from_outside(facts, objects)
    columns, flags, text = _symbol_columns(symbols, data)
    language = languages().get(facts.language)
    wordless = language is not None and (language.role == "data" or too_large(data, language))
    named, bounds = (b"", []) if wordless else (facts.language.encode(), _bounds(facts, objects))
    kinds = bytes([_KIND_NUMBERS[symbol.kind] for _, symbol in symbols])
    header = HEADER.pack(len(symbols), len(bounds), len(text), len(named))
    arrays = [_bytes(array("I", column)) for column in (*columns, bounds)]
    return b"".join([header, *arrays, kinds, flags, text, named])


def divisions(blob: bytes) -> tuple[str, bytes]:
    """The language of a digest's file and the lines that divide it (uint32, little-endian). Raises struct.error."""
    symbols, bounds, _, named = HEADER.unpack_from(blob)
    start = HEADER.size + 4 * _COLUMNS * symbols
    return blob[len(blob) - named :].decode("utf-8", "replace"), blob[start : start + 4 * bounds]


def _symbol_columns(symbols: list[tuple[int, Symbol]], data: bytes) -> tuple[list[list[int]], bytes, bytes]:
    """The columns of numbers, the flags and the text of the symbols."""
    rows: list[tuple[int, ...]] = []
    flags = bytearray()
    texts: list[bytes] = []
    end = 0
    owners: dict[str, int] = {}
    for number, symbol in symbols:
        head, name = _head(data, symbol), symbol.name.encode("utf-8", "replace")
        texts += (head, name)
        head_end = end + len(head)
        end = head_end + len(name)
        container = symbol.container
        owner = owners.get(container)
        if owner is None:
            last = container.rpartition(".")[2]
            owner = owners[container] = number_of(last) if last else 0
        rows.append(
            (number, symbol.line, symbol.end_line, NUMBERS[name], owner, head_end, end, _type(symbol, head))
        )  # fmt: skip
        flags.append(_flags(symbol))
    return [list(column) for column in zip(*rows, strict=True)] or [[]] * _COLUMNS, bytes(flags), b"".join(texts)


def _named_from_outside(facts: Facts | Outline, objects: set[str]) -> list[tuple[int, Symbol]]:
    """The definitions that are not inside a function and that code can mean, with their numbers.

    `objects` are the variables, by their qualified names.
    """
    found: list[tuple[int, Symbol]] = []
    hidden_until = -1
    for number, symbol in enumerate(facts.symbols):
        if symbol.start < hidden_until and symbol.kind != "field":
            continue
        # The keys of an object are found by its name; shown one by one they would crowd out what is named itself.
        if symbol.kind == "field" and symbol.container in objects:
            continue
        if symbol.kind in _FUNCTION_LIKE:
            hidden_until = max(hidden_until, symbol.end)
        # An extension is of a type that is defined elsewhere.
        if symbol.name and symbol.kind != "extension" and symbol.kind not in PLACES:
            found.append((number, symbol))
    return found[:_MOST_SYMBOLS]


def _head(data: bytes, symbol: Symbol) -> bytes:
    """The definition as one line: its whole line when it has only one, else all before its body."""
    _, _, _, _, symbol_end, name_start, name_end, body_start, line, end_line, signature, *_ = symbol
    start = data.rfind(b"\n", 0, name_start) + 1
    if b"}" in data[start:name_start] and data[start:name_start].lstrip().startswith(b"}"):
        return signature[:_LONGEST_HEAD].encode("utf-8", "replace")  # `typedef struct { … } name;`
    if line == end_line:
        end = data.find(b"\n", name_start)
        row = data[start : end if end >= 0 else len(data)]
        if len(row) <= _LONGEST_HEAD:
            return row.strip()
    if body_start - name_end > 4 * _LONGEST_HEAD or body_start < name_start:
        return signature[:_LONGEST_HEAD].encode("utf-8", "replace")
    end = body_start if body_start < symbol_end else min(symbol_end, name_end + _LONGEST_HEAD)
    text = data[start:end]
    if _MAY_COMMENT.search(text):
        text = _COMMENT.sub(b"", text)
    head = b" ".join(text.split()).replace(b"( ", b"(").replace(b", )", b")").replace(b" )", b")")
    return head[:_LONGEST_HEAD].decode("utf-8", "ignore").rstrip(" {=:").encode()


def _type(symbol: Symbol, shown: bytes) -> int:
    """The type of a value or of what a call gives, as far as the declaration shows one."""
    if symbol.result and (names := _NAME.findall(symbol.result.encode("utf-8", "replace"))):
        capital = [name for name in names if name[:1].isupper() and len(name) > 1]
        return NUMBERS[(capital or names)[-1]]
    made = _MADE.search(shown) if symbol.kind in _VALUES else None
    return NUMBERS[made.group(1)] if made else 0


def _flags(symbol: Symbol) -> int:
    visibility = symbol.visibility
    flags = 0 if visibility == "public" else PRIVATE if visibility == "private" else PROTECTED
    if symbol.kind in _FUNCTION_LIKE and symbol.body_start >= symbol.end:
        flags |= DECLARED_ONLY
    if symbol.name.startswith("_"):
        flags |= UNDERSCORED
    return flags | DOCUMENTED if symbol.docstring else flags


def _bounds(facts: Facts | Outline, objects: set[str]) -> list[int]:
    """The lines that divide a text: at which begins what can be called or spans lines."""
    return sorted({
        symbol.line
        for symbol in facts.symbols
        if symbol.kind in _FUNCTION_LIKE or (symbol.end_line > symbol.line and symbol.container not in objects)
    })  # fmt: skip


@functools.cache
def keywords_of(language: str) -> frozenset[int]:
    """The numbers of a language's keywords, which say nothing about a file."""
    found = languages().get(language)
    return frozenset(number_of(word) for word in found.keywords) if found else frozenset()


def _bytes(values: array[int]) -> bytes:
    if _BIG_ENDIAN:  # pragma: no cover - no such machine at hand
        values.byteswap()
    return values.tobytes()
