"""What stands around the cursor, read once for all retrievers: words near it and in the file, what encloses it."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from posixpath import dirname

import numpy as np
import numpy.typing as npt

from lacewing.project.catalog.digest import keywords_of
from lacewing.project.catalog.segment import Reals, Words
from lacewing.project.catalog.words import NUMBERS, WORD, part_numbers
from lacewing.project.facts import Facts, Symbol, enclosing_symbols
from lacewing.project.retrieve.types import RetrievalQuery
from lacewing.project.retrieve.word_counts import word_counts
from lacewing.syntax.language import Language, family_of, languages

_LINES_BEFORE, _LINES_AFTER = 16, 8
_FADE_BEFORE, _FADE_AFTER = 0.86, 0.8
_FUNCTION_LIKE = frozenset(["function", "method", "constructor", "property"])
_TYPES = frozenset(["class", "interface", "struct", "enum", "type"])
_TEST_PATH = re.compile(
    r"(?:^|/)(?:tests?|__tests__|specs?|testing|testdata|examples?|benchmarks?)/"
    r"|(?:^|/)(?:test_[^/]*|[^/]*[_.-](?:test|spec|tests)|[^/]*Tests?|[^/]*Spec|conftest)\.\w+$"
)


@dataclass(frozen=True, eq=False)
class Situation:
    """The place of a query, in words (numbers of `catalog.words`).

    `before` and `after` weigh the words of the lines before and after the cursor, 1 for the nearest; `body` holds those
    of the enclosing function, `seen_before` and `seen_after` its words before and after the cursor. `words` are the
    file's words, sorted, `counts` how often each stands there; `texts` are the words of `before` and `after`.
    `functions` and `types` are the enclosing definitions, innermost first.
    """

    query: RetrievalQuery
    facts: Facts | None
    language: Language | None
    before: dict[int, float]
    after: dict[int, float]
    body: dict[int, float]
    seen_before: frozenset[int]
    seen_after: frozenset[int]
    texts: dict[int, bytes]
    words: Words
    counts: npt.NDArray[np.int64]
    functions: tuple[Symbol, ...]
    types: tuple[Symbol, ...]

    @property
    def path(self) -> str:
        """The open file, relative to the project."""
        return self.query.path

    @property
    def folder(self) -> str:
        """The folder of the open file."""
        return dirname(self.query.path)

    @functools.cached_property
    def family(self) -> str:
        """Which files can be named from here."""
        return family_of(self.path)

    @functools.cached_property
    def is_test(self) -> bool:
        """Whether the open file is a test."""
        return is_test(self.path)

    @functools.cached_property
    def near(self) -> dict[int, float]:
        """The words of the lines around, with the larger weight."""
        near = dict(self.before)
        for word, weight in self.after.items():
            near[word] = max(near.get(word, 0.0), 0.6 * weight)
        return near

    @functools.cached_property
    def near_words(self) -> tuple[Words, Reals]:
        """`near` as arrays, in the order of the words."""
        return arrays_of(self.near)

    @functools.cached_property
    def near_parts(self) -> tuple[Words, Reals]:
        """The parts of the words around as arrays, sorted, with the larger weight."""
        parts: dict[int, float] = {}
        for word, weight in self.near.items():
            for part in part_numbers(self.texts[word].decode("utf-8", "replace")):
                parts[part] = max(parts.get(part, 0.0), weight)
        return arrays_of(parts)

    @functools.cached_property
    def new_parts(self) -> tuple[Words, Reals]:
        """The parts of words after the cursor that do not stand before it in the function: the hole may make them."""
        parts: dict[int, float] = {}
        for word, weight in self.after.items():
            if word not in self.seen_before:
                for part in part_numbers(self.texts[word].decode("utf-8", "replace")):
                    parts[part] = max(parts.get(part, 0.0), weight)
        return arrays_of(parts)

    @functools.cached_property
    def unused(self) -> tuple[Words, Reals]:
        """The words just before the cursor that do not stand after it in the function: the hole may use them."""
        return arrays_of({word: weight for word, weight in self.before.items() if word not in self.seen_after})

    def count_of(self, words: Words) -> npt.NDArray[np.int64]:
        """How often each word stands in the file."""
        if not len(self.words):
            return np.zeros(len(words), np.int64)
        places = self.words.searchsorted(words)
        places[places == len(self.words)] = 0
        return np.where(self.words[places] == words, self.counts[places], 0)


def read_situation(query: RetrievalQuery, facts: Facts | None) -> Situation:
    """Read the surroundings of the cursor. `facts` are those of the text, None when its language is unknown."""
    data, offset = query.source.data, query.offset
    keywords = keywords_of(facts.language) if facts else frozenset()
    texts: dict[int, bytes] = {}
    lines_before = data[max(0, offset - 6000) : offset].split(b"\n")
    lines_after = data[offset : offset + 3000].split(b"\n")
    before = _weighed(lines_before[: -_LINES_BEFORE - 1 : -1], _FADE_BEFORE, keywords, texts)
    after = _weighed(lines_after[:_LINES_AFTER], _FADE_AFTER, keywords, texts)
    around = _around(facts, data, offset) if facts else []
    functions = tuple(symbol for symbol in around if symbol.kind in _FUNCTION_LIKE)
    start, end = (functions[-1].start, functions[-1].end) if functions else (offset - 1500, offset + 1500)
    start, end = max(0, start, offset - 10_000), min(len(data), end, offset + 10_000)
    seen_before = frozenset(map(NUMBERS.__getitem__, WORD.findall(data, start, offset)))
    seen_after = frozenset(map(NUMBERS.__getitem__, WORD.findall(data, offset, end)))
    body = dict.fromkeys((seen_before | seen_after) - keywords, 1.0) if functions else {}
    known = word_counts(data)
    types = tuple(symbol for symbol in around if symbol.kind in _TYPES)
    language = languages().get(facts.language) if facts else None
    return Situation(
        query, facts, language, before, after, body, seen_before, seen_after, texts, known.words, known.counts,
        functions, types,
    )  # fmt: skip


def _around(facts: Facts, data: bytes, offset: int) -> list[Symbol]:
    """The definitions around the cursor, innermost first; one whose body is still to be written counts as well."""
    around = enclosing_symbols(facts, offset)
    ended = (symbol for symbol in reversed(facts.symbols) if symbol.end < offset and symbol.kind in _FUNCTION_LIKE)
    last = next(ended, None)
    if last is None:
        return around
    gap = data[last.end : offset]
    indented = len(gap) - gap.rfind(b"\n") - 1 > last.start - data.rfind(b"\n", 0, last.start) - 1
    bodiless = last.body_start >= last.end and b"\n" in gap and not gap.strip(b" \t\r\n:{")
    return [last, *around] if bodiless and indented else around


def arrays_of(weights: Mapping[int, float]) -> tuple[Words, Reals]:
    """Words and their weights as arrays, sorted by word."""
    words = np.fromiter(sorted(weights), np.uint32, len(weights))
    return words, np.fromiter((weights[word] for word in words.tolist()), np.float32, len(weights))


@functools.lru_cache(65536)
def is_test(path: str) -> bool:
    """Whether a file is a test or an example, by the usual names of such files and folders."""
    return _TEST_PATH.search(path) is not None


def _weighed(lines: list[bytes], fade: float, keywords: frozenset[int], texts: dict[int, bytes]) -> dict[int, float]:
    weights: dict[int, float] = {}
    weight = 1.0
    for line in lines:
        for word in WORD.findall(line):
            number = NUMBERS[word]
            if number not in keywords and number not in weights:
                weights[number] = weight
                texts[number] = word
        weight *= fade
    return weights
