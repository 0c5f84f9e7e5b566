"""What a change did, put so that it can be done again elsewhere: some tokens gave way to others, between others.

A `Rewrite` is learned from one change by comparing its tokens. What stayed the same in its midst is a hole, which may
be anything elsewhere: `Optional[str]` became `str | None` teaches `Optional[…]` to `… | None`. Knows nothing of files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from lacewing.features.next_edit.pairing import likeness, paired_lines
from lacewing.text.diff import LineChange, line_changes
from lacewing.text.tokens import Token, is_word, tokens_of

CONTEXT = 10  # tokens on either side
_MOST_LINES = 60  # of one change; what is longer was generated or moved
_MOST_TOKENS = 48  # of the old or the new side of one rewrite
_LONGEST_HOLE = 12
_AROUND = 400  # bytes in which the context is looked for
_Holes = list[tuple[int, int, int]]  # where each begins in the old and the new tokens, and how many it holds
_Part = tuple[int, int, int, int, _Holes]  # the ranges of the old and of the new tokens that changed
_OPENERS, _CLOSERS = (b"(", b"[", b"{"), (b")", b"]", b"}")


@dataclass(frozen=True, slots=True)
class Rewrite:
    """`old` gives way to `new`, between `left` (nearest last) and `right` (nearest first).

    In `old` a None is a hole; `new` is text in which a number stands for what the hole of that number holds; its lines
    but the first are indented as in a line that begins with `indent`. `start` and `end` are where the new text stands
    after the change, `times` how often the change did the same. `alike` is how alike the lines
    were before and after, in [0, 1]. Whole `lines` were put in where `old` is empty.
    """

    old: tuple[bytes | None, ...]
    new: tuple[bytes | int, ...]
    left: tuple[bytes, ...]
    right: tuple[bytes, ...]
    indent: bytes
    start: int
    end: int
    alike: float
    lines: bool = False
    times: int = 1

    @property
    def words(self) -> tuple[bytes, ...]:
        """The words of what gives way."""
        return tuple(text for text in self.old if text is not None and is_word(text))


def rewrites_of(before: bytes, after: bytes) -> list[Rewrite]:
    """What changed between two texts, each rewrite once, in the order of the text. [] for white space alone."""
    found: dict[tuple[object, ...], Rewrite] = {}
    grown = 0
    for change in line_changes(before, after):
        for rewrite in _of_lines(change, before, after, grown):
            key = (rewrite.old, rewrite.new, *((rewrite.left, rewrite.right) if not rewrite.old else ()))
            known = found.get(key)
            found[key] = rewrite if known is None else _again(known, rewrite)
        grown += len(change.added) - len(change.removed)
    return list(found.values())


def _again(known: Rewrite, other: Rewrite) -> Rewrite:
    """One rewrite met twice: what stood around it both times is what counts."""
    left = _common(known.left[::-1], other.left[::-1])[::-1]
    right = _common(known.right, other.right)
    return replace(known, left=left, right=right, times=known.times + 1)


def _common(one: Sequence[bytes], other: Sequence[bytes]) -> tuple[bytes, ...]:
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    return tuple(one[:same])


def _of_lines(change: LineChange, before: bytes, after: bytes, grown: int) -> Iterator[Rewrite]:
    if max(len(change.removed), len(change.added)) > _MOST_LINES:
        return
    for removed, added in paired_lines(change.removed, change.added):
        old_start, old_end = _lines_span(before, change.line + removed.start, len(removed))
        new_start, new_end = _lines_span(after, change.line + grown + added.start, len(added))
        old, new = tokens_of(before, old_start, old_end), tokens_of(after, new_start, new_end)
        above = tokens_of(before, max(0, old_start - _AROUND), old_start)
        below = tokens_of(before, old_end, min(len(before), old_end + _AROUND))
        alike = likeness([token.text for token in old], [token.text for token in new])
        for part in _parts(old, new):
            if rewrite := _rewrite(part, old, new, above, below, after):
                yield replace(rewrite, alike=alike)


def _rewrite(
    part: _Part, old: list[Token], new: list[Token], above: list[Token], below: list[Token], after: bytes
) -> Rewrite | None:
    first, last, new_first, new_last, holes = part
    removed, added = old[first:last], new[new_first:new_last]
    if max(len(removed), len(added)) > _MOST_TOKENS or not (removed or added):
        return None
    left = tuple(token.text for token in (above + old[:first])[-CONTEXT:])
    right = tuple(token.text for token in (old[last:] + below)[:CONTEXT])
    start = added[0].start if added else (new[new_first].start if new_first < len(new) else len(after))
    end = added[-1].end if added else start
    lines = not removed and left[-1:] in ((), (b"\n",)) and added[-1].text == b"\n"
    return Rewrite(
        _old(removed, first, holes), _new(added, new_first, holes, after), left, right,
        indent_of(after, start), start, end, 0.0, lines,
    )  # fmt: skip


def _parts(old: list[Token], new: list[Token]) -> Iterator[_Part]:
    """The parts that changed, as ranges of the old and the new tokens; a part whose brackets don't match takes in the
    next."""
    matcher = SequenceMatcher(None, [token.text for token in old], [token.text for token in new], autojunk=False)
    open_part: _Part | None = None
    for tag, first, last, new_first, new_last in matcher.get_opcodes():
        if tag == "equal":
            if open_part is not None:
                size = last - first
                if size > _LONGEST_HOLE or any(token.text == b"\n" for token in old[first:last]):
                    yield open_part
                    open_part = None
                else:
                    open_part[4].append((first, new_first, size))
            continue
        if open_part is None:
            open_part = (first, last, new_first, new_last, [])
        else:
            open_part = (open_part[0], last, open_part[2], new_last, open_part[4])
        removed, added = old[open_part[0] : open_part[1]], new[open_part[2] : open_part[3]]
        if _balanced(removed) and _balanced(added):
            yield open_part
            open_part = None
    if open_part is not None:
        yield open_part


def _balanced(tokens: Sequence[Token]) -> bool:
    depth = 0
    for token in tokens:
        depth += (token.text in _OPENERS) - (token.text in _CLOSERS)
        if depth < 0:
            return False
    return depth == 0


def _old(tokens: list[Token], first: int, holes: _Holes) -> tuple[bytes | None, ...]:
    texts: list[bytes | None] = [token.text for token in tokens]
    for old_first, _, size in reversed(holes):
        if old_first + size <= first + len(tokens):
            texts[old_first - first : old_first - first + size] = [None]
    return tuple(texts)


def _new(tokens: list[Token], first: int, holes: _Holes, data: bytes) -> tuple[bytes | int, ...]:
    """The new text with white space as it was written, holes as their numbers."""
    starts = {new_first - first: (number, size) for number, (_, new_first, size) in enumerate(holes)}
    parts: list[bytes | int] = []
    at = 0
    before = tokens[0].start if tokens else 0
    while at < len(tokens):
        number, size = starts.get(at, (-1, 1))
        size = min(size, len(tokens) - at)
        space = data[before : tokens[at].start]
        if number >= 0:
            parts += [space, number] if space else [number]
        else:
            parts.append(space + tokens[at].text)
        at += size
        before = tokens[at - 1].end
    return tuple(parts)


def indent_of(data: bytes, offset: int) -> bytes:
    """The white space that begins the line of `offset`."""
    start = data.rfind(b"\n", 0, offset) + 1
    end = start
    while data[end : end + 1] in (b" ", b"\t"):
        end += 1
    return data[start:end]


def _lines_span(data: bytes, line: int, count: int) -> tuple[int, int]:
    start = _line_start(data, 0, line)
    return start, _line_start(data, start, count)


def _line_start(data: bytes, start: int, lines: int) -> int:
    """Where the line begins that is `lines` further than the one at `start`."""
    for _ in range(lines):
        end = data.find(b"\n", start)
        if end < 0:
            return len(data)
        start = end + 1
    return start
