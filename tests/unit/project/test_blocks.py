"""The words of texts in blocks of lines, and digests with the words of their files."""

from __future__ import annotations

import random
import re

import numpy as np
import pytest

from lacewing.project.catalog.blocks import BLOCK_LINES, Blocks, blocks_of_texts
from lacewing.project.catalog.digest import digest
from lacewing.project.catalog.worded import TextedFile, with_texts, with_words
from lacewing.project.catalog.words import NUMBERS
from lacewing.project.extract import extract_outline
from lacewing.project.stored_facts import facts_key
from lacewing.syntax.language import languages

SILENT = frozenset([b"def", b"return"])
WORD = re.compile(rb"[A-Za-z0-9_$\x80-\xff]+")


def by_definition(text: bytes, bounds: list[int]) -> list[tuple[int, set[int]]]:
    """First line and words of each block that has words, line by line."""
    found: list[tuple[int, set[int]]] = []
    start = 0
    for number, row in enumerate(text.split(b"\n")):
        if number in bounds or number - start == BLOCK_LINES or not number:
            start = number
            found.append((start, set()))
        words = (word for word in WORD.findall(row) if len(word) > 1 and not word[:1].isdigit())
        found[-1][1].update(NUMBERS[word] for word in words if word not in SILENT)
    return [(line, words) for line, words in found if words]


def as_sets(blocks: Blocks) -> list[tuple[int, set[int]]]:
    starts = [0, *blocks.ends.tolist()]
    return [
        (line, set(blocks.words[start:end].tolist()))
        for line, start, end in zip(blocks.lines.tolist(), starts, starts[1:], strict=False)
    ]


@pytest.mark.parametrize("seed", range(8))
def test_blocks_are_those_found_line_by_line(seed: int) -> None:
    chance = random.Random(seed)
    long = "a_word_of_more_than_eight_bytes"
    pieces = [
        "def",
        "x",
        "ab",
        "42",
        "7up",
        "$el",
        "键",
        "打开",
        "😀",
        long,
        long + "s",
        long[:8],
        " ",
        ".",
        "\t",
        "\r",
    ]
    texts, bounds = [], []
    for _ in range(chance.randrange(1, 12)):
        rows = ["".join(chance.choices([*pieces, " "], k=chance.randrange(9))) for _ in range(chance.randrange(40))]
        texts.append("\n".join(rows).encode())
        # A text's own line ends may be more than the LFs it has.
        bounds.append(np.array(sorted(chance.sample(range(60), chance.randrange(9))), np.uint32))
    found = blocks_of_texts(texts, bounds, SILENT)
    assert [as_sets(each) for each in found] == [
        by_definition(text, own.tolist()) for text, own in zip(texts, bounds, strict=True)
    ]
    for blocks in found:
        assert blocks.ends.tolist() == sorted(blocks.ends.tolist())


def test_a_text_that_has_changed_has_no_words_and_counts_as_unknown() -> None:
    language = languages()["python"]
    text = b"def opened(): ...\n"
    made = digest(text, extract_outline(text, language))
    rows = [(path, facts_key(text, language), made) for path in ("same.py", "changed.py", "gone.py")]
    now = {"same.py": text, "changed.py": b"def other(): ...\n"}
    same, changed, gone = with_words(with_texts(rows, now.get))
    assert same.key == facts_key(text, language)
    assert same.blocks.words.tolist() == [NUMBERS[b"opened"]]
    assert (changed.key, gone.key) == (b"", b"")
    assert not len(changed.blocks.words)
    assert not len(gone.blocks.words)


def test_files_of_several_languages_stay_in_order() -> None:
    files = []
    for name, language, text in (("a.py", "python", "def one(): ..."), ("b.json", "json", '{"two": 2}'),
                                 ("c.go", "go", "package three"), ("d.py", "python", "four = 4")):  # fmt: skip
        data = text.encode()
        files.append(TextedFile(name, b"key", digest(data, extract_outline(data, languages()[language])), data))
    found = {file.path: file.blocks.words.tolist() for file in with_words(files)}
    assert list(found) == ["a.py", "b.json", "c.go", "d.py"]
    assert found == {
        "a.py": [NUMBERS[b"one"]], "b.json": [], "c.go": [NUMBERS[b"three"]], "d.py": [NUMBERS[b"four"]],
    }  # fmt: skip
