"""Indentation as the file has it: its unit, the depth of the cursor's line, no doubling of what is typed already.

How deep a model meant a level to be, and from which column it counts, is not said. The text is read in the file's own
way; only where it does not hang together so is another reading tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lacewing.features.completion.body import opens_body
from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters.shape import CLOSES
from lacewing.features.completion.filters.situation import Situation
from lacewing.features.completion.place import Place

_BRACKET_OPENS = re.compile(r"[(\[{]\s*\Z")
_CLOSES = re.compile(r"\s*[)\]}]")
# Parts of a statement that stand below each other without a body between: `case 1:`, `case 2:`.
_NEXT_PART = re.compile(
    r"\s*(?:(?:case|default|when|in|else|elif|elsif|rescue|ensure|then)\b|(?:public|private|protected)[ \t]*:)"
)
_LEAVES = re.compile(rf"\s*(?:{CLOSES.pattern}|{_NEXT_PART.pattern})")
_CLOSER_OF = {"(": ")", "[": "]", "{": "}"}
_CONTINUES = re.compile(r"\s*[.?:&|+*/=]")
# Behind such code a deeper line belongs to it: an operator, an open bracket or tag, an item of a list.
_CONTINUED = re.compile(r"[\\+\-*/=&|.?:<>({\[]\Z|<\w[^<>]*\Z|\A\s*- ")


@dataclass(frozen=True, slots=True)
class _Reading:
    """A level is written as `unit` (a tab, or blanks); the cursor's line counts as indented by `base` columns of it."""

    unit: str
    base: int


@dataclass(slots=True)
class _Trouble:
    """What does not hang together in lines: what cannot be (a closing bracket that is not at the depth of the line that
    opened it, a line left of the text that goes on, a body that is no deeper), steps that are not the file's, and lines
    that are deeper without reason. `beside`: a later line stands at the depth of the first one."""

    impossible: int = 0
    steps: int = 0
    loose: int = 0
    beside: bool = False


def fit_indentation(candidate: Candidate, situation: Situation) -> Candidate | None:
    """Put the first line at the cursor's depth, and the later ones at the depth and in the unit of the file."""
    place = situation.place
    language = place.source.language
    if language is not None and language.role == "prose":
        typed = place.line_prefix if not place.line_prefix.strip() else ""
        return replace(candidate, text=candidate.text.removeprefix(typed))
    lines = candidate.text.split("\n")
    first = lines[0].lstrip(" \t")
    extra = lines[0][: len(lines[0]) - len(first)]
    if place.line_prefix.strip():
        doubled = extra.startswith(" ") and place.line_prefix.endswith(" ") and not place.line_prefix.endswith("  ")
        begins = lines[0][1:] if doubled else lines[0]
    else:
        begins = _missing(extra, place) + first
    if not any(line.strip() for line in lines[1:]):
        return replace(candidate, text="\n".join([begins, *lines[1:]]))
    return replace(candidate, text="\n".join([begins, *_later_lines(extra if first else "", first, lines[1:], place)]))


def _missing(extra: str, place: Place) -> str:
    """What of the text's own indentation `extra` is still to be typed behind the cursor's."""
    typed = place.line_prefix
    if not typed and (_same_kind(extra, place) or len(extra) % 2):
        return extra
    if not typed:
        return _written(extra, _Reading(_unit_of(extra, place), 0), place)
    return extra[len(typed) :] if extra.startswith(typed) and _same_kind(extra, place) else ""


def _later_lines(extra: str, first: str, lines: list[str], place: Place) -> list[str]:
    """The lines behind the first as the reading says that makes least trouble; the file's own unless that can't be."""
    if _is_kept([first, *lines], place):
        return lines
    head = " " * place.base_width + (place.line_prefix.lstrip() + first).rstrip()
    best: list[str] = []
    least = _Trouble()
    for reading in _readings(extra, lines, place):
        written = [_written(line, reading, place) if line.strip() else "" for line in lines]
        trouble = _trouble([head, *written], place)
        if not best or trouble.impossible < least.impossible:
            best, least = written, trouble
        elif trouble.impossible == least.impossible and not least.beside and _is_unit(reading.unit, lines):
            fits_better = trouble.steps == 0 < least.steps and trouble.loose <= least.loose and place.indent_is_sure
            if fits_better or (trouble.loose < least.loose and trouble.steps == 0):
                best, least = written, trouble
        if least == _Trouble(beside=least.beside):
            break
    return best


def _is_unit(unit: str, lines: list[str]) -> bool:
    return all(len(_indent_of(line).expandtabs(4)) % _columns(unit) == 0 for line in lines)


def _readings(extra: str, lines: list[str], place: Place) -> Iterator[_Reading]:
    """The file's own way first, then its unit counted from the text's own first line or the first column, then other
    units counted from either."""
    own, base = place.indent_unit, place.base_width
    level = base // _columns(own)
    indents = [_indent_of(line) for line in lines if line.strip()]
    tabs, blanks = any("\t" in indent for indent in indents), any(indent[:1] == " " for indent in indents)
    units = [own] if (tabs if own == "\t" else not tabs) or not (tabs or blanks) else []
    units += ["\t"] if tabs and own != "\t" else [unit for unit in ("    ", "  ") if unit != own and blanks]
    for unit in units:
        if unit == own:
            yield _Reading(unit, base)
        if extra and not place.line_prefix.strip() and place.line_prefix:
            yield _Reading(unit, len(extra.expandtabs(_columns(unit))))
        if unit != own:
            yield _Reading(unit, level * _columns(unit))
        if base:
            yield _Reading(unit, 0)


