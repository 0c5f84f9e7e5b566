"""A place in a text by digests of what stands around it, and what was typed or deleted there since. Pure."""

from __future__ import annotations

from dataclasses import dataclass

_CLOSERS = frozenset(b")]}\"'`> ")
_MOST_CLOSERS = 8


@dataclass(frozen=True, slots=True)
class Hole:
    """A cursor, and how a text around it can be known again.

    Up to byte `anchor`, normally where the cursor's line begins, the text has the digest `before`; from there to the
    cursor it says `typed`. Behind the cursor stand the bytes `overwritten`, then `after_size` bytes of digest `after`.
    """

    anchor: int
    before: int
    typed: bytes
    overwritten: bytes
    after_size: int
    after: int


@dataclass(frozen=True, slots=True)
class Since:
    """What stands in a hole now: `typed` from its anchor to the cursor, `behind` from there to what must not change."""

    typed: bytes
    behind: bytes


class Text:
    """The bytes of a file, whose beginnings and ends are digested once each."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._view = memoryview(data)
        self._digests: dict[tuple[int, int], int] = {}

    def digest(self, start: int, end: int) -> int:
        """The digest of `data[start:end]`, the same within one process only."""
        key = (start, end)
        if key not in self._digests:
            self._digests[key] = hash(self._view[start:end])
        return self._digests[key]


def hole_at(text: Text, offset: int, end: int | None = None, anchor: int | None = None) -> Hole:
    """The hole of a cursor at byte `offset` for a text that replaces what follows up to byte `end`."""
    data = text.data
    end = offset if end is None else end
    anchor = data.rfind(b"\n", 0, offset) + 1 if anchor is None else anchor
    size = len(data) - end
    return Hole(
        anchor, text.digest(0, anchor), data[anchor:offset], data[offset:end], size, text.digest(end, len(data))
    )


def since(hole: Hole, text: Text, offset: int) -> Since | None:
    """What stands in `hole` now that the text is `text` and its cursor is at byte `offset`.

    None when the text around it is another one. Closers behind the cursor may have come: editors write them themselves.
    """
    size = len(text.data)
    end = size - hole.after_size
    if not hole.anchor <= offset <= end or end - offset > len(hole.overwritten) + _MOST_CLOSERS:
        return None
    behind = text.data[offset:end]
    closers = behind.removesuffix(hole.overwritten)
    if not _CLOSERS.issuperset(closers) and not _CLOSERS.issuperset(behind):
        return None
    if text.digest(0, hole.anchor) != hole.before or text.digest(end, size) != hole.after:
        return None
    return Since(text.data[hole.anchor : offset], behind)


def what_is_left(whole: bytes, hole: Hole, now: Since) -> bytes:
    """What of `whole`, a text from the hole's anchor on, is still to be typed; empty when other things were typed.

    Letters before the cursor may have been deleted, but not all of what stood on the line.
    """
    if not whole.startswith(now.typed) or len(now.typed) >= len(whole):
        return b""
    deleted_all = not now.typed.strip() and bool(hole.typed.strip())
    return b"" if deleted_all else whole[len(now.typed) :]


def closes(left: bytes, behind: bytes) -> bool:
    """Whether `left` holds the bytes of `behind` in their order, and so can stand in for them."""
    rest = iter(left)
    return all(byte in rest for byte in behind)
