"""The command itself: the project opened and indexed, the cursor found, the context asked for and printed."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from lacewing.cli.context.answer import Answer, Cursor
from lacewing.cli.context.as_json import print_json
from lacewing.cli.context.report import print_report
from lacewing.cli.context.wire import print_wire
from lacewing.cli.opening import (
    Opened,
    PlaceArgument,
    opened,
    place_in_file,
    project_root,
    refuse_wrong_name,
    split_place,
)
from lacewing.model.errors import ModelError
from lacewing.project.context import retrievers
from lacewing.services.context_answer import NoContextError
from lacewing.services.documents import Documents

_SHAPE = "the cursor as FILE:LINE:COL"


@click.command(name="context", short_help="Print what a model would be shown for a cursor or a question.")
@click.argument("where", metavar="[FILE:LINE[:COL]]", required=False)
@click.option("--question", metavar="TEXT", help="Instead of a cursor: a question about the project, in words.")
@click.option(
    "--budget",
    type=click.IntRange(0),
    metavar="N",
    help="Tokens the prompt may cost (default: the setting model.context_tokens).",
)
@click.option(
    "--without", multiple=True, metavar="RETRIEVER", help="Leave a retriever out; may be given several times."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object with everything.")
@click.option(
    "--wire", is_flag=True, help="Print the whole request that would be sent to the model, as it is on the wire."
)
@click.option("--root", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The project's folder.")
def command(
    where: str | None,
    question: str | None,
    budget: int | None,
    without: tuple[str, ...],
    as_json: bool,
    wire: bool,
    root: Path | None,
) -> None:
    """Print what a model would be shown of the project for a cursor: the exact prompt, and why each piece is in it.

    LINE and COL count from 1, COL in characters; without COL the cursor stands before the line's first character that
    is no white space. What was found and left out is listed too.
    """
    if question is not None:
        if where or wire or without:
            raise click.UsageError("--question stands for the cursor; neither --wire nor --without go with it")
        _about_question(question, budget, as_json, (root or project_root(Path())).resolve())
        return
    if where is None:
        raise click.UsageError(f"name {_SHAPE}, or ask with --question")
    if wire and (without or budget is not None):
        raise click.UsageError("--wire shows what is sent as it is set: neither --budget nor --without go with it")
    for name in without:
        if name not in retrievers():
            raise click.UsageError(f"no retriever is named {name!r}; there are: {', '.join(retrievers())}")
    place = split_place(where)
    if place is None:
        refuse_wrong_name(where, _SHAPE)
        raise click.UsageError(f"{where!r} names no place in a file; name {_SHAPE}")
    file = place[0].resolve()
    folder = (root or project_root(file)).resolve()
    if not file.is_relative_to(folder):
        raise click.UsageError(f"{place[0]} lies outside of the project {folder}")
    cursor = place_in_file(Documents().source, *place)
    with opened(folder, catalog=True) as project:
        project.services.set_document(cursor.source)
        if wire:
            _wire(project, cursor, as_json)
            return
        try:
            found = project.services.context(cursor.source, cursor.offset, budget, without)
        except NoContextError as error:
            raise click.ClickException(str(error)) from error
        about = Cursor(found.root, cursor.source, cursor.offset)
    _print(Answer(found.root, about, found.budget, found.context), as_json)


def _about_question(question: str, budget: int | None, as_json: bool, folder: Path) -> None:
    if not question.strip():
        raise click.UsageError("the question is empty")
    with opened(folder, catalog=True) as project:
        found = project.loop.run(project.services.questions.context(project.folder, question, budget))
    _print(Answer(found.root, question, found.budget, found.context), as_json)


def _print(answer: Answer, as_json: bool) -> None:
    if as_json:
        print_json(answer)
    else:
        print_report(answer, terminal=sys.stdout.isatty())


def _wire(project: Opened, cursor: PlaceArgument, as_json: bool) -> None:
    try:
        preview = project.loop.run(project.services.wire_preview(cursor.source, cursor.offset))
    except (NoContextError, ModelError) as error:
        raise click.ClickException(str(error)) from error
    print_wire(preview, as_json)
