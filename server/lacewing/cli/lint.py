"""`lacewing lint`: findings in files and folders, as text or JSON."""

from __future__ import annotations

import dataclasses
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path, PurePath
from typing import Any

import click
import orjson

from lacewing.config import PROJECT_FILE, load_config
from lacewing.features.lint.batch import check_files
from lacewing.features.lint.check import is_checked
from lacewing.features.lint.files import FileReport, Place, count_by_severity
from lacewing.features.lint.options import LintOptions
from lacewing.features.lint.rule import Rule
from lacewing.features.lint.rules import load_rules
from lacewing.features.lint.suppress import UNUSED
from lacewing.project.files import ProjectFiles
from lacewing.project.options import ProjectOptions
from lacewing.syntax.language import languages

Output = Callable[[Sequence[FileReport]], None]

NONE_FOUND, SOME_FOUND, FAILED = 0, 1, 2
_COLOURS = {"error": "red", "warning": "yellow", "information": "cyan", "hint": "green"}


@click.command(name="lint", short_help="Find mistakes in files and folders.")
@click.argument("paths", nargs=-1, type=click.Path(exists=True), metavar="[PATHS]...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How findings are printed.")
@click.option("--rule", "rules", multiple=True, metavar="RULE", help="Run only this rule; may be given several times.")
@click.option("--disable", "disabled", multiple=True, metavar="RULE", help="Leave this rule out; likewise.")
@click.option("--fix", is_flag=True, help="Apply the fixes that rules offer, and report what is left.")
@click.option("--explain", "explained", metavar="RULE", help="Print what a rule finds and why, and stop.")
def command(
    paths: tuple[str, ...],
    form: str,
    rules: tuple[str, ...],
    disabled: tuple[str, ...],
    fix: bool,
    explained: str | None,
) -> None:
    """Find mistakes in files and folders (by default in the current folder).

    A RULE is `<language>/<name>`, or `<name>` for all languages; `*` and `?` are wildcards. Exit status: 0 when nothing
    was found, 1 when something was, 2 when something went wrong.
    """
    if explained is not None:
        _explain(explained)
        return
    for pattern in (*rules, *disabled):
        _known(pattern)
    named = paths or (".",)
    loaded = load_config(_config_root(Path(named[0])))
    for problem in loaded.problems:
        click.echo(f"lacewing: {problem}", err=True)
    options = loaded.config.lint
    options = dataclasses.replace(
        options, only=rules or options.only, disable=(*options.disable, *disabled), enable=(*options.enable, *rules)
    )
    output = print_json if form == "json" else print_text
    raise SystemExit(lint_paths(named, options, output, project=loaded.config.project, fix=fix))


def lint_paths(
    paths: Sequence[str],
    options: LintOptions,
    output: Output,
    *,
    project: ProjectOptions | None = None,
    fix: bool = False,
) -> int:
    """Check files and all source files of folders, hand the reports to `output`; gives the exit status.

    A file named itself is always checked, one of a folder only if the ignore rules leave it in. Problems, and named
    files that hold nothing to check, are told on standard error; only problems count for the status.
    """
    problems: list[str] = []
    files = list(_files(paths, project or ProjectOptions(), problems))
    reports = check_files(files, options, fix=fix)
    problems.extend(load_rules().problems)
    for report in reports:
        problems.extend(report.problems)
    output(reports)
    for report in reports:
        if report.unchecked and report.path in paths:
            click.echo(f"{report.path}: not checked: {report.unchecked}", err=True)
    for problem in dict.fromkeys(problems):
        click.echo(problem, err=True)
    if problems:
        return FAILED
    return SOME_FOUND if any(report.places for report in reports) else NONE_FOUND


def print_json(reports: Sequence[FileReport]) -> None:
    """One JSON object: `version` 1, `files` (how many were checked), `findings`.

    Each finding has path, line, column, endLine, endColumn (from 1, columns in code points, end exclusive), rule,
    severity (error, warning, information or hint), message and fixable.
    """
    findings = [_as_json(report.path, found) for report in reports for found in report.places]
    answer = {"version": 1, "files": len(reports), "findings": findings}
    click.echo(orjson.dumps(answer, option=orjson.OPT_INDENT_2))


