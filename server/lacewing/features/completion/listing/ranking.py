"""The order of the list: how well a name fits what is typed, what its source is worth, how likely it is next."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping

from lacewing.features.completion.cursor_word import CursorWord
from lacewing.features.completion.listing.entry import Entry, Found
from lacewing.features.completion.place import Place
from lacewing.features.completion.types import CompletionItem
from lacewing.text.matching import match_quality

_FORESEEN = 1.5
_USED = 0.25
_NEAR = 12_000  # characters to either side
_OFTEN = 16
_WORD = re.compile(r"[^\W\d]\w*")


def ranked(found: Found, foreseen: Mapping[str, float], word: CursorWord, place: Place) -> list[CompletionItem]:
    """The entries that fit, best first."""
    used = _used_near(place)
    items = []
    for label, entry in found.items():
        typed = _typed(entry, word, place)
        quality = match_quality(label, typed)
        if not quality or (label == typed and entry.kind == "text"):
            continue
        name = label.rstrip("=: ")
        score = quality + entry.worth + _FORESEEN * foreseen.get(name, 0.0) + _USED * _often(used[name])
        items.append(
            CompletionItem(
                label, entry.kind, entry.span or word.span, entry.insert or label, round(score, 6), where=entry.where,
                located=entry.located, imported=entry.imported, to_import=entry.to_import,
            )
        )  # fmt: skip
    return sorted(items, key=lambda item: (-item.score, item.label.lower(), item.label))


def _used_near(place: Place) -> Counter[str]:
    """How often names stand around the cursor."""
    words = Counter(_WORD.findall(place.prefix[-_NEAR:]))
    words.update(_WORD.findall(place.suffix[:_NEAR]))
    return words


def _often(count: int) -> float:
    """A count on a scale that ends with 1: it decides where nothing else does."""
    return min(1.0, math.log2(1 + count) / math.log2(1 + _OFTEN))


def _typed(entry: Entry, word: CursorWord, place: Place) -> str:
    """What is typed of the place that the entry replaces."""
    if entry.span is None:
        return word.stem
    return place.source.data[entry.span.start : place.offset].decode("utf-8", "replace")
