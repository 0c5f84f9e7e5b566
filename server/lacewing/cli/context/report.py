"""The answer for people: the prompt as it is, then a row for each piece with its cost and why it is there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.rule import Rule
from rich.syntax import Syntax
from rich.table import Column, Table
from rich.text import Text

from lacewing.cli.context.answer import Answer
from lacewing.cli.printing import visible
from lacewing.project.retrieve.types import Piece

_DROPPED_SHOWN = 12
_WIDTH_OF_FILES = 160  # columns where no terminal says how many it has


def print_report(answer: Answer, terminal: bool) -> None:
    """Print to standard output; into a pipe or file without colours, and the prompt byte for byte."""
    console = Console(highlight=False) if terminal else Console(width=_WIDTH_OF_FILES, no_color=True, highlight=False)
    _print(console, _headline(answer), terminal)
    _print(console, _title("prompt"), terminal)
    _print_prompt(console, answer, terminal)
    if answer.context.pieces:
        _print_rows(console, "pieces, in the order of the prompt", answer.context.pieces, terminal)
    dropped = answer.context.dropped
    if dropped:
        _print_rows(console, "left out: the next likeliest definitions", dropped[:_DROPPED_SHOWN], terminal)
        if len(dropped) > _DROPPED_SHOWN:
            _print(console, Text(f"… and {len(dropped) - _DROPPED_SHOWN} more (--json lists them)", "dim"), terminal)
    for failure in answer.context.failures:
        _print(console, Text(failure, "red"), terminal)


def _headline(answer: Answer) -> Text:
    pieces = answer.context.pieces
    files = len({piece.path for piece in pieces})
    spent = f"{answer.context.tokens:,.0f} of {answer.budget:,.0f} tokens"
    what = f"{_count(len(pieces), 'piece')} from {_count(files, 'file')}"
    return Text.assemble((visible(answer.title), "bold"), f"  {answer.language}, {spent}, {what}")


def _title(text: str) -> Rule:
    return Rule(Text(text, "bold"), align="left", style="dim")


def _print_prompt(console: Console, answer: Answer, terminal: bool) -> None:
    prompt = answer.context.prompt
    if not prompt:
        print("(empty: nothing of the project that fits the budget is likely to help here)")
    elif terminal:
        text = visible(prompt).rstrip("\n")
        console.print(Syntax(text, answer.language, theme="ansi_dark", background_color="default", word_wrap=True))
    else:
        print(prompt, end="")


def _print_rows(console: Console, title: str, pieces: Sequence[Piece], terminal: bool) -> None:
    """A row for each piece, below the path of its file."""
    _print(console, _title(title), terminal)
    head = _table()
    head.add_row("line", "tokens", "score", "found by", "piece", "why", style="dim")
    _print(console, head, terminal)
    for path, of_file in groupby(pieces, lambda piece: piece.path):
        _print(console, Text(visible(path), "bold"), terminal)
        table = _table()
        for piece in of_file:
            table.add_row(
                str(piece.line + 1),
                f"{piece.tokens:.0f}",
                f"{piece.score:.1%}",
                Text(piece.retriever, "cyan"),
                Text(visible(piece.text.strip().split("\n")[0])),
                Text(visible(piece.reason)),
            )
        _print(console, table, terminal)


def _table() -> Table:
    """Without a heading; the widths are fixed, so that the tables of several files line up."""
    return Table(
        Column(width=6, justify="right"),
        Column(width=6, justify="right"),
        Column(width=6, justify="right"),
        Column(width=17, no_wrap=True),
        Column(ratio=4, no_wrap=True, overflow="ellipsis"),
        Column(ratio=5),
        box=None,
        show_header=False,
        pad_edge=False,
        expand=True,
    )


def _print(console: Console, what: Table | Text | Rule, terminal: bool) -> None:
    """To a terminal as it is; else without the blanks that fill lines up."""
    if terminal:
        console.print(what)
        return
    with console.capture() as captured:
        console.print(what)
    for row in captured.get().rstrip("\n").split("\n"):
        print(row.rstrip())


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
