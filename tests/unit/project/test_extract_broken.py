"""Whatever stands in a file, extraction answers, and its offsets lie inside the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lacewing.project.extract import extract, facts_of_tree
from lacewing.project.facts import Facts
from lacewing.syntax.language import Language, languages
from lacewing.syntax.parser import parse

LANGUAGES = list(languages().values())
EVERY = pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.name)


def samples(language: Language) -> list[bytes]:
    return [path.read_bytes() for path in sorted((language.folder / "samples").iterdir()) if path.is_file()]


def check(found: Facts, data: bytes) -> None:
    lines = len(data.splitlines()) + 1
    for symbol in found.symbols:
        assert 0 <= symbol.start <= symbol.name_start <= symbol.name_end <= symbol.end <= len(data)
        assert symbol.start <= symbol.body_start <= symbol.end
        assert 0 <= symbol.line <= symbol.end_line < lines
        assert "\n" not in symbol.signature
    for reference in found.references:
        raw = reference.name.encode()
        assert data[reference.start : reference.start + len(raw)] == raw or b"\xef\xbf\xbd" in raw
    for call in found.calls:
        assert 0 <= call.start < call.end <= len(data)
        assert call.arguments >= 0
    starts = [reference.start for reference in found.references]
    assert starts == sorted(set(starts))
    assert [symbol.start for symbol in found.symbols] == sorted(symbol.start for symbol in found.symbols)


@EVERY
def test_cut_samples(language: Language):
    for data in samples(language):
        for end in range(0, len(data), max(1, len(data) // 8)):
            check(extract(data[:end], language), data[:end])


@EVERY
@given(data=st.data())
@settings(max_examples=6, deadline=None)
def test_mutilated_samples(language: Language, data: st.DataObject):
    text = bytearray(data.draw(st.sampled_from(samples(language))))
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(text)))
        text[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=4))
    check(extract(bytes(text), language), bytes(text))


@EVERY
@given(text=st.text(alphabet="(){}[]<>=:;,.'\"`/*#@ \n\t\r\f\\a語😀1", max_size=60))
@settings(max_examples=15, deadline=None)
def test_soup(language: Language, text: str):
    data = text.encode()
    found = extract(data, language)
    check(found, data)


@EVERY
@pytest.mark.parametrize("unit", [b"(", b"a(", b"[", b"{", b"f().", b"if x:\n", b"x = y = ", b"-", b"a.b("])
def test_deep_nesting(language: Language, unit: bytes):
    data = b"x = " + unit * 10_000
    check(extract(data, language), data)


@EVERY
def test_byte_order_mark_and_line_ends(language: Language):
    def names(data: bytes) -> list[tuple[str, str, int]]:
        return [(one.qualified_name, one.signature, one.line) for one in extract(data, language).symbols]

    for data in samples(language):
        assert names(b"\xef\xbb\xbf" + data) == names(data)
        assert names(data.replace(b"\n", b"\r\n")) == names(data)


@EVERY
def test_a_kept_tree_gives_the_same_facts(language: Language):
    for data in samples(language):
        assert facts_of_tree(parse(data, language).root_node, data, language) == extract(data, language)


@EVERY
def test_bytes_that_are_not_utf8(language: Language):
    for sample in samples(language):
        words = sample.split(b" ")
        for at in range(0, len(words), max(1, len(words) // 20)):
            data = b" ".join([*words[:at], b"x\xfc\x9c" + words[at], *words[at + 1 :]])
            found = extract(data, language)
            check(found, data)


def test_an_unfinished_function_hides_nothing_around_it():
    text = b"def before(a): return a\n\ndef unfinished(b, \n\ndef after(c):\n    return before(c)\n"
    found = extract(text, languages()["python"])
    assert found.errors > 0
    assert {"before", "after"} <= {symbol.name for symbol in found.symbols}


def test_error_count_is_zero_for_sound_code():
    path = Path(__file__)
    assert extract(path.read_bytes(), languages()["python"]).errors == 0
