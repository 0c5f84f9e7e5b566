"""Facts survive being written and read."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lacewing.project.facts import Call, Facts, Import, Parameter, Reference, Symbol
from lacewing.project.facts_codec import decode, encode

TEXT = st.text(alphabet=string.ascii_letters + '語😀 \n\t"\\', max_size=12)
OFFSET = st.integers(0, 2**40)
PARAMETER = st.builds(
    Parameter, TEXT, TEXT, TEXT, st.sampled_from(["positional", "variadic", "receiver", "keyword_only"])
)
SYMBOL = st.builds(
    Symbol,
    name=TEXT, kind=st.sampled_from(["class", "function", "enum_member"]), container=TEXT, start=OFFSET, end=OFFSET,
    name_start=OFFSET, name_end=OFFSET, body_start=OFFSET, line=OFFSET, end_line=OFFSET, signature=TEXT,
    docstring=TEXT, parameters=st.lists(PARAMETER, max_size=3).map(tuple), result=TEXT,
    bases=st.lists(TEXT, max_size=2).map(tuple), decorators=st.lists(TEXT, max_size=2).map(tuple),
    visibility=st.sampled_from(["public", "protected", "private"]),
)  # fmt: skip
FACTS = st.builds(
    Facts,
    language=TEXT,
    symbols=st.lists(SYMBOL, max_size=4).map(tuple),
    references=st.lists(st.builds(Reference, TEXT, OFFSET, OFFSET, TEXT), max_size=6).map(tuple),
    calls=st.lists(st.builds(Call, TEXT, TEXT, OFFSET, OFFSET, OFFSET, TEXT, OFFSET), max_size=4).map(tuple),
    imports=st.lists(
        st.builds(Import, TEXT, TEXT, TEXT, OFFSET, OFFSET, OFFSET, st.none() | TEXT), max_size=4
    ).map(tuple),
    errors=st.integers(0, 9),
)  # fmt: skip


@given(FACTS)
@settings(deadline=None, max_examples=30)
def test_round_trip(facts: Facts):
    assert decode(encode(facts)) == facts


@given(FACTS, st.data())
@settings(deadline=None, max_examples=30)
def test_damaged_bytes_raise_value_error(facts: Facts, data: st.DataObject):
    raw = bytearray(encode(facts))
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] ^= data.draw(st.integers(1, 255))
    try:
        decode(bytes(raw))
    except ValueError:
        return


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b"x\x9c", encode(Facts("c", (), (), (), (), 0))[:-6]])
def test_other_bytes_raise_value_error(raw: bytes):
    with pytest.raises(ValueError, match=r"."):
        decode(raw)
