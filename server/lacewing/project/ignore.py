"""The patterns of one ignore file, matched exactly as git matches them.

Follows gitignore(5) and, where that is silent, git's dir.c and wildmatch.c: everything is bytes, the last matching
pattern decides, a pattern is asked about one entry and never about what lies below it. That last point lets a walk
prune ignored folders and still honour `build/**` with `!build/keep` (a matcher for whole file paths, such as
pathspec's, can't be asked about a folder). Knows nothing of the file system.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_SPECIAL = re.compile(rb"[*?\[\\]")
_NEVER = b"(?!)"


@dataclass(frozen=True, slots=True)
class _Pattern:
    order: int
    excludes: bool
    folders_only: bool
    on_name: bool
    regex: re.Pattern[bytes]


@dataclass(frozen=True, slots=True)
class _Literal:
    order: int
    excludes: bool
    folders_only: bool


@dataclass(frozen=True, slots=True)
class IgnoreRules:
    """The compiled patterns of one ignore file; make them with `parse_rules`."""

    names: dict[bytes, list[_Literal]] = field(default_factory=dict)
    suffixes: dict[bytes, list[_Literal]] = field(default_factory=dict)
    paths: dict[bytes, list[_Literal]] = field(default_factory=dict)
    patterns: list[_Pattern] = field(default_factory=list)

    def verdict(self, path: bytes, name: bytes, is_folder: bool) -> bool | None:
        """Whether the entry is ignored (True), kept by a `!` pattern (False), or not spoken of (None).

        `path` is relative to the folder of the ignore file, with slashes; `name` is its last part.
        """
        best = -1
        excludes = False
        dot = name.rfind(b".")
        for found in (self.names.get(name), self.paths.get(path), self.suffixes.get(name[dot:]) if dot >= 0 else None):
            for literal in found or ():
                if literal.order > best and (is_folder or not literal.folders_only):
                    best, excludes = literal.order, literal.excludes
        for pattern in reversed(self.patterns):
            if pattern.order < best:
                break
            if (is_folder or not pattern.folders_only) and pattern.regex.fullmatch(name if pattern.on_name else path):
                return pattern.excludes
        return excludes if best >= 0 else None

    def __bool__(self) -> bool:
        return bool(self.names or self.suffixes or self.paths or self.patterns)


def parse_rules(content: bytes, ignore_case: bool = False) -> IgnoreRules:
    """The rules of an ignore file with these bytes; a pattern that can match nothing (`[a`) is dropped, as by git."""
    rules = IgnoreRules()
    for order, line in enumerate(_lines(content)):
        excludes = not line.startswith(b"!")
        text = line if excludes else line[1:]
        folders_only = text.endswith(b"/")
        text = text[:-1] if folders_only else text
        on_name = b"/" not in text
        text = text.removeprefix(b"/")
        if text:
            _add(rules, text, on_name, _Literal(order, excludes, folders_only), ignore_case)
    return rules


def _add(rules: IgnoreRules, text: bytes, on_name: bool, literal: _Literal, ignore_case: bool) -> None:
    if not ignore_case:
        if not _SPECIAL.search(text):
            (rules.names if on_name else rules.paths).setdefault(text, []).append(literal)
            return
        suffix = text[1:]
        if on_name and text.startswith(b"*.") and not _SPECIAL.search(suffix) and suffix.count(b".") == 1:
            rules.suffixes.setdefault(suffix, []).append(literal)
            return
    regex = translate(text, on_name)
    if regex is not None:
        flags = re.DOTALL | (re.IGNORECASE if ignore_case else 0)
        rules.patterns.append(
            _Pattern(literal.order, literal.excludes, literal.folders_only, on_name, re.compile(regex, flags))
        )


def _lines(content: bytes) -> Iterator[bytes]:
    for line in content.removeprefix(b"\xef\xbb\xbf").split(b"\n"):
        line = line.removesuffix(b"\r")
        if line and not line.startswith(b"#"):
            yield _without_trailing_spaces(line)


def _without_trailing_spaces(line: bytes) -> bytes:
    stripped = line.rstrip(b" ")
    if len(stripped) == len(line):
        return line
    backslashes = len(stripped) - len(stripped.rstrip(b"\\"))
    return stripped + b" " if backslashes % 2 else stripped


# Tokens of a pattern: a regular expression for exactly one byte, or one of these.
_STAR = b"*"
_SLASH = b"/"
_DEEP = b"**/"
_REST = b"**"


def translate(pattern: bytes, on_name: bool) -> bytes | None:
    """The regular expression (for `fullmatch`) of a wildcard pattern; None when it can match nothing.

    Each run between wildcards is matched at its first place only (an atomic group), which is as good as any other
    place and keeps hostile patterns such as `*a*a*a*a*b` from taking exponential time.
    """
    tokens = _tokens(pattern, on_name)
    if tokens is None:
        return None
    runs: list[list[bytes]] = [[]]
    for token in tokens:
        if token == _DEEP:
            runs.append([])
        else:
            runs[-1].append(token)
    parts = [_run(runs[0])]
    for number, run in enumerate(runs[1:], 1):
        body = b"(?:[^/]*+/)*?" + _run(run)
        parts.append(body if number == len(runs) - 1 else b"(?>" + body + b")")
    return b"".join(parts)


def _run(tokens: list[bytes]) -> bytes:
    """Tokens without `**/`: segments separated by slashes, each with its stars."""
    out: list[bytes] = []
    pieces: list[list[bytes]] = [[]]
    for token in [*tokens, b""]:
        if token == _STAR:
            pieces.append([])
        elif token in (_SLASH, _REST, b""):
            out.append(_segment(pieces))
            out.append({_SLASH: b"/", _REST: b".*", b"": b""}[token])
            pieces = [[]]
        else:
            pieces[-1].append(token)
    return b"".join(out)


def _segment(pieces: list[list[bytes]]) -> bytes:
    first, *rest = [b"".join(piece) for piece in pieces]
    if not rest:
        return first
    middle = b"".join(b"(?>[^/]*?" + piece + b")" for piece in rest[:-1] if piece)
    return first + middle + b"[^/]*" + rest[-1]


def _tokens(pattern: bytes, on_name: bool) -> list[bytes] | None:
    # git compares the part before the first wildcard literally and starts its wildcard matcher after it: `a**/b` is
    # then read as if `**/` stood at the beginning.
    first = _SPECIAL.search(pattern)
    start = first.start() if first else len(pattern)
    tokens: list[bytes] = []
    at = 0
    while at < len(pattern):
        byte = pattern[at : at + 1]
        if byte == b"*":
            end = at
            while pattern[end : end + 1] == b"*":
                end += 1
            opened = at == start or pattern[at - 1 : at] == b"/"
            if end - at == 1 or on_name or not opened:
                tokens.append(_STAR)
            elif end == len(pattern):
                tokens.append(_REST)
            elif pattern[end : end + 1] == b"/":
                tokens.append(_DEEP)
                end += 1
            else:
                tokens.append(_REST if pattern[end : end + 2] == b"\\/" else _STAR)
            at = end
        elif byte == b"[":
            found = _character_class(pattern, at)
            if found is None:
                return None
            token, at = found
            tokens.append(token)
        else:
            if byte == b"\\":
                at += 1
                byte = pattern[at : at + 1]
                if not byte:
                    return None
                tokens.append(_SLASH if byte == b"/" else re.escape(byte))
            else:
                tokens.append(b"[^/]" if byte == b"?" else _SLASH if byte == b"/" else re.escape(byte))
            at += 1
    return tokens


_CLASSES: dict[bytes, bytes] = {
    b"alnum": b"0-9A-Za-z", b"alpha": b"A-Za-z", b"blank": b" \t", b"cntrl": b"\x00-\x1f\x7f", b"digit": b"0-9",
    b"graph": b"!-~", b"lower": b"a-z", b"print": b" -~", b"punct": rb"!-/:-@\[-`{-~", b"space": b" \t\n\r\f\v",
    b"upper": b"A-Z", b"xdigit": b"0-9A-Fa-f",
}  # fmt: skip


def _character_class(pattern: bytes, at: int) -> tuple[bytes, int] | None:
    """The expression of the `[…]` at `at` and where it ends; None when it is malformed (wildmatch.c, `case '['`)."""
    at += 1
    negated = pattern[at : at + 1] in (b"!", b"^")
    at += negated
    members: list[bytes] = []
    previous = b""
    first = True
    while first or pattern[at : at + 1] != b"]":
        first = False
        byte = pattern[at : at + 1]
        if not byte:
            return None
        if byte == b"[" and pattern[at + 1 : at + 2] == b":":
            end = pattern.find(b"]", at + 2)
            if end < 0:
                return None
            if end - 1 > at + 1 and pattern[end - 1 : end] == b":":
                if pattern[at + 2 : end - 1] not in _CLASSES:
                    return None
                members.append(_CLASSES[pattern[at + 2 : end - 1]])
                previous = b""
                at = end + 1
                continue
        if byte == b"-" and previous and pattern[at + 1 : at + 2] not in (b"", b"]"):
            at += 1
            at += pattern[at : at + 1] == b"\\"
            upper = pattern[at : at + 1]
            if not upper:
                return None
            if previous <= upper:
                members.append(re.escape(previous) + b"-" + re.escape(upper))
            previous = b""
        else:
            at += byte == b"\\"
            previous = pattern[at : at + 1]
            if not previous:
                return None
            members.append(re.escape(previous))
        at += 1
    return _class_expression(members, negated), at + 1


def _class_expression(members: list[bytes], negated: bool) -> bytes:
    if negated:
        return b"[^/" + b"".join(members) + b"]"
    return b"(?!/)[" + b"".join(members) + b"]" if members else _NEVER
