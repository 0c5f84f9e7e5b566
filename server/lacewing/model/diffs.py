"""Diffs without the files that may not be shown, in git's format and the plain unified one. Pure.

Follows git-diff(1), "Generating patch text with -p", and "Combined diff format".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

LEFT_OUT = "(changes of a file that may not be shown are left out)"
_GIT = re.compile(r"diff --git (.+)")
_COMBINED = re.compile(r"diff --(?:cc|combined) (.+)")
_NAMED = re.compile(r"(?:---|\+\+\+) ([^\t\n]+)|(?:rename|copy) (?:from|to) (.+)")
# The first characters of a hunk's lines and of the lines before the first hunk.
_IN_HUNK = (" ", "+", "-", "\\", "@@")
_HEADER = re.compile(
    r"index|old mode|new mode|new file mode|deleted file mode|mode|similarity index|dissimilarity index|rename|copy"
    r"|Binary files|--- |\+\+\+ "
)
_BINARY = "GIT binary patch"
_PREFIXES = {("a/", "b/"), ("i/", "w/"), ("c/", "i/"), ("c/", "w/"), ("o/", "w/"), ("1/", "2/")}
_ESCAPED = re.compile(rb'\\([0-7]{3}|[abtnvfr"\\])')
_LETTERS = {b"a": b"\a", b"b": b"\b", b"t": b"\t", b"n": b"\n", b"v": b"\v", b"f": b"\f", b"r": b"\r"}


def without_hidden_files(text: str, may_leave: Callable[[str], bool]) -> str:
    """`text` in which, of every diff, the parts of files are left out for which `may_leave(path)` is false.

    Paths are given as the diff has them, without `a/` and `b/`; a renamed file must be free to leave under both names.
    """
    if not text.startswith(("diff --", "--- ")) and "\ndiff --" not in text and "\n--- " not in text:
        return text
    lines = text.split("\n")
    kept: list[str] = []
    at = 0
    while at < len(lines):
        end = _section_end(lines, at)
        if end == at:
            kept.append(lines[at])
            at += 1
            continue
        section = lines[at:end]
        kept += section if all(map(may_leave, set(_paths(section)))) else [LEFT_OUT]
        at = end
    return "\n".join(kept)


def _section_end(lines: list[str], start: int) -> int:
    """Where the part of one file that begins at `start` ends; `start` when none begins there."""
    first = lines[start]
    plain = first.startswith("--- ") and start + 1 < len(lines) and lines[start + 1].startswith("+++ ")
    if not (plain or _GIT.match(first) or _COMBINED.match(first)):
        return start
    binary = False
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if line.startswith("diff --") or (plain and line.startswith("--- ") and number > start + 1):
            return number
        binary = binary or line == _BINARY
        inside = binary or not line or line.startswith(_IN_HUNK) or _HEADER.match(line)
        if not inside:
            return number
    return len(lines)


def _paths(section: list[str]) -> Iterator[str]:
    """Every path under which the file of a section goes."""
    first = section[0]
    strip = 0
    if match := _COMBINED.match(first):
        yield _unquoted(match[1])
        strip = 2
    elif match := _GIT.match(first):
        pair = _split_pair(match[1])
        strip = 2 if (pair[0][:2], pair[1][:2]) in _PREFIXES else 0
        yield from (path[strip:] for path in pair if path)
    elif first.startswith("--- a/") or (len(section) > 1 and section[1].startswith("+++ b/")):
        strip = 2
    for line in section[0:]:
        if line.startswith("@@"):
            return
        if match := _NAMED.match(line):
            path = _unquoted(match[1] or match[2])
            if path != "/dev/null":
                yield path[strip:] if match[1] else path


def _split_pair(text: str) -> tuple[str, str]:
    """The two paths after `diff --git`, which are the same but for their prefix unless quoted or renamed."""
    if text.startswith('"'):
        end = re.match(r'"(?:[^"\\]|\\.)*"', text)
        cut = end.end() if end else len(text)
        return _unquoted(text[:cut]), _unquoted(text[cut:].strip())
    middle = len(text) // 2
    if text[middle : middle + 1] == " " and text[2:middle] == text[middle + 3 :]:
        return text[:middle], text[middle + 1 :]
    first, _, second = text.partition(" b/") if " b/" in text else text.partition(" ")
    return first, _unquoted(("b/" if " b/" in text else "") + second)


def _unquoted(path: str) -> str:
    """A path as git quotes it (core.quotePath), or as it is."""
    path = path.strip()
    if not (path.startswith('"') and path.endswith('"') and len(path) > 1):
        return path
    raw = _ESCAPED.sub(
        lambda match: bytes([int(match[1], 8) & 255]) if len(match[1]) == 3 else _LETTERS.get(match[1], match[1]),
        path[1:-1].encode(),
    )
    return raw.decode("utf-8", "surrogateescape")
