"""The answer as one JSON object, for scripts."""

from __future__ import annotations

from typing import Any

import click
import orjson

from lacewing.cli.context.answer import Answer, Cursor
from lacewing.project.retrieve.types import Piece


def print_json(answer: Answer) -> None:
    """`version` 1, `root`, `path`, `line` and `column` or `question`, `language`, `budget`, `tokens`, `prompt`,
    `pieces`, `dropped` and `failures`.

    Lines and columns count from 1. Each piece has `path`, `line`, `endLine` (its last one), `text`, `retriever`,
    `reason`, `score` and `tokens`; those of `pieces` make up the prompt, each file's after a line that names it.
    """
    context = answer.context
    whole = {
        "version": 1,
        "root": str(answer.root),
        **_about(answer.about),
        "language": answer.language,
        "budget": answer.budget,
        "tokens": context.tokens,
        "prompt": context.prompt,
        "pieces": [_piece(piece) for piece in context.pieces],
        "dropped": [_piece(piece) for piece in context.dropped],
        "failures": list(context.failures),
    }
    click.echo(orjson.dumps(whole, option=orjson.OPT_INDENT_2))


def _about(about: Cursor | str) -> dict[str, Any]:
    if isinstance(about, str):
        return {"question": about}
    line, column = about.place
    return {"path": about.path, "line": line, "column": column}


def _piece(piece: Piece) -> dict[str, Any]:
    return {
        "path": piece.path,
        "line": piece.line + 1,
        "endLine": piece.end_line,
        "text": piece.text,
        "retriever": piece.retriever,
        "reason": piece.reason,
        "score": round(piece.score, 6),
        "tokens": piece.tokens,
    }
