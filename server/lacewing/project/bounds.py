"""How much of one file is read, where a language says so: a lock file or a dump must not flood an index. Pure."""

from __future__ import annotations

from lacewing.project.extraction_rules import ExtractionRules, rules_for
from lacewing.project.facts import Facts, Outline, Symbol
from lacewing.syntax.language import Language


def too_large(data: bytes, language: Language) -> bool:
    """Whether a text is longer than what is read of its language; its facts are then empty."""
    most = rules_for(language).most_bytes
    return bool(most) and len(data) > most


def no_facts(language: Language) -> Facts:
    """The facts of a text that is not read."""
    return Facts(language.name, (), (), (), (), 0)


def within_bound(symbols: tuple[Symbol, ...], rules: ExtractionRules) -> tuple[Symbol, ...]:
    """At most as many symbols as the language allows: all of a level before any of the next, in document order."""
    most = rules.most_symbols
    if not most or len(symbols) <= most:
        return symbols
    depths = _depths(symbols)
    kept = sorted(sorted(range(len(symbols)), key=lambda index: (depths[index], index))[:most])
    return tuple(symbols[index] for index in kept)


def note_of_size(data: bytes, language: Language) -> str:
    """That a text is too long to be read, in words; "" when it is not."""
    if not too_large(data, language):
        return ""
    most = rules_for(language).most_bytes
    return f"larger than {most} bytes, more than is read of a {language.title} file: found by name only"


def note_of_count(outline: Outline, language: Language) -> str:
    """That only a part of what a file defines is kept, in words; "" when all of it is."""
    most = rules_for(language).most_symbols
    if not most or len(outline.symbols) < most:
        return ""
    return f"more than {most} definitions in a {language.title} file: only the outer ones are indexed"


def _depths(symbols: tuple[Symbol, ...]) -> list[int]:
    """In how many others each of the symbols lies; they are in document order, outer before inner."""
    depths, ends = [], list[int]()
    for symbol in symbols:
        while ends and ends[-1] <= symbol.start:
            ends.pop()
        depths.append(len(ends))
        ends.append(symbol.end)
    return depths
