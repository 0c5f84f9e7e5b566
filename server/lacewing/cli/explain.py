"""`lacewing explain FILE:LINE|SYMBOL`."""

from __future__ import annotations

from pathlib import Path

import click

from lacewing.cli.opening import Opened, opened, place_in_file, project_root, refuse_wrong_name, split_place
from lacewing.cli.printing import print_markdown
from lacewing.features.explain.types import Explanation


@click.command(name="explain", short_help="Explain a function or type.")
@click.argument("what", metavar="FILE:LINE[:COLUMN] | [FILE::]SYMBOL")
@click.option("--root", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The project's folder.")
@click.option("--no-model", is_flag=True, help="Facts only, even when a model is configured.")
def command(what: str, root: Path | None, no_model: bool) -> None:
    """Explain a function or type: what it takes, gives, raises, calls, who calls it, how it goes.

    A definition is named by a place in a file, or by its name: `f`, `Type.f`, `file.py::Type.f`.
    """
    place = split_place(what)
    if place is None:
        refuse_wrong_name(what, "FILE:LINE, SYMBOL or FILE::SYMBOL")
    start = place[0] if place else Path(what.rpartition("::")[0] or ".")
    with opened(root or project_root(start if start.exists() else Path())) as project:
        explanation = _at(project, *place) if place else _named(project, what)
        if not no_model and project.services.model_status() is not None:
            explanation = project.loop.run(project.services.explain_with_model(explanation))
        print_markdown(explanation.markdown)


def _at(project: Opened, file: Path, line: int, column: int | None) -> Explanation:
    found = place_in_file(project.services.source, file, line, column)
    explanation = project.services.explain(found.source, found.offset)
    if explanation is None:
        raise click.ClickException(f"{file}:{line + 1}: no definition stands here or around here")
    return explanation


def _named(project: Opened, name: str) -> Explanation:
    file, separator, symbol = name.rpartition("::")
    if separator and Path(file).is_file():
        relative = project.folder.project.relative(Path(file).resolve())
        name = f"{relative}::{symbol}" if relative else name
    found = project.services.explain_named(project.folder, name)
    if not found:
        raise click.ClickException(f"{project.folder.root} defines nothing called {name!r}{_suggest(project, symbol)}")
    for other in found[1:6]:
        click.echo(f"also: {other.title} ({other.path}:{other.line + 1})", err=True)
    return found[0]


def _suggest(project: Opened, symbol: str) -> str:
    near = project.folder.project.index.search(symbol.rpartition(".")[2], 1)
    return f"; did you mean {near[0].symbol.qualified_name!r}?" if near else ""
