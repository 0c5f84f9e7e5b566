"""Finds units by the words of a question: in names, and in the lines of code and documents (after BM25's idf).

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), for the weights of words.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from lacewing.project.catalog.blocks import BLOCK_LINES
from lacewing.project.catalog.catalog import Catalog
from lacewing.project.catalog.segment import Ids, Reals
from lacewing.project.catalog.words import WORD, number_of, subwords

_MOST = 60
_MOST_WORDS = 60  # of a question, which may be a page that somebody pasted; each costs a look at all names
_NAME = 1.6  # a word in a name says more than one in the lines
_USED = 0.6  # a use of such a name less than the word itself
_K1, _B = 1.2, 0.5
_USUAL_LINES = 12
_BLOCKS_EACH = 20_000
_MOST_NAMES = 400
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "a an and any are as at be been but by can could do does done each for from get gets had has have how i if in "
        "into is it its made make makes may might must no not of on or our shall should so some such than that the "
        "their them then there these they this those to up used uses using was we were what when where which while "
        "who whose why will with would you your code file function class method",
    )
)
# The longest first, as the longest that fits is the ending of a word.
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ied", "ers", "ed", "es", "er", "s", "y", "e")
_SHORTEST_STEM = 3


class Hit(NamedTuple):
    """A place that a question may be about: file `file` of the catalog, 0-based `line`; the higher the better."""

    file: int
    line: int
    score: float


def words_of_question(question: str) -> list[str]:
    """The first words that say what a question is about, in lower case; names of code are taken apart besides."""
    found: dict[str, None] = {}
    for word in (match.decode("utf-8", "ignore") for match in WORD.findall(question.encode("utf-8", "replace"))):
        for part in (word, *subwords(word)):
            if len(part) > 1 and part.lower() not in _COMMON:
                found.setdefault(part.lower())
        if len(found) >= _MOST_WORDS:
            break
    return list(found)[:_MOST_WORDS]


def stem(word: str) -> str:
    """A word without a common English ending; "retries" and "retry" have one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def find_by_words(question: str, catalog: Catalog) -> list[Hit]:
    """The places that hold most of what the question asks about, best first."""
    asked = words_of_question(question)
    if not asked or not catalog.block_count:
        return []
    keys: list[npt.NDArray[np.int64]] = []
    values: list[Reals] = []
    for word in asked:
        symbols, share = _names_with(word, catalog)
        blocks, strength = _blocks_with(word, symbols, catalog)
        places, lines = _places_of(blocks, catalog)
        weight = np.log(1 + catalog.block_count / (1 + len(blocks)))
        both, where = np.unique(np.concatenate((symbols.astype(np.int64), places)), return_inverse=True)
        named, held = np.zeros(len(both), np.float32), np.zeros(len(both), np.float32)
        np.maximum.at(named, where[: len(symbols)], _NAME * share)
        np.maximum.at(held, where[len(symbols) :], strength * _for_length(lines))
        keys.append(both)
        values.append((named + held) * np.float32(weight))
    distinct, inverse = np.unique(np.concatenate(keys), return_inverse=True)
    scores = np.bincount(inverse, np.concatenate(values), minlength=len(distinct))
    order = np.lexsort((distinct, -scores))[:_MOST]
    return [_hit(int(distinct[at]), float(scores[at]), catalog) for at in order.tolist()]


def _hit(key: int, score: float, catalog: Catalog) -> Hit:
    column, number = ("block", -1 - key) if key < 0 else ("symbol", key)
    one = np.array([number], np.int32)
    if column == "block":
        return Hit(int(catalog.block("block_file", one)[0]), int(catalog.block("block_line", one)[0]), score)
    return Hit(int(catalog.symbol("file", one)[0]), int(catalog.symbol("line", one)[0]), score)


def _places_of(blocks: Ids, catalog: Catalog) -> tuple[npt.NDArray[np.int64], Ids]:
    """The function that each block stands in, as its number, -1 less the block's where there is none; and its lines."""
    functions = catalog.functions_of_blocks(blocks)
    inside = functions[functions >= 0]
    lines = np.full(len(blocks), BLOCK_LINES, np.int32)
    lines[functions >= 0] = catalog.symbol("end_line", inside) - catalog.symbol("line", inside) + 1
    return np.where(functions >= 0, functions.astype(np.int64), -1 - blocks.astype(np.int64)), lines


def _for_length(lines: Ids) -> Reals:
    """How much a word counts that stands once in so many lines."""
    length = lines / _USUAL_LINES
    return ((_K1 + 1) / (1 + _K1 * (1 - _B + _B * length))).astype(np.float32)


def _forms(word: str) -> list[str]:
    """A word as it may stand elsewhere: with its endings, and with others."""
    base = stem(word)
    forms = dict.fromkeys([word, base, *(base + ending for ending in _ENDINGS)])
    return [form for form in forms if len(form) > 1]


def _blocks_with(word: str, symbols: Ids, catalog: Catalog) -> tuple[Ids, Reals]:
    """Blocks that hold a word as people write it, and such as use the definitions `symbols`, whose names have it."""
    forms = {each for form in _forms(word) for each in (form, form.capitalize(), form.upper())}
    found = []
    for words in (np.array(sorted(map(number_of, forms)), np.uint32), np.unique(catalog.symbol("name", symbols))):
        few = words[catalog.block_counts(words) <= _BLOCKS_EACH][:_MOST_NAMES]
        found.append(np.unique(catalog.blocks_with(few)[0]))
    distinct, inverse = np.unique(np.concatenate(found), return_inverse=True)
    strength = np.zeros(len(distinct), np.float32)
    np.maximum.at(strength, inverse[: len(found[0])], 1.0)
    np.maximum.at(strength, inverse[len(found[0]) :], _USED)
    return distinct.astype(np.int32), strength


def _names_with(word: str, catalog: Catalog) -> tuple[Ids, Reals]:
    """The definitions that have a word in their names, and how much of the name it is."""
    symbols = catalog.symbols_with_parts(np.array(sorted(map(number_of, _forms(word))), np.uint32))
    _, places = catalog.parts_of_symbols(symbols)
    counts = np.bincount(places, minlength=len(symbols)).astype(np.float32)
    return symbols, 1 / np.sqrt(np.maximum(counts, 1))
