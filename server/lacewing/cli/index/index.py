"""The command itself: indexing with a progress bar, then the numbers."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from lacewing.cli.index.report import IndexSummary, print_json, print_text
from lacewing.cli.opening import project_root
from lacewing.cli.printing import visible
from lacewing.services import Folder, FolderState, Services
from lacewing.services.embedding import Coverage
from lacewing.storage.faults import DamagedError, StorageError


@click.command(name="index")
@click.argument(
    "directory", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="[DIR]"
)
@click.option("--stats", is_flag=True, help="Show what is in the index by language, and the size of its files.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object with all of that.")
@click.option("--rebuild", is_flag=True, help="Throw away what is known and begin anew.")
def command(directory: Path | None, stats: bool, as_json: bool, rebuild: bool) -> None:
    """Make the index of a project, or bring it up to date.

    DIR is the project's folder; by default it is the project that holds the current one. An editor does the same by
    itself: this is for having it done before, and for seeing what is in it.
    """
    told: set[str] = set()

    def tell(text: str) -> None:
        if text not in told:  # the settings are read for the user and again for the project
            told.add(text)
            click.echo(f"lacewing: {text}", err=True)

    services, loop = Services(notify=tell), asyncio.Runner()
    root = directory or project_root(Path())
    try:
        folder = services.open_folder(root)
        summary = _index(folder, rebuild, stats or as_json, tell)
        summary = replace(summary, embedded=loop.run(_embedded(services, folder)))
    except (OSError, StorageError, DamagedError) as error:
        raise click.ClickException(f"{root} cannot be indexed: {error}") from error
    finally:
        loop.run(services.close())
        loop.close()
    summary = replace(summary, stored=folder.stored_bytes())  # the database is as small as it gets once it is closed
    if as_json:
        print_json(summary)
    else:
        print_text(summary, stats)


def _index(folder: Folder, rebuild: bool, count: bool, tell: Callable[[str], None]) -> IndexSummary:
    if rebuild:
        folder.forget_index()
    with _progress("indexing", folder.root) as bar:

        def show(state: FolderState) -> None:
            bar(state.done, state.total, state.message)

        summary, failure = _made(folder, count, show)
        if folder.project.index.damaged:  # which was found only as it was read
            summary, failure = _made(folder, count, show)
    left_out = {note.message for note in summary.report.notes}
    for message in (*summary.report.messages, failure):
        if message and message not in left_out:
            tell(message)
    return summary


def _made(folder: Folder, count: bool, show: Callable[[FolderState], None]) -> tuple[IndexSummary, str]:
    report = folder.index_facts(show)
    began = time.monotonic()
    failure = folder.settle_catalog(show)
    settling = time.monotonic() - began
    census = folder.project.census() if count else ()
    return IndexSummary(folder.root, folder.project.database_path.parent, report, settling, census), failure


async def _embedded(services: Services, folder: Folder) -> Coverage | None:
    if services.models.for_folder(folder, "embedding") is None:
        return None
    with _progress("embedding", folder.root) as bar:
        return await services.questions.embed(folder, lambda coverage: bar(coverage.known, coverage.units, ""))


@contextlib.contextmanager
def _progress(verb: str, root: Path) -> Iterator[Callable[[int, int, str], None]]:
    """Takes how many of how many are done, and a word on it; shows them as a bar on a terminal, and elsewhere nothing
    but that something began."""
    if not sys.stderr.isatty():
        click.echo(f"{verb} {root} …", err=True)
        yield lambda done, total, message: None
        return
    columns = (
        TextColumn(verb),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def show(done: int, total: int, message: str) -> None:
            bar.update(task, completed=done, total=total or None, description=visible(message[-50:]))

        yield show
