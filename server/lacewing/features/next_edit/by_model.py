"""The next edit by a model, where nothing surer is known: it is shown what was changed last and some lines, and gives
those lines as they should be.

Model output is untrusted: what changes too much, breaks the syntax or takes the last change back is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import aclosing
from difflib import unified_diff

from lacewing.features.next_edit.types import Change, NextEdit
from lacewing.model.errors import ModelError
from lacewing.model.types import Message, Model
from lacewing.syntax.added_errors import added_errors
from lacewing.syntax.source import Source
from lacewing.text.diff import line_changes
from lacewing.text.edit import TextEdit, apply_edits
from lacewing.text.position import Span

_SYSTEM = (
    "Somebody is changing code. You see what was changed last, as diffs, and some lines of a file as they are now. "
    "Answer with these lines as they should be after the next edit that follows from the changes, in one code fence "
    "and with nothing else. When nothing is to be changed there, answer with the lines as they are."
)
_FENCE = re.compile(r"```[^\n]*\n(.*?)\n?```", re.DOTALL)
_ABOVE, _BELOW = 8, 24  # lines shown around the place
_MOST_CHANGED = 12  # lines
_CHANGES_SHOWN = 4
_CHANCE = 0.5  # a model does not say how sure it is
KIND = "model"


async def next_edit_by_model(
    changes: Sequence[Change], path: str, source: Source, line: int, model: Model
) -> NextEdit | None:
    """The edit that `model` would make near 0-based `line` of `source`, the file `path`; None when it makes none.

    Never raises for what the model does wrong.
    """
    start = source.lines.line_start(max(0, line - _ABOVE))
    end = source.lines.line_end(min(source.lines.line_count - 1, line + _BELOW))
    shown = source.data[start:end].replace(b"\r\n", b"\n")
    try:
        answer = await _answer(changes, path, shown, model)
    except ModelError:
        return None
    found = _FENCE.search(answer)
    if found is None:
        return None
    return _edit(changes, path, source, start, shown, found.group(1).encode("utf-8", "replace"))


async def _answer(changes: Sequence[Change], path: str, shown: bytes, model: Model) -> str:
    diffs = [_diff(change) for change in reversed(changes[:_CHANGES_SHOWN])]
    lines = shown.decode("utf-8", "replace")
    question = "\n".join(["Changed last:", *diffs, f"Lines of {path}:", "```", lines, "```"])
    paths = tuple(dict.fromkeys([path, *(change.path for change in changes[:_CHANGES_SHOWN])]))
    messages = [Message("system", _SYSTEM), Message("user", question, paths)]
    async with aclosing(model.chat(messages, model.count_tokens(lines) + 200)) as pieces:
        return "".join([piece async for piece in pieces])


def _diff(change: Change) -> str:
    before, after = (text.decode("utf-8", "replace").split("\n") for text in (change.before, change.after))
    return "\n".join(unified_diff(before, after, change.path, change.path, n=3, lineterm=""))


def _edit(
    changes: Sequence[Change], path: str, source: Source, start: int, shown: bytes, wanted: bytes
) -> NextEdit | None:
    """The first place at which `wanted` differs from what was `shown`, which begins at byte `start`."""
    differences = line_changes(shown, wanted)
    if not differences or sum(len(each.removed) + len(each.added) for each in differences) > 2 * _MOST_CHANGED:
        return None
    change = differences[0]
    first = source.lines.line_of(start) + change.line
    span = Span(source.lines.line_start(first), source.lines.line_start(first + len(change.removed)))
    newline = "\r\n" if b"\r\n" in source.data else "\n"
    text = "".join(line.decode("utf-8", "replace") + newline for line in change.added)
    if span.end == len(source.data) and not source.data.endswith(b"\n"):
        text = text.removesuffix(newline)
    edit = TextEdit(span, text)
    takes_back = changes[0].path == path and apply_edits(source.data, [edit]) == changes[0].before
    if takes_back or added_errors(source, edit, span.start) > 0:
        return None
    return NextEdit(path, edit, "a model's suggestion", _CHANCE, KIND)
