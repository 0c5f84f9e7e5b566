"""`lacewing complete FILE:LINE:COL`."""

from __future__ import annotations

from pathlib import Path

import click
import orjson

from lacewing.cli.opening import opened, place_in_file, project_root, refuse_wrong_name, split_place
from lacewing.features.completion.types import InlineCompletion
from lacewing.services.documents import Documents
from lacewing.syntax.source import Source

_SHAPE = "the cursor as FILE:LINE:COL"


@click.command(name="complete", short_help="Print the ghost text at a cursor.")
@click.argument("where", metavar="FILE:LINE[:COL]")
@click.option("--count", type=click.IntRange(1, 10), default=1, help="At most so many completions, best first.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each.")
@click.option("--root", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The project's folder.")
def command(where: str, count: int, as_json: bool, root: Path | None) -> None:
    """Print what would be offered as ghost text at a cursor, by the model or the embedded engine.

    LINE and COL count from 1, COL in characters. The exit status is 1 where nothing is offered.
    """
    place = split_place(where)
    if place is None:
        refuse_wrong_name(where, _SHAPE)
        raise click.UsageError(f"{where!r} names no place in a file; name {_SHAPE}")
    cursor = place_in_file(Documents().source, *place)
    with opened(root or project_root(place[0]), catalog=True, learn=True) as project:
        project.services.set_document(cursor.source)
        asked = project.services.inline_completions(cursor.source, cursor.offset, manual=True, count=count)
        found = project.loop.run(asked)
        status = project.services.model_status()
        deadline_s = project.folder.config.completion.model_deadline_ms / 1000
    if status is not None and status.message:
        click.echo(f"lacewing: {status.message}", err=True)
    elif status is not None and not any(completion.origin == "model" for completion in found):
        late = f"nothing of use came from {status.model} within {deadline_s:g} s (setting completion.model_deadline_ms)"
        click.echo(f"lacewing: {late}; the embedded engine answers", err=True)
    for completion in found:
        click.echo(_as_json(completion, cursor.source) if as_json else completion.text)
    if not found:
        raise click.ClickException("nothing is offered here")


def _as_json(completion: InlineCompletion, source: Source) -> str:
    """The completion with the text that it replaces."""
    replaced = source.data[completion.span.start : completion.span.end].decode("utf-8", "replace")
    shown = {
        "text": completion.text,
        "replaces": replaced,
        "origin": completion.origin,
        "confidence": round(completion.confidence, 3),
    }
    return orjson.dumps(shown).decode()
