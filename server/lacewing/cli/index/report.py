"""What is told of an index: lines for people, an object for scripts."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import orjson
from rich.console import Console
from rich.table import Table

from lacewing.cli.printing import visible
from lacewing.project.census import LanguageCount
from lacewing.project.indexer import IndexReport
from lacewing.services.embedding import Coverage


@dataclass(frozen=True, slots=True)
class IndexSummary:
    """What an update did and took, what the index of `root` holds by language, and how many bytes are `stored`.

    `kept_in` is the folder in which that lies; `catalog_seconds` the time it took to make what retrieval reads;
    `embedded` how much of it has a vector, None where no embedding model is set.
    """

    root: Path
    kept_in: Path
    report: IndexReport
    catalog_seconds: float
    census: tuple[LanguageCount, ...]
    stored: Mapping[str, int] = field(default_factory=dict)
    embedded: Coverage | None = None

    @property
    def left_out(self) -> int:
        """How many files are not in the index, of those that could be."""
        return sum(note.count for note in self.report.notes if not note.indexed)


def print_json(summary: IndexSummary) -> None:
    """`version` 1, `root`, `seconds`, `catalogSeconds`, the counts `files`, `parsed`, `reused`, `bytes` and `leftOut`,
    `notes`, `symbols`, `languages`, `keptIn`, `stored` and `embedded` (null, or `known`, `units` and `failure`).

    A note has `reason`, `files` (how many), `examples` and `indexed` (false for files that were left out); a language
    `language`, `files` and `symbols`; `stored` has the sizes of `database`, `catalog`, `engine` and `vectors` in bytes.
    """
    report = summary.report
    whole: dict[str, Any] = {
        "version": 1,
        "root": str(summary.root),
        "seconds": round(report.seconds, 3),
        "catalogSeconds": round(summary.catalog_seconds, 3),
        "files": report.files,
        "parsed": report.parsed,
        "reused": report.reused,
        "bytes": report.bytes,
        "leftOut": summary.left_out,
        "notes": [
            {
                "reason": note.reason,
                "files": note.count,
                "examples": [_name(p) for p in note.paths],
                "indexed": note.indexed,
            }
            for note in report.notes
        ],
        "symbols": sum(count.symbols for count in summary.census),
        "languages": [
            {"language": count.language, "files": count.files, "symbols": count.symbols} for count in summary.census
        ],
        "keptIn": str(summary.kept_in),
        "stored": dict(summary.stored),
        "embedded": dataclasses.asdict(summary.embedded) if summary.embedded is not None else None,
    }
    click.echo(orjson.dumps(whole, option=orjson.OPT_INDENT_2))


def print_text(summary: IndexSummary, stats: bool) -> None:
    """A line that sums up, a line for each reason why files were left out or read only in part, and the tables."""
    report = summary.report
    seconds = report.seconds + summary.catalog_seconds
    read = f"{report.parsed:,} parsed, {report.reused:,} known"
    click.echo(f"{summary.root}: {report.files:,} files in {seconds:.1f} s ({read}), {summary.left_out:,} left out")
    for note in report.notes:
        examples = ", ".join(visible(_name(path)) for path in note.paths)
        of_files = f"{_files(note.count)}: " if note.count else ""
        click.echo(
            f"  {of_files}{note.reason}" + (f" ({examples}{', …' if note.count > 3 else ''})" if examples else "")
        )
    if summary.embedded is not None:
        known, units, failure = summary.embedded.known, summary.embedded.units, summary.embedded.failure
        click.echo(
            f"  {known:,} of {units:,} functions, types and sections embedded{f': {failure}' if failure else ''}"
        )
    if stats:
        _print_tables(summary)


def _print_tables(summary: IndexSummary) -> None:
    console = Console(highlight=False)
    languages = Table("language", box=None, pad_edge=False)
    for name in ("files", "definitions"):
        languages.add_column(name, justify="right")
    for count in summary.census:
        languages.add_row(count.language, f"{count.files:,}", f"{count.symbols:,}")
    files, symbols = sum(it.files for it in summary.census), sum(it.symbols for it in summary.census)
    languages.add_row("total", f"{files:,}", f"{symbols:,}", style="bold")
    console.print()
    console.print(languages)
    console.print()
    read = f"{summary.report.bytes / 1e6:,.1f} MB read"
    click.echo(f"{summary.report.seconds:8.1f} s   to find and parse files, {read}")
    click.echo(f"{summary.catalog_seconds:8.1f} s   to make the catalog that retrieval reads")
    for name, size in summary.stored.items():
        if size:
            click.echo(f"{size / 1e6:8.1f} MB  {name}")
    click.echo(f"{'':12}in {summary.kept_in}")


def _files(count: int) -> str:
    return f"{count:,} file{'' if count == 1 else 's'}"


def _name(path: str) -> str:
    return path.encode("utf-8", "backslashreplace").decode()
