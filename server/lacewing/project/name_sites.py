"""What one file does with one name, from those parts of its text that hold it.

Parsing takes nearly all the time, and a name mostly stands in one function of a long file. Where a language says that
definitions of some kinds mean the same when they stand alone (`stand_alone` in `language.toml`), only those around the
name are parsed: a part without errors gives what the whole file would give. Otherwise the whole file is parsed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator

from lacewing.project.bounds import too_large
from lacewing.project.extract import facts_of_tree
from lacewing.project.extraction_rules import rules_for
from lacewing.project.facts import Facts, Import, Outline
from lacewing.project.stored_facts import StoredOutline
from lacewing.syntax.language import Language
from lacewing.syntax.parser import parse, parse_part
from lacewing.text.position import Span

_WORD = re.compile(rb"[\w\x80-\xff]")
_OPENING = re.compile(rb"\s*\(")
_ON_ITS_LINE = re.compile(rb"[\w \t]*")  # `export`, `pub`: a definition is a statement of its own behind these
_EXPRESSION_BEFORE = b"=(,:?[&|!+-<."


def facts_near(
    name: str, data: bytes, language: Language, stored: StoredOutline, calls_only: bool = False
) -> Iterator[Facts]:
    """Facts of the parts of `data` that hold `name`, in document order.

    `stored` is the outline of this very text. All calls of this name and (unless `calls_only`) all references to it are
    there, of other names some.
    """
    word, imports = name.encode("utf-8", "replace"), stored.imports()
    kinds, follows = rules_for(language).stand_alone, rules_for(language).call_follows
    places = _places(word, data)
    if calls_only and follows is not None:
        places = [place for place in places if follows.match(data, place + len(word))]
    elif kinds:
        places = [place for place in places if not _only_imports(place, word, data, imports)]
    if not word and not too_large(data, language):  # a name that the parser misses
        yield facts_of_tree(parse(data, language).root_node, data, language, stored.outline())
    if not places or too_large(data, language):
        return
    parts = [] if stored.broken else _parts(places, data, kinds, stored)
    roots = [parse_part(data, language, part).root_node for part in parts]
    if not parts or any(root.has_error for root in roots):
        roots = [parse(data, language).root_node]
    outline = Outline(language.name, stored.symbols_around(places), imports)
    for root in roots:
        near = places[bisect_left(places, root.start_byte) : bisect_left(places, root.end_byte)]
        yield facts_of_tree(root, data, language, outline, near)


def _places(name: bytes, data: bytes) -> list[int]:
    """Where `name` stands and is not a part of a longer word."""
    ends = rb"(?![\w\x80-\xff])" if _WORD.match(name[-1:]) else b""
    found = [match.start() for match in re.finditer(re.escape(name) + ends, data)]
    # Looked at behind the search: one that begins with the name's own bytes is many times as fast.
    return [place for place in found if not place or not _WORD.match(data, place - 1)] if _WORD.match(name) else found


def _only_imports(place: int, word: bytes, data: bytes, imports: tuple[Import, ...]) -> bool:
    """Whether the word at `place` is an imported name: no reference, nor a call as `require("module")` is."""
    return any(item.start <= place < item.end for item in imports) and not _OPENING.match(data, place + len(word))


def _parts(places: list[int], data: bytes, kinds: Collection[str], stored: StoredOutline) -> list[Span]:
    """The outermost definitions around `places` where they all are of these `kinds`, else none."""
    parts: list[Span] = []
    upcoming = iter(places)
    place = next(upcoming, None)
    outer_end = 0
    for start, end, kind in stored.spans:
        if start < outer_end:
            continue
        outer_end = end
        if place is None or place < start:
            break
        if place < end:
            if kind not in kinds or not _is_statement(start, data):
                return []
            parts.append(Span(start, end))
            while place is not None and place < end:
                place = next(upcoming, None)
    return parts if place is None else []


def _is_statement(start: int, data: bytes) -> bool:
    """Whether a definition that starts here is not a part of an expression."""
    line = data.rfind(b"\n", 0, start) + 1
    before = data[:line].rstrip()[-1:] if line else b""
    return _ON_ITS_LINE.fullmatch(data, line, start) is not None and before not in _EXPRESSION_BEFORE
