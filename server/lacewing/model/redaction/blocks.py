"""Private keys over several lines (RFC 7468, OpenSSH, OpenPGP), whole or cut off at either end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lacewing.model.redaction.types import Found

_BEGIN = re.compile(r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----")
_END = re.compile(r"-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----")
# A line of such a key, also as a string or comment of a program.
_CODED = re.compile(r"[\s\"'`#/*+.,;\\n()]*(?:[A-Za-z0-9+/]{16,76}={0,2}|=[A-Za-z0-9+/]{4})[\s\"'`+.,;\\nr()]*")


def find_private_keys(text: str) -> Iterator[Found]:
    """What stands between the begin and end marks of private keys; where one mark is missing, the coded lines."""
    at = 0
    while match := _BEGIN.search(text, at):
        end = _END.search(text, match.end())
        following = _BEGIN.search(text, match.end())
        if end is not None and (following is None or end.start() < following.start()):
            yield from _body(text, match.end(), end.start())
            at = end.end()
        else:
            at = _end_of_coded(text, match.end())
            yield from _body(text, match.end(), at)
    first_end = _END.search(text)
    first_begin = _BEGIN.search(text)
    if first_end is not None and (first_begin is None or first_end.start() < first_begin.start()):
        yield from _body(text, _start_of_coded(text, first_end.start()), first_end.start())


def _body(text: str, start: int, end: int) -> Iterator[Found]:
    """The body without blanks at its ends, so that the marks keep their lines."""
    body = text[start:end]
    kept = body.strip()
    if kept:
        start += len(body) - len(body.lstrip())
        yield Found(start, start + len(kept), "PRIVATE_KEY")


def _end_of_coded(text: str, at: int) -> int:
    """Where the coded lines after `at` end; the rest of the line of `at` belongs to them."""
    end = _line_end(text, at)
    while end < len(text):
        following = _line_end(text, end + 1)
        line = text[end + 1 : following]
        if line.strip() and not _CODED.fullmatch(line) and ":" not in line:
            break
        end = following
    return end


def _start_of_coded(text: str, at: int) -> int:
    start = text.rfind("\n", 0, at) + 1
    while start > 0:
        before = text.rfind("\n", 0, start - 1) + 1
        if not _CODED.fullmatch(text[before : start - 1]):
            break
        start = before
    return start


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
