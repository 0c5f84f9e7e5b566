"""Where in a text a rewrite can be done again: its old tokens, or for an insertion what stood around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lacewing.features.next_edit.rewrite import CONTEXT, Rewrite, indent_of
from lacewing.text.edit import TextEdit
from lacewing.text.position import Span
from lacewing.text.tokens import is_word, tokens_of

_WORD = rb"[A-Za-z_$\x80-\xff][\w$\x80-\xff]*"
_NOT_IN_WORD, _NOT_IN_WORD_AFTER = rb"(?<![\w$\x80-\xff])", rb"(?![\w$\x80-\xff])"
# What a hole holds: anything on the line whose brackets match, two deep. Brackets are taken whole or not at all.
_HOLE = rb"((?:[^\n()\[\]{}]|\((?:[^\n()]|\([^\n()]*+\))*+\)|\[(?:[^\n\[\]]|\[[^\n\[\]]*+\])*+\]|\{[^\n{}]*+\}){1,60}?)"
_MOST_HOLES = 2  # each one more multiplies the ways in which a line can be read
_CONTEXT_BYTES = 400
_AROUND_LEFT, _AROUND_RIGHT = 3, 2  # tokens around that an insertion must find again
_MOST = 60  # places of one rewrite in one file
_PAIRS = {b"(": b")", b"[": b"]", b"{": b"}"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where `edit` does `rewrite` again. `left` and `right` say how many tokens next to it are those of the rewrite,
    `shape_left` and `shape_right` how many are when any word may stand for a word; `varied` is whether a word of what
    gives way is another one here."""

    rewrite: Rewrite
    edit: TextEdit
    left: int
    right: int
    shape_left: int
    shape_right: int
    varied: bool


def places_of(rewrite: Rewrite, data: bytes) -> list[Place]:
    """The places in `data` in document order, each once."""
    found: dict[Span, Place] = {}
    for varied in (None, *_variable(rewrite)):
        for place in _search(rewrite, data, varied):
            found.setdefault(place.edit.span, place)
            if len(found) >= _MOST:
                break
    return sorted(found.values(), key=lambda place: place.edit.span.start)


def _search(rewrite: Rewrite, data: bytes, varied: int | None) -> Iterator[Place]:
    expression = _pattern(rewrite, varied)
    if expression is None:
        return
    for match in expression.finditer(data):
        span = Span(match.start("place"), match.end("place"))
        text = _new_text(rewrite, match, varied, data, span.start)
        if text is None or (varied is not None and match["varied"] == rewrite.old[varied]):
            continue
        if data[span.start : span.end].split() != text.split():
            yield _place(rewrite, data, span, text, varied is not None)


def _place(rewrite: Rewrite, data: bytes, span: Span, text: bytes, varied: bool) -> Place:
    before = [token.text for token in tokens_of(data, max(0, span.start - _CONTEXT_BYTES), span.start)][-CONTEXT:]
    behind = [token.text for token in tokens_of(data, span.end, min(len(data), span.end + _CONTEXT_BYTES))][:CONTEXT]
    return Place(
        rewrite,
        TextEdit(span, text.decode("utf-8", "replace")),
        _same(rewrite.left[::-1], before[::-1], False),
        _same(rewrite.right, behind, False),
        _same(rewrite.left[::-1], before[::-1], True),
        _same(rewrite.right, behind, True),
        varied,
    )


def _same(wanted: Sequence[bytes], found: Sequence[bytes], shape: bool) -> int:
    count = 0
    for one, other in zip(wanted, found, strict=False):
        if one != other and not (shape and is_word(one) and is_word(other)):
            break
        count += 1
    return count


def _variable(rewrite: Rewrite) -> list[int]:
    """Which of the old tokens may be another word elsewhere: where others say enough."""
    if rewrite.old.count(None) >= _MOST_HOLES:
        return []
    words = [at for at, text in enumerate(rewrite.old) if text is not None and is_word(text)]
    around = sum(is_word(text) for text in (*rewrite.left[-_AROUND_LEFT:], *rewrite.right[:_AROUND_RIGHT]))
    return words[:3] if len(words) > 1 or (words and around) else []


