"""A context as a Markdown document for people: the prompt, and a list of its pieces with links and reasons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from lacewing.text.position import PositionEncoding

if TYPE_CHECKING:
    from lacewing.project.retrieve.types import Piece
    from lacewing.services.context_answer import ContextAnswer
    from lacewing.syntax.source import Source

_DROPPED_SHOWN = 20


def context_document(answer: ContextAnswer, source: Source, offset: int) -> tuple[str, str]:
    """The document's title and its Markdown; `answer` is for byte `offset` of `source`."""
    context, root = answer.context, answer.root
    position = source.lines.position(offset, PositionEncoding.UTF32)
    title = f"Context for {source.path.name}:{position.line + 1}:{position.character + 1}"
    files = len({piece.path for piece in context.pieces})
    language = source.language.name if source.language else ""
    parts = [
        f"# {title}",
        "",
        f"{context.tokens:,.0f} of {answer.budget:,.0f} tokens: {_count(len(context.pieces), 'piece')} from "
        f"{_count(files, 'file')}.",
        "",
        "## The prompt",
        "",
        _fenced(context.prompt or "(empty: nothing that fits the budget is likely to help here)\n", language),
        "## Its pieces",
        "",
        *_listed(context.pieces, root),
    ]
    if context.dropped:
        parts += ["## Left out: the next likeliest definitions", "", *_listed(context.dropped[:_DROPPED_SHOWN], root)]
    if context.failures:
        parts += ["## Failures", "", *(f"- {failure}" for failure in context.failures), ""]
    return title, "\n".join(parts).rstrip("\n") + "\n"


def _listed(pieces: Sequence[Piece], root: Path) -> list[str]:
    """A heading for each file and an item for each piece."""
    lines: list[str] = []
    for path, of_file in groupby(pieces, lambda piece: piece.path):
        lines += [f"### {_code(path)}", ""]
        for piece in of_file:
            first = piece.text.strip().split("\n")[0]
            link = f"[{piece.line + 1}]({(root / path).as_uri()}#L{piece.line + 1})"
            why = f"{piece.retriever}: {piece.reason}"
            lines.append(f"- {link} {_code(first)} ({piece.tokens:.0f} tokens, {piece.score:.1%}) {why}")
        lines.append("")
    return lines


def _fenced(text: str, language: str) -> str:
    """A code block whose fence is longer than any in the text."""
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{fence}{language}\n{text}{fence}\n"


def _code(text: str) -> str:
    """Text as code, whatever ticks it holds."""
    ticks = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
