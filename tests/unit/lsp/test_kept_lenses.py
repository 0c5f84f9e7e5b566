"""Lenses while somebody types: those of other definitions stay, one that is new comes once it is whole."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from lacewing.lsp.kept_lenses import KeptLenses, Lens, lenses_of
from lacewing.syntax.source import Source, source_of

TYPESCRIPT = """\
export function first(値: number): number {
  return 値
}

export function second(): string[] {
  return [`${first(1)}`, "b"]
}
"""
NEW_TYPESCRIPT = """\
export function third(a: string, b = 3): Map<string, number> {
  try {
    return f({ a: [1, 2] }, `x${a}`)
  } catch (e) {
  }
}

"""
PYTHON = """\
class Area:
    def width(self) -> int:
        return 1

    def height(self) -> int:
        return self.width()
"""
NEW_PYTHON = """\
    def third(self, a: list[int], 値: str = 'x') -> int:
        return f({'a': [1, 2]}, f'x{a}')

"""


def found_in(source: Source) -> list[Lens]:
    return list(lenses_of(source, lambda offset: True))


@pytest.mark.parametrize(
    ("path", "text", "before", "typed"),
    [
        ("a.ts", TYPESCRIPT, "export function second", NEW_TYPESCRIPT),
        ("a.py", PYTHON, "    def height", NEW_PYTHON),
        ("a.py", PYTHON, "self) -> int:\n        return self", "self, area: dict[str, int], *, b=(1, 2), "),
    ],
)
def test_lenses_stay_while_something_is_typed(path: str, text: str, before: str, typed: str) -> None:
    kept, at = KeptLenses(), text.index(before)
    shown: list[tuple[str, ...]] = []
    lost_without = False
    for length in range(len(typed) + 1):
        source = source_of(Path(path), (text[:at] + typed[:length] + text[at:]).encode())
        found = found_in(source)
        settled = kept.settled("file:///a", source, found)
        shown.append(tuple(lens.name for lens in settled))
        assert all(source.data.startswith(lens.name.encode(), lens.offset) for lens in settled)
        lost_without |= not set(shown[0]) <= {lens.name for lens in found}
    assert all(set(shown[0]) <= set(names) for names in shown)
    # What is new comes once and stays.
    assert sum(one != other for one, other in pairwise(shown)) == len(shown[-1]) - len(shown[0])
    assert lost_without or not path.endswith(".ts")


def test_a_changed_name_takes_its_lens_along_and_a_deleted_one_loses_it() -> None:
    kept = KeptLenses()
    first = source_of(Path("a.py"), PYTHON.encode())
    assert [lens.name for lens in kept.settled("uri", first, found_in(first))] == ["width", "height"]
    renamed = source_of(Path("a.py"), (PYTHON.replace("def height", "def tallness") + "x = (\n").encode())
    assert [lens.name for lens in kept.settled("uri", renamed, found_in(renamed))] == ["width", "tallness"]
    deleted = source_of(Path("a.py"), (PYTHON.partition("    def height")[0] + "x = (\n").encode())
    assert [lens.name for lens in kept.settled("uri", deleted, found_in(deleted))] == ["width"]


def test_a_document_that_never_parsed_has_all_that_is_found() -> None:
    kept = KeptLenses()
    broken = source_of(Path("a.py"), b"def f(:\n    pass\n")
    assert kept.settled("uri", broken, [Lens("f", 4, True, True)]) == [Lens("f", 4, True, True)]
