"""Edits of a text, as plain data in byte offsets, and their application. Knows nothing of files or LSP."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lacewing.text.position import Span


@dataclass(frozen=True, slots=True, order=True)
class TextEdit:
    """Replace the bytes of `span` by `new_text` (UTF-8 encodable)."""

    span: Span
    new_text: str


@dataclass(frozen=True, slots=True)
class FileEdit:
    """Edits of one file by absolute `path`; `create` says that the file is new and must not exist yet.

    `version` is the document version the edits were computed for, None when the file is not open.
    """

    path: str
    edits: tuple[TextEdit, ...]
    create: bool = False
    version: int | None = None


def apply_edits(data: bytes, edits: Iterable[TextEdit]) -> bytes:
    """The text after all `edits`, which refer to the text before any of them.

    Raises ValueError when two edits overlap or one lies outside the text.
    """
    pieces: list[bytes] = []
    done = 0
    for edit in sorted(edits, key=lambda edit: (edit.span.start, edit.span.end)):
        if edit.span.start < done or edit.span.end < edit.span.start or edit.span.end > len(data):
            raise ValueError(f"edit {edit.span} overlaps another or lies outside the text of {len(data)} bytes")
        pieces.append(data[done : edit.span.start])
        pieces.append(edit.new_text.encode("utf-8"))
        done = edit.span.end
    pieces.append(data[done:])
    return b"".join(pieces)
