"""Retriever: whole bodies of the likeliest short functions and types, for budgets that signatures do not fill."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from lacewing.project.catalog.digest import DECLARED_ONLY, KINDS
from lacewing.project.catalog.words import known_words
from lacewing.project.retrieve.evidence import Search
from lacewing.project.retrieve.likely import Likely, Passage

_FEWEST, _LIKELY_EACH = 6, 28  # bodies, and likely definitions for each of more of them
_LINES = 30
_WORTH = 0.1
_SAYS_SOMETHING = re.compile(rb"\w")
_HAS_BODY = np.array([kind in ("function", "method", "constructor", "property", "macro") for kind in KINDS])


def passages(search: Search, likely: Likely) -> list[Passage]:
    """What stands below the signature of the likeliest definitions, whole or not at all."""
    catalog = search.catalog
    most = max(_FEWEST, len(likely.symbols) // _LIKELY_EACH)
    symbols = likely.symbols[: 4 * most]
    lines, ends = catalog.symbol("line", symbols), catalog.symbol("end_line", symbols)
    fit = _HAS_BODY[catalog.symbol("kind", symbols)] & (ends > lines) & (ends - lines <= _LINES)
    fit &= (catalog.symbol("flags", symbols) & DECLARED_ONLY) == 0
    found = []
    for at in np.flatnonzero(fit)[:most].tolist():
        file = int(catalog.symbol("file", symbols[at : at + 1])[0])
        rows = search.lines_of(file)[int(lines[at]) + 1 : int(ends[at]) + 1]
        text = _dedented(rows)
        if not _SAYS_SOMETHING.search(text):
            continue
        words = frozenset(known_words(text, likely.by_name))
        name = catalog.name_text(int(symbols[at]))
        bonus = _WORTH * float(likely.chances[at])
        line = int(lines[at]) + 1
        found.append(Passage(file, line, text.decode("utf-8", "replace"), words, "bodies", f"body of `{name}`", bonus))
    return found


def _dedented(rows: Sequence[bytes]) -> bytes:
    """The lines without the indentation that all of them have."""
    indents = [len(row) - len(row.lstrip()) for row in rows if row.strip()]
    width = min(indents, default=0)
    return b"\n".join(row[width:] for row in rows)