def print_text(reports: Sequence[FileReport]) -> None:
    """A line a finding, `path:line:column: severity rule message`; on a terminal in colour with the source line."""
    terminal = sys.stdout.isatty()
    for report in reports:
        for found in report.places:
            click.echo(_headline(report.path, found, terminal))
            if terminal:
                click.echo(_excerpt(found))
    if terminal:
        click.echo(_summary(reports))


def _as_json(path: str, found: Place) -> dict[str, Any]:
    return {
        "path": _printable(path),
        "line": found.line,
        "column": found.column,
        "endLine": found.end_line,
        "endColumn": found.end_column,
        "rule": found.rule,
        "severity": found.severity,
        "message": found.message,
        "fixable": found.fixable,
    }


def _headline(path: str, found: Place, colour: bool) -> str:
    severity: str = found.severity
    rule = found.rule
    if colour:
        severity, rule = click.style(severity, fg=_COLOURS[severity], bold=True), click.style(rule, dim=True)
    return f"{_printable(path)}:{found.line}:{found.column}: {severity} {rule} {_visible(found.message)}"


def _excerpt(found: Place) -> str:
    """The line with a mark under what was found; wide characters take two columns, tabs become four blanks."""
    from rich.cells import cell_len

    before, marked = found.excerpt[: found.column - 1], found.excerpt[found.column - 1 :]
    if found.end_line == found.line:
        marked = marked[: found.end_column - found.column]
    indent = cell_len(_visible(before))
    mark = "^" * max(1, cell_len(_visible(marked)))
    line = click.style(f"{found.line:>5} | ", dim=True) + _visible(found.excerpt)
    return f"{line}\n      {click.style('| ', dim=True)}{' ' * indent}{click.style(mark, fg=_COLOURS[found.severity])}"


def _summary(reports: Sequence[FileReport]) -> str:
    counts = count_by_severity(reports)
    fixed = sum(report.fixed for report in reports)
    what = ", ".join(f"{count} {severity}" for severity, count in counts.items()) or "nothing found"
    return f"{what} in {len(reports)} files" + (f", {fixed} files fixed" if fixed else "")


def _files(paths: Sequence[str], project: ProjectOptions, problems: list[str]) -> Iterator[str]:
    """The files to check, each once: named ones as they are, those of folders as the project's rules list them."""
    seen: set[Path] = set()
    for name in paths:
        place = Path(name)
        for path in _files_of(place, project, problems) if place.is_dir() else [name]:
            real = Path(path).resolve()
            if real not in seen:
                seen.add(real)
                yield path


def _files_of(folder: Path, project: ProjectOptions, problems: list[str]) -> Iterator[str]:
    listing = ProjectFiles(folder.resolve(), project).walk(threading.Event())
    problems.extend(f"{folder}: {message}" for message in listing.notes.messages() if "can't be read" in message)
    rules, known = load_rules(), languages()
    for found in sorted(listing.files, key=lambda found: found.path):
        if is_checked(known[found.language], rules):
            yield str(folder / found.path)


def _config_root(path: Path) -> Path:
    """The nearest folder at or above `path` with a configuration file or a repository; else the folder of `path`."""
    start = path.resolve() if path.is_dir() else path.resolve().parent
    folders = (start, *start.parents)
    return next((it for it in folders if (it / PROJECT_FILE).is_file() or (it / ".git").exists()), start)


def _explain(pattern: str) -> None:
    for rule in _known(pattern):
        languages = ", ".join(rule.languages)
        text = f"# {rule.name}: {rule.title}\n\n{rule.severity}, in {languages}\n\n{rule.why}\n"
        if sys.stdout.isatty():
            from rich.console import Console
            from rich.markdown import Markdown

            Console().print(Markdown(text))
        else:
            click.echo(text)


def _known(pattern: str) -> list[Rule]:
    """The rules that `pattern` names. Raises click.UsageError when there are none."""
    rules = load_rules()
    found = rules.find(pattern)
    if found or PurePath(pattern).name == UNUSED:
        return found
    close = get_close_matches(pattern.rpartition("/")[2], {rule.name for rule in rules.rules}, 1)
    raise click.UsageError(f"no rule is named {pattern!r}" + (f"; did you mean {close[0]!r}?" if close else ""))


def _printable(path: str) -> str:
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _visible(text: str) -> str:
    """Without control characters, which could drive the terminal."""
    return "".join(c if c.isprintable() else "    " if c == "\t" else "\N{REPLACEMENT CHARACTER}" for c in text)