def _written(line: str, reading: _Reading, place: Place) -> str:
    """The line with its indentation as the file writes it."""
    own, columns, base = place.indent_unit, _columns(reading.unit), place.base_width
    if reading.unit == own and reading.base == base:
        return line
    text, indent = line.lstrip(" \t"), _indent_of(line)
    if reading.unit == "\t":  # what follows tabs aligns
        levels, rest = indent.count("\t") - reading.base // columns, indent.count(" ")
    else:
        levels, rest = divmod(len(indent.expandtabs(columns)) - reading.base, columns)
    if own == "\t":
        steps = base // _columns(own) + levels
        return "\t" * max(0, steps) + " " * (rest if steps >= 0 else 0) + text
    return " " * max(0, base + levels * len(own) + rest) + text


def _trouble(lines: list[str], place: Place) -> _Trouble:
    """What does not hang together in lines of which the first stands at the cursor's depth."""
    base = place.width(lines[0])
    found = _Trouble()
    opened: list[tuple[str, int]] = []  # brackets at the ends of lines, with the depth of their statement
    depths = [base]
    inside = _balance(lines[0])
    before, statement, blank = lines[0], base, False
    for line in lines[1:]:
        if not line.strip():
            blank = True
            continue
        width, above = place.width(line), place.width(before)
        if width < base and (blank or before is not lines[0] or _LEAVES.match(line)) and not opened:
            break  # the text has left the body
        found.beside = found.beside or (width == base > 0)
        bracket = bool(_BRACKET_OPENS.search(before))
        continues = bool(_CONTINUES.match(line))
        if bracket:
            opened.append((before.rstrip()[-1], statement))
        if _CLOSES.match(line):
            while opened and _CLOSER_OF[opened[-1][0]] != line.strip()[0]:
                opened.pop()
            found.impossible += bool(opened) and width != opened.pop()[1]
        elif bracket or opens_body(before, place):
            # Elements may stand no deeper than the tag around them.
            _check_body(found, place, line, width - statement, bracket, before.rstrip().endswith(">"))
        elif width < base:
            found.impossible += 1
        elif width > above and not continues:
            found.loose += not (_CONTINUED.search(before.rstrip()) or (before.rstrip().endswith(",") and inside > 0))
        elif width < above and width not in depths:
            found.loose += 1
        depths = [*(depth for depth in depths if depth < width), width]
        statement = statement if continues else width
        before, blank, inside = line, False, inside + _balance(line)
    return found


def _balance(line: str) -> int:
    """How many more round and square brackets a line opens than it closes."""
    return sum((mark in "([") - (mark in ")]") for mark in line)


def _check_body(found: _Trouble, place: Place, line: str, deeper: int, bracket: bool, tag: bool) -> None:
    """A line behind one that opens a body: one step deeper, where the body may not be empty."""
    language = place.source.language
    is_data = language is not None and language.role == "data"
    may_be_empty = bool(_NEXT_PART.match(line)) or (not bracket and (tag or is_data))
    found.impossible += deeper < 0 or (deeper == 0 and not may_be_empty)
    found.steps += deeper > 0 and deeper != _columns(place.indent_unit)


def _is_kept(lines: list[str], place: Place) -> bool:
    """Whether nothing may be moved: the file shows no step, or a string goes on over line ends."""
    language = place.source.language
    marks = [quote for quote in (language.quotes if language else ()) if len(quote) == 3 or quote == "`"]
    if language is not None and language.extra.get("completion", {}).get("strings_over_lines"):
        marks += [quote for quote in language.quotes if quote not in marks]
    shown = place.indent_evidence or place.indent
    if place.indent_unit == "\t" and _only_aligned(lines):
        return True
    return not shown or any(line.count(mark) % 2 for line in lines for mark in marks)


def _only_aligned(lines: list[str]) -> bool:
    """Whether blanks begin only lines inside brackets, which they align."""
    inside, seen = 0, False
    for number, line in enumerate(lines):
        if number and line[:1] == " ":
            if inside <= 0:
                return False
            seen = True
        inside += _balance(line)
    return seen


def _same_kind(indent: str, place: Place) -> bool:
    """Whether `indent` is written as the file writes it; blanks behind tabs align and are fine."""
    return not indent or (indent[0] == "\t" if place.indent_unit == "\t" else "\t" not in indent)


def _unit_of(indent: str, place: Place) -> str:
    if _same_kind(indent, place):
        return place.indent_unit
    return "\t" if "\t" in indent else "    " if len(indent) % 4 == 0 else "  "


def _columns(unit: str) -> int:
    return 4 if unit == "\t" else len(unit)


def _indent_of(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]
