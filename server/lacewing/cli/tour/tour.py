"""The tour itself: opens a project in the real server and shows each capability on the project's own code."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import click
from rich.console import Console, Group
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from lacewing.cli.printing import change_for_terminal, for_terminal
from lacewing.cli.tour.choose import Chosen, choose_files, choose_functions, lines_to_type, member_places
from lacewing.cli.tour.client import ServerError
from lacewing.cli.tour.session import TourSession, path_of

_PLACES_TRIED = 40
_LINES_TYPED = 30
_LINES_A_FILE = 6
_INDEXING_LIMIT_S = 600.0


@click.command(name="tour", short_help="Show what Lacewing does, on your code.")
@click.argument("directory", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--run-test/--no-run-test", default=None, help="Run the generated test in the sandbox (asked otherwise).")
def command(directory: Path, run_test: bool | None) -> None:
    """Show what Lacewing does, on the code in DIRECTORY (default: here).

    Starts the real server as an editor would. Nothing in DIRECTORY is changed.
    """
    console = Console()
    root = directory.resolve()
    files = choose_files(root, 12)
    if not files:
        raise click.ClickException(f"{root} holds no documented function in a language Lacewing knows")
    try:
        Tour(console, root, files).show(run_test)
    except (ServerError, TimeoutError) as error:
        raise click.ClickException(f"the server did not answer: {error}") from error


@dataclass(frozen=True, slots=True)
class _Ghost:
    """A ghost text that was offered at `offset`, and whether it is what the file says there."""

    true: bool
    text: str
    chosen: Chosen
    offset: int
    ms: float


class Tour:
    """One run over one project."""

    def __init__(self, console: Console, root: Path, files: list[Chosen]) -> None:
        self.console = console
        self.root = root
        self.files = files

    def show(self, run_test: bool | None) -> None:
        """Every capability in turn."""
        with Progress(
            TextColumn("indexing"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"),
            console=self.console, transient=True,
        ) as bar:  # fmt: skip
            task = bar.add_task("", total=None)
            session = TourSession(
                self.root,
                lambda done, total, text: bar.update(task, completed=done, total=total, description=text[-40:]),
            )
            seconds = session.wait_until_indexed(_INDEXING_LIMIT_S)
            done = bar.tasks[0].total or 0
        try:
            self._headline(session, int(done), seconds)
            for chosen in self.files:
                assert chosen.source.language is not None
                session.open(chosen.source.path, chosen.source.language.lsp_ids[0], chosen.source.data)
            self._ghost_text(session)
            self._list(session)
            self._explanation(session)
            self._test(session, run_test)
            self._findings(session)
        finally:
            session.close()

    def _headline(self, session: TourSession, files: int, seconds: float) -> None:
        self.console.print(
            f"[bold]Lacewing {session.server_version}[/] on [cyan]{self.root}[/]: "
            f"server up in {session.start_ms:.0f} ms, {files} files indexed in {seconds:.1f} s, "
            + (f"{session.model} answers." if session.model else "no model is configured: the embedded engine answers.")
        )

    def _ghost_text(self, session: TourSession) -> None:
        """Lines of the project are typed again; shown is the longest ghost text that wrote just what stood there."""
        offered: list[_Ghost] = []
        lines = [(chosen, places) for chosen in self.files for places in islice(lines_to_type(chosen), _LINES_A_FILE)]
        for chosen, places in lines[:_LINES_TYPED]:
            for offset in places:
                text, ms = self._ask_ghost(session, chosen, offset)
                if text.strip():
                    true = chosen.source.data.startswith(text.encode(), offset)
                    offered.append(_Ghost(true, text, chosen, offset, ms))
                    break
        typed = min(len(lines), _LINES_TYPED)
        if not offered:
            self._panel("Ghost text", f"none in {typed} lines typed again: the project is too small to learn from", 0.0)
            return
        best = max(offered, key=lambda ghost: (ghost.true, len(ghost.text)))
        right = sum(ghost.true for ghost in offered)
        note = f"{typed} lines typed again: ghost text in {len(offered)}, {right} times just what stood there"
        index = best.chosen.source.lines
        line = index.line_of(best.offset)
        before = best.chosen.source.data[index.line_start(max(0, line - 4)) : best.offset].decode("utf-8", "replace")
        body = Text(before) + Text(best.text, style="italic green on grey23")
        title = f"Ghost text · {self._place(best.chosen.source.path, line)}"
        self._panel(title, Group(body, Text(note, style="dim")), best.ms)

    def _ask_ghost(self, session: TourSession, chosen: Chosen, offset: int) -> tuple[str, float]:
        """Show the server the file as it would be while this line is typed, and ask."""
        source = chosen.source
        assert source.language is not None
        end = source.lines.line_end(source.lines.line_of(offset))
        session.open(source.path, source.language.lsp_ids[0], source.data[:offset] + source.data[end:])
        answer = session.inline(source.path, offset)
        session.open(source.path, source.language.lsp_ids[0], source.data)
        return answer

    def _list(self, session: TourSession) -> None:
        for chosen in self.files:
            for offset in list(member_places(chosen))[:_PLACES_TRIED]:
                items, ms = session.items(chosen.source.path, offset)
                if len(items) >= 3:
                    lines = chosen.source.lines
                    line = lines.line_of(offset)
                    typed = chosen.source.data[lines.line_start(line) : offset].decode("utf-8", "replace").strip()
                    rows = [Text(typed + "▏")]
                    for item in items[:6]:
                        rows.append(Text(f"   {item['label']:<24} {item.get('detail', '')[:60]}", style="green"))
                    self._panel(f"Completion list · {self._place(chosen.source.path, line)}", Group(*rows), ms)
                    return
        self._panel("Completion list", "no place with three or more candidates was found", 0.0)

    def _explanation(self, session: TourSession) -> None:
        for chosen in self.files:
            for symbol in choose_functions(chosen)[:3]:
                markdown, ms = session.explain(chosen.source.path, symbol.name_start)
                if markdown:
                    self._panel(f"Explanation · {symbol.qualified_name}", for_terminal(markdown), ms)
                    return
        self._panel("Explanation", "nothing to explain was found", 0.0)

    def _test(self, session: TourSession, run_test: bool | None) -> None:
        for chosen in self.files:
            for symbol in choose_functions(chosen)[:8]:
                path = chosen.source.path
                title, target, text, ms = session.test_offered(path, symbol.name_start)
                if target is None:
                    continue
                name = target.relative_to(self.root).as_posix()
                code = change_for_terminal(target.read_text("utf-8", "replace") if target.exists() else "", text, name)
                note = Text(f"would go to {name}; nothing is written by this tour", style="dim")
                self._panel(f"Generated test · {title}", Group(code, note), ms)
                if self._wants_run(run_test):
                    result, ms = session.command("lacewing.runTest", path, symbol.name_start)
                    self._panel("The test, run in the sandbox", _run_outcome(result), ms)
                return
        self._panel("Generated test", "no function here can be tested yet: tests are generated for Python", 0.0)

    def _wants_run(self, run_test: bool | None) -> bool:
        if run_test is None:
            return sys.stdin.isatty() and click.confirm("Run this test in the sandbox?", default=False)
        return run_test

    def _findings(self, session: TourSession) -> None:
        found, ms = session.findings()
        rows = []
        for uri, diagnostic in found[:6]:
            place = self._place(path_of(uri), diagnostic["range"]["start"]["line"])
            rows.append(Text(f"{place}: {diagnostic['message']} [{diagnostic.get('code', '')}]"))
        if len(found) > len(rows):
            rows.append(Text(f"… and {len(found) - len(rows)} more: lacewing lint {self.root}", style="dim"))
        title = f"Lint · {len(found)} finding{'' if len(found) == 1 else 's'}"
        self._panel(title, Group(*rows) if rows else "the project is clean", ms)

    def _panel(self, title: str, body: object, ms: float) -> None:
        subtitle = f"{ms:.1f} ms" if ms else None
        self.console.print(Panel(body, title=title, title_align="left", subtitle=subtitle))  # type: ignore[arg-type]

    def _place(self, path: Path, line: int) -> str:
        shown = path.relative_to(self.root) if path.is_relative_to(self.root) else path
        return f"{shown}:{line + 1}"


def _run_outcome(result: dict[str, object]) -> str:
    passed, failed = result.get("passed") or [], result.get("failed") or []
    assert isinstance(passed, list)
    assert isinstance(failed, list)
    text = f"{len(passed)} passed and would be kept, {len(failed)} did not pass and would not be"
    reasons = [f"\n{each['name']}: {each['reason']}" for each in failed[:2] if isinstance(each, dict)]
    return text + "".join(reasons)
