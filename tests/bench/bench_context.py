"""What retrieval finds, and what it costs, on real projects, beside full-text search over chunks.

    python tests/bench/bench_context.py DIR … [--holes N] [--budget TOKENS] [--seed S] [--ablate]

In a copy of each project statements are cut out (`holes.py`), and the context for each place is asked for. Printed are
the shares of needed definitions shown (all, and of names the file does not hold otherwise), of such names that occur at
all, and of names shown in use; the processor time of one retrieval (p50, p95), the facts of the open text being there.
The peer is SQLite's FTS5: BM25 over chunks of ten lines, asked for the words of the last ten lines. A token is four
characters. `--ablate` leaves out each retriever in turn.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import click
from holes import Hole, sample_holes, without_holes

from lacewing.project.context import gather, retrievers
from lacewing.project.extract import facts_of_tree
from lacewing.project.retrieve.types import RetrievalQuery
from lacewing.project.workspace import Project
from lacewing.syntax.source import Source, source_of

CHARACTERS_PER_TOKEN = 4
CHUNK_LINES = 10
SKIPPED = (".git", "node_modules", "vendor", "third_party", "dist", "build", "testdata", ".venv")
_WORD = re.compile(r"[^\W\d]\w+")

Answer = Callable[[Hole, Source], str]


@dataclass(slots=True)
class Score:
    """Counts over all holes, and the processor time of each in ms, by whether it is the first of its file."""

    names: int = 0
    unseen: int = 0
    defined: int = 0
    unseen_defined: int = 0
    unseen_named: int = 0
    used: int = 0
    first: list[float] = field(default_factory=list)
    later: list[float] = field(default_factory=list)

    def row(self) -> str:
        """Shares in percent, and p50 / p95 of the times."""
        names, unseen = max(1, self.names), max(1, self.unseen)
        return (
            f"{100 * self.defined / names:6.1f} {100 * self.unseen_defined / unseen:6.1f} "
            f"{100 * self.unseen_named / unseen:6.1f} {100 * self.used / names:6.1f} "
            f"{_quantiles(self.first)} {_quantiles(self.later)}"
        )


@click.command()
@click.argument("folders", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
@click.option("--holes", "count", default=100, help="Statements to cut out of each project.")
@click.option("--budget", default=1024, help="Tokens of four characters.")
@click.option("--seed", default=1)
@click.option("--ablate", is_flag=True, help="Leave out each retriever in turn.")
def main(folders: tuple[Path, ...], count: int, budget: int, seed: int, ablate: bool) -> None:
    """Print one table for each project."""
    for folder in folders:
        with tempfile.TemporaryDirectory() as scratch:
            measure(folder, Path(scratch), count, budget, seed, ablate)


def measure(folder: Path, scratch: Path, count: int, budget: int, seed: int, ablate: bool) -> None:
    """Cut the holes, index, ask everyone."""
    copy = scratch / folder.name
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(*SKIPPED), symlinks=True)
    project = Project(copy, cache_dir=scratch / "cache")
    project.update_index()
    by_file: dict[str, list[Hole]] = defaultdict(list)
    for hole in sample_holes(project.index, copy, count, seed):
        by_file[hole.path].append(hole)
    originals = {path: (copy / path).read_bytes() for path in by_file}
    for path, holes in by_file.items():
        (copy / path).write_bytes(without_holes(originals[path], holes))
    project.refresh(by_file)
    project.catalog.settle(threading.Event())
    total = sum(map(len, by_file.values()))
    print(f"{folder.name}: {len(project.index.files())} files, {total} holes, {budget} tokens")
    print(f"{'':24}{'def':>6} {'unseen':>6} {'name':>6} {'use':>6} {'first, ms':>14} {'later, ms':>14}")
    ours = ask(project, by_file, originals, lambda hole, source: context(project, hole, source, budget))
    print(f"{'lacewing':24}{ours.row()}", flush=True)
    peer = FullText(project, copy)
    theirs = ask(project, by_file, originals, lambda hole, source: peer.answer(hole, source, budget))
    print(f"{'FTS5, 10-line chunks':24}{theirs.row()}", flush=True)
    for name in retrievers() if ablate else ():
        without = ask(project, by_file, originals, lambda h, s, name=name: context(project, h, s, budget, (name,)))
        print(f"{'without ' + name:24}{without.row()}", flush=True)
    project.close()


def ask(project: Project, by_file: dict[str, list[Hole]], originals: dict[str, bytes], answer: Answer) -> Score:
    """The score of whoever answers."""
    score = Score()
    for path, holes in by_file.items():
        for hole in holes:
            data = originals[path]
            source = source_of(Path(path), data[: hole.start] + data[hole.end :])
            assert source.language is not None
            assert source.tree is not None
            facts = facts_of_tree(source.tree.root_node, source.data, source.language)
            project.index.set_overlay(path, facts, source)
            project.catalog.catalog(path)
            began = time.process_time()
            text = answer(hole, source)
            spent = (time.process_time() - began) * 1000
            (score.first if hole is holes[0] else score.later).append(spent)
            project.index.drop_overlay(path)
            count(score, hole, text, project)
    return score


def context(project: Project, hole: Hole, source: Source, budget: int, without: tuple[str, ...] = ()) -> str:
    """Lacewing's prompt."""
    query = RetrievalQuery(source, hole.path, hole.start, project.read, project.may_leave)
    catalog = project.catalog.catalog(hole.path)
    return gather(query, project.index, catalog, budget, cost, without, explain=False).prompt


