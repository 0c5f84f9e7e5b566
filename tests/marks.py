"""Marker files: cases for features as readable text, and the marks inside them.

A case is prose (the reason), then sections that begin with `-- title --`. A title without `@` names a file of the
project; a title with `@` is a directive (`-- @action document --`) whose body is its argument or what is wanted
(`-- @want app.py --`). In a file `█` is the cursor and `├…┤` a range or an insertion; they are stripped before any
offset is computed.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

UPDATE = os.environ.get("LACEWING_UPDATE_GOLDENS") == "1"
_SECTION = re.compile(r"^-- (?P<title>\S.*?) --$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Marked:
    """A text without its marks: `cursor` and `ranges` are byte offsets in `data`."""

    data: bytes
    cursor: int | None
    ranges: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        return self.data.decode("utf-8")


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    body: str

    @property
    def directive(self) -> str:
        """The word after `@`, or "" for a file."""
        return self.title.split()[0][1:] if self.title.startswith("@") else ""

    @property
    def argument(self) -> str:
        return self.title.partition(" ")[2] if self.directive else self.title


@dataclass(frozen=True, slots=True)
class Case:
    path: Path
    reason: str
    sections: tuple[Section, ...]

    @property
    def files(self) -> dict[str, Marked]:
        return {section.title: strip_marks(section.body) for section in self.sections if not section.directive}

    def all(self, directive: str) -> list[Section]:
        return [section for section in self.sections if section.directive == directive]

    def write(self, root: Path) -> None:
        """Lay the case's files under `root`, without marks."""
        for name, marked in self.files.items():
            target = root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(marked.data)

    def cursor(self) -> tuple[str, int]:
        """The one file that holds `█`, and its byte offset."""
        found = [(name, marked.cursor) for name, marked in self.files.items() if marked.cursor is not None]
        assert len(found) == 1, f"{self.path}: wanted one cursor, found {len(found)}"
        name, offset = found[0]
        assert offset is not None
        return name, offset


def strip_marks(text: str) -> Marked:
    """Take `█`, `├` and `┤` out of `text` and remember where they stood."""
    data = bytearray()
    cursor: int | None = None
    opened: list[int] = []
    ranges: list[tuple[int, int]] = []
    for piece in re.split("([█├┤])", text):
        match piece:
            case "█":
                assert cursor is None, "two cursors in one text"
                cursor = len(data)
            case "├":
                opened.append(len(data))
            case "┤":
                ranges.append((opened.pop(), len(data)))
            case _:
                data += piece.encode()
    assert not opened, "├ without ┤"
    return Marked(bytes(data), cursor, tuple(sorted(ranges)))


def read_case(path: Path) -> Case:
    text = path.read_text("utf-8")
    heads = list(_SECTION.finditer(text))
    assert heads, f"{path}: no section"
    ends = [head.start() for head in heads[1:]] + [len(text)]
    sections = tuple(Section(head["title"], text[head.end() + 1 : end]) for head, end in zip(heads, ends, strict=True))
    return Case(path, text[: heads[0].start()].strip(), sections)


def check_wanted(case: Case, results: dict[str, str]) -> None:
    """Compare every `@want NAME` section with `results[NAME]`; with LACEWING_UPDATE_GOLDENS=1 rewrite it instead."""
    wanted = {section.argument: section.body for section in case.all("want")}
    assert wanted, f"{case.path}: nothing is wanted"
    if UPDATE:
        text = case.path.read_text("utf-8")
        for name, body in wanted.items():
            head = f"-- @want {name} --\n"
            text = text.replace(head + body, head + results.get(name, ""), 1)
        case.path.write_text(text, "utf-8", newline="\n")
        return
    for name, body in wanted.items():
        assert name in results, f"{case.path}: no result named {name!r}, only {sorted(results)}"
        assert results[name] == body, f"{case.path}: {case.reason}\n--- {name} is\n{results[name]}\n--- wanted\n{body}"