def _pattern(rewrite: Rewrite, varied: int | None) -> re.Pattern[bytes] | None:
    """Finds the places, as the group "place"; None when there is too little to go by."""
    if rewrite.old.count(None) > _MOST_HOLES:
        return None
    parts: list[bytes] = []
    for at, text in enumerate(rewrite.old):
        if at:
            parts.append(_between(rewrite.old[at - 1], text))
        parts.append(_HOLE if text is None else b"(?P<varied>" + _WORD + b")" if at == varied else _literal(text))
    firm = [text for at, text in enumerate(rewrite.old) if text is not None and at != varied and is_word(text)]
    if firm:
        return re.compile(
            _edge(rewrite.old[0], True) + b"(?P<place>" + b"".join(parts) + b")" + _edge(rewrite.old[-1], False)
        )
    left, right = rewrite.left[-_AROUND_LEFT:], rewrite.right[:_AROUND_RIGHT]
    if not any(is_word(text) for text in (*left, *right)) or len(left) + len(right) < 3:
        return None
    if rewrite.lines:
        return _lines_pattern(rewrite)
    before = b"".join(_literal(text) + _between(text, b"") for text in left)
    behind = b"".join(_between(b"", text) + _literal(text) for text in right)
    return re.compile(before + b"(?P<place>" + b"".join(parts) + b")(?=" + behind + b")")


def _lines_pattern(rewrite: Rewrite) -> re.Pattern[bytes] | None:
    """Finds where the line stands above which, or below which, the new lines were put."""
    above = _line(rewrite.left[:-1][::-1])[::-1]
    below = _line(rewrite.right)
    if sum(map(is_word, above)) + sum(map(is_word, below)) < 2:
        return None
    before = b"".join(_literal(text) + _between(text, b"") for text in above)
    behind = b"".join(_between(b"", text) + _literal(text) for text in below[:3])
    return re.compile(rb"(?m:^)[ \t]*" + before + rb"\r?\n(?P<place>)(?=" + behind + b")")


def _line(tokens: Sequence[bytes]) -> tuple[bytes, ...]:
    end = tokens.index(b"\n") if b"\n" in tokens else len(tokens)
    return tuple(tokens[:end])


def _literal(text: bytes) -> bytes:
    return rb"[ \t]*\r?\n[ \t]*" if text == b"\n" else re.escape(text)


def _between(one: bytes | None, other: bytes | None) -> bytes:
    both = one is not None and other is not None and is_word(one) and is_word(other)
    return rb"[ \t]+" if both else rb"[ \t]*"


def _edge(text: bytes | None, start: bool) -> bytes:
    if text is None or not is_word(text):
        return b""
    return _NOT_IN_WORD if start else _NOT_IN_WORD_AFTER


def _new_text(rewrite: Rewrite, match: re.Match[bytes], varied: int | None, data: bytes, start: int) -> bytes | None:
    """The new text for one match; None when a hole holds brackets that don't match."""
    holes = [group for name, group in _groups(match) if name != "varied"]
    if not all(map(_balanced, holes)):
        return None
    made = b""
    for part in rewrite.new:
        if isinstance(part, int):
            made += holes[part]
        elif varied is not None and part.strip() == rewrite.old[varied]:
            made += part.replace(part.strip(), match["varied"])
        else:
            made += part
    indent = indent_of(data, start)
    if rewrite.lines:
        return indent + _indented(made.removesuffix(b"\n"), rewrite.indent, indent) + b"\n"
    return _indented(made, rewrite.indent, indent)


def _groups(match: re.Match[bytes]) -> list[tuple[str, bytes]]:
    names = {number: name for name, number in match.re.groupindex.items()}
    groups = [(names.get(number, ""), match[number]) for number in range(1, (match.re.groups or 0) + 1)]
    return [(name, text) for name, text in groups if name != "place"]


def _indented(text: bytes, old: bytes, new: bytes) -> bytes:
    """`text`, whose lines but the first begin with `old`, with `new` instead."""
    first, *rest = text.split(b"\n")
    moved = [new + line.removeprefix(old) if line.startswith(old) and line.strip() else line for line in rest]
    return b"\n".join([first, *moved])


def _balanced(text: bytes) -> bool:
    stack: list[bytes] = []
    for at in range(len(text)):
        character = text[at : at + 1]
        if character in _PAIRS:
            stack.append(_PAIRS[character])
        elif character in (b")", b"]", b"}") and (not stack or stack.pop() != character):
            return False
    return not stack
