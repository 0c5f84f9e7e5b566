"""Whether an edit breaks the syntax of a file, or mends it."""

from __future__ import annotations

import tree_sitter

from lacewing.syntax.source import EmbeddedSource, Source
from lacewing.syntax.tree import error_spans
from lacewing.text.edit import TextEdit


def added_errors(source: Source, edit: TextEdit, offset: int) -> int:
    """How many more syntax errors the file of `source` has with the edit, code of other languages in it included; below
    zero when it has fewer. Code that the edit leaves where and as it is, is not parsed again; examples and templates
    count where byte `offset` lies in them."""
    before, after = source.whole, source.edited(edit)
    shift = len(edit.new_text.encode("utf-8", "replace")) - (edit.span.end - edit.span.start)

    def untouched(part: EmbeddedSource, begin: int, end: int, moved: int) -> tuple[int, int, str] | None:
        span = part.region.span
        if span.end < begin:
            return span.start, span.end, part.region.language.name
        return (span.start - moved, span.end - moved, part.region.language.name) if span.start > end else None

    old = [(part, untouched(part, edit.span.start, edit.span.end, 0)) for part in before.parts]
    new = [(part, untouched(part, edit.span.start, edit.span.end + shift, shift)) for part in after.parts]
    same = {key for _, key in old if key} & {key for _, key in new if key}
    return (
        _errors(after.tree) + sum(_errors_inside(part, offset) for part, key in new if key not in same)
        - _errors(before.tree) - sum(_errors_inside(part, offset) for part, key in old if key not in same)
    )  # fmt: skip


def _errors_inside(part: EmbeddedSource, offset: int) -> int:
    """The errors of one part and those in it; examples and templates need not be whole, but where they are written."""
    counted = part.role in ("code", "expression") or part.region.holds(offset, part.data)
    return (_errors(part.tree) if counted else 0) + sum(_errors_inside(inner, offset) for inner in part.parts)


def _errors(tree: tree_sitter.Tree | None) -> int:
    return len(error_spans(tree.root_node)) if tree is not None else 0