def cost(text: str) -> float:
    """What a text costs, in tokens."""
    return len(text) / CHARACTERS_PER_TOKEN


class FullText:
    """BM25 over chunks of ten lines."""

    def __init__(self, project: Project, root: Path) -> None:
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute("CREATE VIRTUAL TABLE chunk USING fts5 (text, path UNINDEXED)")
        for path in project.index.files():
            lines = (root / path).read_text("utf-8", "replace").split("\n")
            rows = [("\n".join(lines[at : at + CHUNK_LINES]), path) for at in range(0, len(lines), CHUNK_LINES)]
            self._connection.executemany("INSERT INTO chunk (text, path) VALUES (?, ?)", rows)

    def answer(self, hole: Hole, source: Source, budget: int) -> str:
        """The best chunks of other files."""
        before = source.data[: hole.start].decode("utf-8", "replace").split("\n")[-CHUNK_LINES:]
        words = sorted(set(_WORD.findall("\n".join(before))))
        if not words:
            return ""
        wanted = " OR ".join(f'"{word}"' for word in words)
        rows = self._connection.execute(
            "SELECT path, text FROM chunk WHERE chunk MATCH ? AND path <> ? ORDER BY bm25(chunk) LIMIT 40",
            (wanted, hole.path),
        )
        text = "".join(f"# {path}\n{chunk}\n" for path, chunk in rows)
        return text[: budget * CHARACTERS_PER_TOKEN]


def count(score: Score, hole: Hole, text: str, project: Project) -> None:
    """Add what `text` shows of what the hole needs."""
    squeezed = _squeezed(text)
    words = _WORD.findall(text)
    for needed in hole.needed:
        lines = [_squeezed(_line(project, path, line)) for path, line in needed.definitions]
        shown = any(line and line in squeezed for line in lines)
        score.names += 1
        score.defined += shown
        score.used += words.count(needed.name) > shown
        if needed.unseen:
            score.unseen += 1
            score.unseen_defined += shown
            score.unseen_named += needed.name in words


def _quantiles(times: list[float]) -> str:
    ordered = sorted(times) or [0.0]
    p50, p95 = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return f"{p50:6.1f} /{p95:6.1f}"


def _line(project: Project, path: str, line: int) -> str:
    """The line of a definition without what opens its body."""
    data = project.read(path) or b""
    rows = data.split(b"\n")
    return rows[line].decode("utf-8", "replace").strip().rstrip("{:=([ ,;") if line < len(rows) else ""


def _squeezed(text: str) -> str:
    return "".join(text.split())


if __name__ == "__main__":
    main()
