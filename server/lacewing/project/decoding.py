"""From a file's bytes to the UTF-8 text that Lacewing works on, and whether it is text at all. Pure.

The order: a byte order mark (UTF-8, UTF-16, UTF-32; the mark itself is no part of the text, as in editors), then NUL
in the first 8 kB means binary (git's rule, xdiff-interface.c), then UTF-8, then the encoding the file declares in its
first two lines (PEP 263, which Emacs and Vim use for other languages too), then Latin-1, which can't fail and keeps
one character a byte: identifiers are right in it, whatever the comments are.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_SNIFFED = 8000
_DECLARED = re.compile(rb"^[^\n]*?coding[:=][ \t]*([-\w.]+)")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text as UTF-8 `data` and the `encoding` it was read as; `guessed` when nothing but Latin-1 was left."""

    data: bytes
    encoding: str
    guessed: bool = False


def to_utf8(raw: bytes) -> Decoded | None:
    """The text of a file with these bytes; None when it is binary or breaks its own byte order mark's encoding."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _decode(raw[len(mark) :], encoding)
    if b"\0" in raw[:_SNIFFED]:
        return None
    if raw.isascii():
        return Decoded(raw, "utf-8")
    return _decode(raw, "utf-8") or _decode_declared(raw) or Decoded(_latin(raw), "latin-1", guessed=True)


def _decode(raw: bytes, encoding: str) -> Decoded | None:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return None
    return Decoded(raw if encoding == "utf-8" else text.encode("utf-8"), encoding)


def _decode_declared(raw: bytes) -> Decoded | None:
    for line in raw.split(b"\n", 2)[:2]:
        if found := _DECLARED.match(line):
            try:
                encoding = codecs.lookup(found[1].decode("ascii")).name
                return Decoded(raw.decode(encoding).encode("utf-8"), encoding)
            except (LookupError, ValueError):
                return None
    return None


def _latin(raw: bytes) -> bytes:
    return raw.decode("latin-1").encode("utf-8")
