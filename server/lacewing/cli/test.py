"""`lacewing test FILE::SYMBOL`: generate tests, and when asked run them and keep what passes."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from lacewing.cli.opening import (
    Opened,
    PlaceArgument,
    opened,
    place_in_file,
    place_of,
    project_root,
    refuse_wrong_name,
    split_place,
)
from lacewing.cli.printing import change_for_terminal, change_text
from lacewing.features.explain.subject import find_symbol
from lacewing.features.testgen.plan import Refusal
from lacewing.features.testgen.types import GeneratedTests, TestRun
from lacewing.project.decoding import to_utf8
from lacewing.run.limits import SandboxError
from lacewing.storage.atomic import write_atomically


@click.command(name="test", short_help="Generate tests for a Python function.")
@click.argument("what", metavar="FILE::SYMBOL | FILE:LINE")
@click.option("--run", is_flag=True, help="Execute the tests in the sandbox and keep only those that pass.")
@click.option("--write", is_flag=True, help="Write the test file (it is only shown otherwise).")
@click.option("--root", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The project's folder.")
def command(what: str, run: bool, write: bool, root: Path | None) -> None:
    """Generate tests for a Python function, method or class.

    The tests go to a new file or are added to the existing one; nothing that is there is changed.
    """
    file = _file_of(what)
    with opened(root or project_root(file)) as project:
        place = _place(project, what)
        generated = _run(project, place) if run else project.services.generate_tests(place.source, place.offset)
        if isinstance(generated, Refusal):
            raise click.ClickException(f"no test is made for {what}: {generated.reason}")
        _show(generated, project)
        if write:
            _write(generated)


def _file_of(what: str) -> Path:
    place = split_place(what)
    if place is not None:
        return place[0]
    shape = "the function as FILE::SYMBOL or FILE:LINE"
    refuse_wrong_name(what, shape)
    file = Path(what.partition("::")[0])
    if not file.is_file():
        raise click.UsageError(f"{file} is no file; name {shape}")
    return file


def _place(project: Opened, what: str) -> PlaceArgument:
    place = split_place(what)
    if place is not None:
        return place_in_file(project.services.source, *place)
    file, _, symbol = what.partition("::")
    relative = project.folder.project.relative(Path(file).resolve())
    found = find_symbol(project.folder.project.index, f"{relative}::{symbol}")
    if not found:
        raise click.ClickException(f"{file} defines nothing called {symbol!r}")
    return place_of(project.services, project.folder, found[0])


def _run(project: Opened, place: PlaceArgument) -> GeneratedTests | Refusal:
    try:
        outcome = project.services.run_tests(place.source, place.offset)
    except SandboxError as error:
        raise click.ClickException(f"the tests were not run: {error}") from error
    if isinstance(outcome, Refusal):
        return outcome
    _report(outcome)
    return outcome.kept or Refusal("none of the generated tests passed")


def _report(outcome: TestRun) -> None:
    console = Console(stderr=True)
    console.print(f"{len(outcome.passed)} passed, {len(outcome.failed)} failed in {outcome.seconds:.1f} s")
    for name, reason in outcome.failed:
        console.print(f"left out: {name}: {reason}", markup=False)


def _show(generated: GeneratedTests, project: Opened) -> None:
    """The new file, or what is added to the old one, as a diff."""
    console = Console()
    path = Path(generated.path)
    root = project.folder.root
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
    old = project.services.source(path).text if path.exists() else ""
    if console.is_terminal:
        console.print(change_for_terminal(old, generated.text, shown))
    else:
        click.echo(change_text(old, generated.text, shown), nl=False)
    for note in generated.notes:
        click.echo(f"note: {note}", err=True)


def _write(generated: GeneratedTests) -> None:
    """Put the file in place in one step, so that a failure leaves the old one."""
    path = Path(generated.path)
    if generated.edit.create and path.exists():
        raise click.ClickException(f"{path} has come into being meanwhile; nothing is written")
    old = path.read_bytes() if path.exists() else b""
    decoded = to_utf8(old)
    if decoded is None or not old.endswith(decoded.data):
        raise click.ClickException(f"{path} is not written in UTF-8; nothing is added to it")
    mark = old[: len(old) - len(decoded.data)]
    try:
        write_atomically(path, mark + generated.text.encode())
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}") from error
    click.echo(f"wrote {path}", err=True)
