"""What a model is asked: the file around the cursor and pieces of the project, the same state giving the same bytes."""

from __future__ import annotations

from collections.abc import Callable

from lacewing.features.completion.options import CompletionOptions
from lacewing.features.completion.place import Place
from lacewing.features.completion.sources import CompletionSources
from lacewing.features.completion.trigger import Trigger
from lacewing.model.types import ContextFile, FimRequest, Model
from lacewing.project.retrieve.types import Piece

_LINE_TOKENS = 64
_STEP = 16


def build_request(
    place: Place, trigger: Trigger, sources: CompletionSources, model: Model, options: CompletionOptions
) -> FimRequest:
    """The request for the hole at the cursor. How it is put to a model that only chats is the client's business."""
    context = sources.context(place.offset, model.options.context_tokens, model.count_tokens)
    language = place.source.language
    block = trigger.multiline
    return FimRequest(
        path=sources.path,
        language=language.name if language else "",
        prefix=last_lines(place.prefix, options.prefix_tokens, model.count_tokens),
        suffix=first_lines(place.suffix, options.suffix_tokens, model.count_tokens),
        context=_files(context.pieces),
        max_tokens=model.options.max_tokens if block else min(_LINE_TOKENS, model.options.max_tokens),
        comment=language.line_comment if language else "",
        stop=() if block or not place.line_prefix.strip() else ("\n",),
    )


def last_lines(text: str, budget: int, count_tokens: Callable[[str], int]) -> str:
    """The end of `text`, whole lines, at most `budget` tokens; the last line is kept whatever it costs.

    The beginning moves in steps of several lines, so that a server's prompt cache holds while one types.
    """
    lines = text.split("\n")
    kept, start = count_tokens(lines[-1]), len(lines) - 1
    while start > 0 and (kept := kept + count_tokens(lines[start - 1] + "\n")) <= budget:
        start -= 1
    if start > 0:
        start = min(len(lines) - 1, (start + _STEP - 1) // _STEP * _STEP)
    return "\n".join(lines[start:])


def first_lines(text: str, budget: int, count_tokens: Callable[[str], int]) -> str:
    """The beginning of `text`, whole lines, at most `budget` tokens; the first line is kept whatever it costs."""
    lines = text.split("\n")
    kept, end = count_tokens(lines[0]), 1
    while end < len(lines) and (kept := kept + count_tokens("\n" + lines[end])) <= budget:
        end += 1
    return "\n".join(lines[:end])


def _files(pieces: tuple[Piece, ...]) -> tuple[ContextFile, ...]:
    """Pieces of one file, which lie together, as one context file."""
    found: list[ContextFile] = []
    for piece in pieces:
        if found and found[-1].path == piece.path:
            found[-1] = ContextFile(piece.path, found[-1].text + piece.text)
        else:
            found.append(ContextFile(piece.path, piece.text))
    return tuple(found)
