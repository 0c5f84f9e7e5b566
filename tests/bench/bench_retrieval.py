"""What one retrieval of context costs on a warm index, by stage, in random places of random files.

    python tests/bench/bench_retrieval.py DIR [--files N] [--each N] [--seed S] [--budget TOKENS] [--cache DIR]

Printed are the processor times (p50, p95, the most) of the first question in a file and of later ones, the facts of the
open text being there; then those of the stages, and this process' memory. A later question comes after an edit: the
open text's facts are new, as after every key. Garbage is collected as in the server while someone types. Beside it
stands what a fixed piece of work takes in the same run, by which runs on a busy machine can be compared. `--cache`
keeps the index for the next run.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import click
from processes import memory

from lacewing.lsp.collection import QuietCollection
from lacewing.project import context
from lacewing.project.extract import facts_of_tree
from lacewing.project.retrieve.types import RetrievalQuery
from lacewing.project.workspace import Project
from lacewing.syntax.source import source_of

SHORTEST, LONGEST = 1_500, 300_000  # bytes of a file
CHARACTERS_PER_TOKEN = 4
STAGES = ("read_situation", "read_reach", "find_evidence", "gather_candidates", "choose")


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--files", default=100)
@click.option("--each", default=3, help="Questions in each file.")
@click.option("--seed", default=1)
@click.option("--budget", default=1024, help="Tokens of four characters.")
@click.option("--cache", type=click.Path(file_okay=False, path_type=Path))
def main(folder: Path, files: int, each: int, seed: int, budget: int, cache: Path | None) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as scratch:
        project = Project(folder.resolve(), cache_dir=cache or Path(scratch))
        project.update_index()
        project.catalog.settle(threading.Event())
        project.catalog.catalog()
        times = measured_stages()
        collection = QuietCollection()
        collection.start()
        print(f"{len(project.index.files())} files, {budget} tokens; memory {memory()}")
        first, later = ask(project, Random(seed), files, each, budget, collection.heard)
        print(f"fixed work {yardstick():.1f} ms")
        show("first question in a file", first)
        show("later questions", later)
        show("all questions", first + later)
        for name, spent in sorted(times.items(), key=lambda item: -sum(item[1])):
            show(f"  {name}", spent)
        print(f"memory {memory()}")
        project.close()


def ask(
    project: Project, random: Random, files: int, each: int, budget: int, typed: Callable[[], None]
) -> tuple[list[float], list[float]]:
    """The times of first and of later questions, in ms; `typed` is called before each."""
    paths = project.index.files()
    random.shuffle(paths)
    first: list[float] = []
    later: list[float] = []
    for path in paths:
        data = project.read(path) or b""
        if not SHORTEST < len(data) < LONGEST:
            continue
        for number in range(each):
            typed()
            spent = question(project, path, data, random.randrange(len(data)), budget)
            if spent is not None:
                (later if number else first).append(spent)
        project.index.drop_overlay(path)
        if len(first) == files:
            break
    return first, later


def question(project: Project, path: str, data: bytes, place: int, budget: int) -> float | None:
    """The time of one question at the first word of the line of byte `place`; None for files that nothing parses."""
    source = source_of(project.root / path, data)
    if source.language is None or source.tree is None:
        return None
    project.index.set_overlay(path, facts_of_tree(source.tree.root_node, source.data, source.language), source)
    start = source.data.rfind(b"\n", 0, place) + 1
    offset = start + len(source.data[start:]) - len(source.data[start:].lstrip(b" \t"))
    began = time.process_time()
    query = RetrievalQuery(source, path, offset, project.read, project.may_leave)
    found = context.gather(query, project.index, project.catalog.catalog(path), budget, cost, explain=False)
    spent = (time.process_time() - began) * 1000
    for failure in found.failures:
        print(failure)
    return spent


def measured_stages() -> dict[str, list[float]]:
    """Lists that get the times of each stage and retriever from now on, in ms."""
    times: dict[str, list[float]] = defaultdict(list)
    for name in STAGES:
        measure(context, name, times[name])
    for name, module in context.retrievers().items():
        for function in ("find", "passages"):
            if hasattr(module, function):
                measure(module, function, times[f"{name}.{function}"])
    return times


def measure(module: ModuleType, name: str, times: list[float]) -> None:
    """Put the function `name` of a module in a wrapper that notes its times."""
    function: Callable[..., Any] = getattr(module, name)

    def measured(*arguments: Any) -> Any:
        began = time.process_time()
        try:
            return function(*arguments)
        finally:
            times.append((time.process_time() - began) * 1000)

    setattr(module, name, measured)


def yardstick() -> float:
    """The time of a fixed piece of work, in ms: the median of nine runs."""
    times = []
    for _ in range(9):
        began = time.process_time()
        words = sorted({str(number * 7919 % 30011): number for number in range(12_000)})
        " ".join(words).split()
        times.append((time.process_time() - began) * 1000)
    return sorted(times)[4]


def show(name: str, times: list[float]) -> None:
    ordered = sorted(times) or [0.0]
    p50, p95 = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    print(f"{name:28} n {len(times):4}  p50 {p50:6.1f}  p95 {p95:6.1f}  most {ordered[-1]:6.1f} CPU ms")


def cost(text: str) -> float:
    return len(text) / CHARACTERS_PER_TOKEN


if __name__ == "__main__":
    main()
