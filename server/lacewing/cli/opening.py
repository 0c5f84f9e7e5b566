"""What commands share: the project a file belongs to, opened and indexed, and the place that an argument names."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console

from lacewing.project.index import Located
from lacewing.services import Folder, FolderState, Services
from lacewing.storage.faults import StorageError
from lacewing.syntax.source import Source

_REPOSITORY = (".git", ".hg")
_PROJECT_FILES = (".lacewing.toml", "pyproject.toml", "setup.py", "setup.cfg", "package.json", "go.mod", "Cargo.toml",
                  "pom.xml", "build.gradle", "build.gradle.kts", "CMakeLists.txt", "Makefile",
                  "compile_commands.json")  # fmt: skip
_LINE = re.compile(r"(?P<file>.+?):(?P<line>\d+)(?::(?P<column>\d+))?$")


@dataclass(frozen=True, slots=True)
class Opened:
    """The services with one folder open and indexed; `loop` runs what is asynchronous, all of it on one event loop."""

    services: Services
    folder: Folder
    loop: asyncio.Runner


@dataclass(frozen=True, slots=True)
class PlaceArgument:
    """A place named on the command line: byte `offset` in `source`."""

    source: Source
    offset: int


def project_root(path: Path) -> Path:
    """The folder `path` (a file or folder) belongs to: its repository, else the nearest one with a project file.

    Without either it is the file's own folder, or the one that holds the Python package the file is in.
    """
    start = path.resolve()
    start = start if start.is_dir() else start.parent
    for marks in (_REPOSITORY, _PROJECT_FILES):
        for folder in (start, *start.parents):
            if any(os.path.exists(folder / mark) for mark in marks):  # noqa: PTH110 - never raises
                return folder
    while (start / "__init__.py").exists() and start.parent != start:
        start = start.parent
    return start


@contextlib.contextmanager
def opened(root: Path, catalog: bool = False, learn: bool = False) -> Iterator[Opened]:
    """Open and index the project at `root`, with progress on a terminal; close it at the end.

    With `catalog` what retrieval reads is made too; with `learn` the embedded engine learns from it.
    """
    console = Console(stderr=True)
    told: set[str] = set()

    def tell(text: str) -> None:
        if text not in told:  # the settings are read for the user and again for the project
            told.add(text)
            click.echo(f"lacewing: {text}", err=True)

    services, loop = Services(notify=tell), asyncio.Runner()
    try:
        try:
            folder = services.open_folder(root)
        except (OSError, StorageError) as error:
            raise click.ClickException(f"{root} cannot be opened: {error}") from error
        with console.status("indexing …") if sys.stderr.isatty() else contextlib.nullcontext() as status:

            def show(state: FolderState) -> None:
                if status is not None:
                    status.update(f"{state.state} {state.done}/{state.total} {state.message[-50:]}")

            messages = list((folder.index if learn else folder.index_facts)(show).messages)
            if catalog and (failure := folder.settle_catalog(show)):
                messages.append(failure)
        for message in messages:
            tell(message)
        yield Opened(services, folder, loop)
    finally:
        loop.run(services.close())
        loop.close()


def split_place(text: str) -> tuple[Path, int, int | None] | None:
    """`FILE:LINE[:COLUMN]`, counted from 1, as (file, line, column) from 0; None when `text` is no such thing.

    The column is None when none was given. Raises click.UsageError for a file in a folder that may not be entered.
    """
    match = _LINE.match(text)
    if match is None or not _is_file(Path(match["file"])):
        return None
    column = int(match["column"]) - 1 if match["column"] else None
    return Path(match["file"]), int(match["line"]) - 1, column


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError as error:
        raise click.UsageError(f"{path} cannot be read: {error.strerror or error}") from error


def place_in_file(read: Callable[[Path], Source], file: Path, line: int, column: int | None) -> PlaceArgument:
    """The place on a line: the column if one was given, else the line's first character that is no white space.

    `read` gives the text of a file. Raises click.UsageError for a place the file does not have.
    """
    try:
        source = read(file.resolve())
    except OSError as error:
        raise click.UsageError(f"{file} cannot be read: {error.strerror or error}") from error
    if line < 0 or (column is not None and column < 0):
        raise click.UsageError(f"{file}: lines and columns count from 1")
    if line >= source.lines.line_count:
        raise click.UsageError(f"{file} has {source.lines.line_count} lines, not {line + 1}")
    text = source.lines.line_bytes(line)
    # Of a file that is not UTF-8 each byte that cannot be read counts as a character.
    characters = text.decode("utf-8", "surrogateescape")
    before = text[: len(text) - len(text.lstrip())]
    if column is not None:
        before = characters[:column].encode("utf-8", "surrogateescape")
    return PlaceArgument(source, source.lines.line_start(line) + len(before))


def refuse_wrong_name(what: str, shape: str) -> None:
    """Raise click.UsageError when `what` cannot name a definition: nothing, a folder, a file alone, or one not there.

    `shape` says how to name one.
    """
    match = _LINE.match(what)
    file, separator, symbol = what.rpartition("::")
    alone = match["file"] if match else what if not separator else "" if symbol else file
    place = Path(alone or file)
    if not what.strip(" :"):
        raise click.UsageError(f"nothing is named; name {shape}")
    if _is_file(place) and alone:
        raise click.UsageError(f"{place} is a whole file; name {shape}")
    if place.is_dir():
        raise click.UsageError(f"{place} is a folder; name {shape}")
    if match:
        raise click.UsageError(f"{place} is no file; name {shape}")


def place_of(services: Services, folder: Folder, located: Located) -> PlaceArgument:
    """The place of a definition's name."""
    return PlaceArgument(services.source(folder.root / located.path), located.symbol.name_start)
