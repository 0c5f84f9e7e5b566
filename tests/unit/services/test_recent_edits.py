"""The record of recently edited places: what counts as an edit, how places merge and move, how many are kept."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacewing.services.recent_edits import PLACES_KEPT, RecentEdits
from lacewing.text.diff import line_changes

FILE, OTHER = Path("/p/文件.py"), Path("/p/other.py")
LINES = [f"line {number}" for number in range(100)]


def places(edits: RecentEdits) -> list[tuple[str, int, int]]:
    return [(place.path.name, place.line, place.end_line) for place in edits.places()]


def seen(*texts: str) -> RecentEdits:
    edits = RecentEdits()
    for text in texts:
        edits.see(FILE, text.encode())
    return edits


def changed(*replaced: tuple[int, str]) -> str:
    """The hundred lines with some of them replaced; a text may hold several lines or, as None does, none."""
    lines = list(LINES)
    for number, text in replaced:
        lines[number] = text
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("a\nb\nc\n", "a\nB\nc\n", [(1, 2)]),
        ("a\nb\nc\n", "a\nnew\nb\nc\n", [(1, 2)]),
        ("    a\n    b\n", "    a\n    new\n    b\n", [(1, 2)]),
        ("a\nb\n", "a\n\n\nnew\n\nb\n", [(3, 4)]),
        ("a\nb\nc\n", "a\nc\n", [(1, 2)]),
        ("a\nX\nb\n", "a\nYb\n", [(1, 2)]),
        ("a\nb", "a\nb c", [(1, 2)]),
        ("", "a", [(0, 1)]),
        ("a", "", [(0, 1)]),
        ("键 = 1\r\n值 = 2\r\n", "键 = 1\r\n值 = '😀'\r\n", [(1, 2)]),
        ("\ta\r\n\tb\r\n", "\ta\r\n\tnew\r\n\tb\r\n", [(1, 2)]),
    ],
)
def test_a_place_is_the_lines_that_were_edited(before: str, after: str, lines: list[tuple[int, int]]) -> None:
    assert [(line, end) for _, line, end in places(seen(before, after))] == lines


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\nb\n", "a\nb\n"),
        ("a\nb\n", "a\n    b\n"),
        ("a\nb\n", "a\n\n\nb\n"),
        ("a\nb\n", "a\r\nb\r\n"),
        ("a\n", "a\n" + "generated()\n" * 300),
    ],
)
def test_white_space_and_masses_of_lines_are_no_place(before: str, after: str) -> None:
    assert places(seen(before, after)) == []


def test_what_a_document_says_when_it_is_opened_is_no_edit() -> None:
    edits = seen("a\nb\n")
    assert places(edits) == []
    edits.see(FILE, b"a\nB\n")
    edits.forget(FILE)
    assert places(edits) == []
    edits.see(FILE, b"other text\n")
    assert places(edits) == []


def test_edits_far_apart_made_at_once_are_two_places() -> None:
    """As accepting a completion that brings an import."""
    edits = seen(changed(), changed((0, "import os\nline 0"), (60, "os.getcwd()")))
    assert places(edits) == [("文件.py", 0, 1), ("文件.py", 61, 62)]


def test_neighbours_merge_up_to_a_length() -> None:
    edits = seen(changed(), changed((10, "x")), changed((10, "x"), (12, "y")))
    assert places(edits) == [("文件.py", 10, 13)]
    lines = list(LINES)
    for number in range(20, 60):
        lines[number] = f"typed {number}"
        edits.see(FILE, "\n".join(lines).encode())
    spans = [(line, end) for _, line, end in places(edits)]
    assert spans[0] == (56, 60)
    assert all(end - line <= 12 for line, end in spans)
    assert {line for first, end in spans for line in range(first, end)} == {*range(10, 13), *range(20, 60)}


def test_places_move_with_the_lines_above_and_go_with_their_own() -> None:
    edits = seen(changed(), changed((50, "here")))
    inserted = changed((50, "here"), (3, "a\nb\n键"))
    edits.see(FILE, inserted.encode())
    assert places(edits) == [("文件.py", 3, 6), ("文件.py", 52, 53)]
    assert inserted.split("\n")[52] == "here"
    without = inserted.split("\n")
    del without[10:20]
    edits.see(FILE, "\n".join(without).encode())
    assert ("文件.py", 42, 43) in places(edits)
    assert without[42] == "here"
    edits.see(FILE, "\n".join(line for line in without if line != "here").encode())
    assert places(edits)[0] == ("文件.py", 42, 43)


def test_the_newest_place_of_any_file_comes_first_and_old_ones_go() -> None:
    edits = seen(changed(), changed((5, "x")))
    edits.see(OTHER, b"one\n")
    edits.see(OTHER, b"two\n")
    assert places(edits) == [("other.py", 0, 1), ("文件.py", 5, 6)]
    edits.see(FILE, changed((5, "y")).encode())
    assert places(edits) == [("文件.py", 5, 6), ("other.py", 0, 1)]
    for number in range(PLACES_KEPT + 5):
        path = Path(f"/p/{number}.py")
        edits.see(path, b"a")
        edits.see(path, b"b")
    assert len(places(edits)) == PLACES_KEPT
    assert places(edits)[0] == (f"{PLACES_KEPT + 4}.py", 0, 1)


TEXTS = st.lists(st.sampled_from(["a", "b", "  a", "", "键", "😀 = 1\r"]), max_size=12).map("\n".join)


@given(TEXTS, TEXTS)
def test_changes_lead_from_one_text_to_the_other(before: str, after: str) -> None:
    lines, moved = before.encode().split(b"\n"), 0
    for change in line_changes(before.encode(), after.encode()):
        at = change.line + moved
        assert tuple(lines[at : at + len(change.removed)]) == change.removed
        lines[at : at + len(change.removed)] = change.added
        moved += len(change.added) - len(change.removed)
    # The end of a text that ends in a line end is no line.
    assert b"\n".join(lines).rstrip(b"\n") == after.encode().rstrip(b"\n")


@given(st.lists(TEXTS, min_size=2, max_size=6))
def test_places_lie_in_the_text_and_do_not_overlap(texts: list[str]) -> None:
    edits = seen(*texts)
    count = texts[-1].count("\n") + 1
    spans = sorted((line, end) for _, line, end in places(edits))
    assert all(0 <= line < end <= count + 1 for line, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_a_text_of_megabytes() -> None:
    text = "".join(f"value_{number} = {number}\n" for number in range(250_000))
    edits = seen(text, text.replace("value_200000 =", "value_200000 = 1 +"))
    assert places(edits) == [("文件.py", 200_000, 200_001)]
