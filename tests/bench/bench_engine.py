"""What the embedded engine costs at several sizes of projects, beside a cached trigram on the same files.

`python tests/bench/bench_engine.py DIR …`: for each folder it is learned from nothing as the server does it, loaded,
asked while files of it are typed, and taught changed files. Seconds are of processors, but where “wall” stands.

The peer is what is usually meant by completion learned from a project: counts of three tokens in a row in Python's own
dictionaries, over the same tokens (Tu, Su and Devanbu 2014). It says less and never forgets; its questions are only
which token comes next.
"""

from __future__ import annotations

import collections
import json
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

sys.path.insert(0, str(Path(__file__).parents[1]))

from processes import own_seconds

from lacewing.engine.engine import Engine, EngineQuery
from lacewing.engine.lexer import Lexer
from lacewing.engine.options import EngineOptions
from lacewing.engine.vocabulary import Vocabulary
from lacewing.project.options import ProjectOptions
from lacewing.project.workspace import Project
from lacewing.services.learning import is_learned, learn
from lacewing.services.lexing import secrets_with
from lacewing.storage.array_process import array_environment

TYPED_FILES = 12
TYPED_CHARACTERS = 100
CHANGED_FILES = 60
_SMALLEST, _LARGEST = 2_000, 40_000

Answer = dict[str, Any]


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--step", default="", hidden=True)
@click.option("--file", default="", hidden=True)
def main(folders: tuple[Path, ...], step: str, file: str) -> None:
    """Print the figures of each folder; `--step` is how this program calls itself."""
    if step:
        print(json.dumps(STEPS[step](folders[0].resolve(), Path(file))))
        return
    for folder in folders:
        with tempfile.TemporaryDirectory() as place:
            saved = str(Path(place) / "engine")
            found = {step: _in_process(step, folder, saved) for step in STEPS}
        report(folder, found)


def report(folder: Path, found: dict[str, Answer]) -> None:
    """Print one project's figures."""
    built, asked, peer = found["build"], found["ask"], found["peer"]
    size = built["mb"]
    print(f"{folder.name}: {built['files']} files, {size:.1f} MB of source")
    print(
        f"  build    {size / built['cpu']:5.2f} MB/s a core, {size / built['wall']:5.2f} MB/s wall with "
        f"{built['processes']} processes; at most {built['peak_mb'] / size:.1f} MB a MB in one process"
    )
    print(f"  peer     {size / peer['cpu']:5.2f} MB/s a core; {peer['resident_mb'] / size:.1f} MB resident a MB")
    print(
        f"  memory   file {built['file_mb'] / size:5.2f} MB a MB, mapped; of it resident after the questions "
        f"{asked['mapped_mb'] / size:.2f}; beside it {asked['own_mb']:.1f} MB"
    )
    print(f"  load     {asked['load_ms']:.0f} ms with checking every byte, first question {asked['first_ms']:.1f} ms")
    for name, what in (("next", "next token"), ("line", "rest of line"), ("update", "changed file")):
        print(f"  {what:<13}{_spread(asked[name])}")
    print(f"  {'peer':<13}{_spread(peer['next'])}")


def build(root: Path, file: Path) -> Answer:
    """Learn from nothing and save."""
    project = Project(root, ProjectOptions(), file.parent / "cache")
    processes = project.options.worker_count
    wall, cpu = time.perf_counter(), own_seconds()
    engine = learn(project, EngineOptions(), file, (), processes)
    engine.save(file)
    wall, cpu = time.perf_counter() - wall, own_seconds() - cpu
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1e3
    paths = engine.paths()
    project.close()
    return {
        "files": len(paths), "mb": sum((root / path).stat().st_size for path in paths) / 1e6, "wall": wall, "cpu": cpu,
        "processes": processes, "peak_mb": peak, "file_mb": file.stat().st_size / 1e6,
    }  # fmt: skip


def ask(root: Path, file: Path) -> Answer:
    """Load, type in some of the files, change some."""
    before = _own_memory()
    started = time.process_time()
    engine = Engine.load(file, secrets=secrets_with(()))
    loaded = time.process_time() - started
    chance = random.Random(7)
    texts = _texts(root, engine.paths(), chance)
    times: dict[str, list[float]] = {"next": [], "line": []}
    for path, text in texts[:TYPED_FILES]:
        start = chance.randrange(len(text) // 4, len(text) - TYPED_CHARACTERS - 1)
        for cursor in range(start, start + TYPED_CHARACTERS):
            query = EngineQuery(path, text[:cursor], text[cursor:], "#")
            times["next"].append(_milliseconds(lambda query=query: engine.predict(query)))
            times["line"].append(_milliseconds(lambda query=query: engine.complete_line(query)))
    own, mapped = _own_memory() - before, _resident_of(file)
    first = times["next"].pop(0)
    query = EngineQuery("new.py", "import os\n\n\ndef f(", "")
    updates = [_updated(engine, path, text, query) for path, text in texts[TYPED_FILES:]]
    return {
        "load_ms": loaded * 1e3, "first_ms": first, "mapped_mb": mapped,
        "own_mb": own, "update": updates, **times,
    }  # fmt: skip


def peer(root: Path, file: Path) -> Answer:
    """Count the same tokens by threes, and ask what comes next."""
    engine = Engine.load(file)
    paths = engine.paths()
    chance = random.Random(7)
    del engine
    before = _own_memory()
    started = own_seconds()
    trigram = Trigram()
    for path in paths:
        trigram.learn((root / path).read_bytes().decode("utf-8", "replace"))
    spent = own_seconds() - started
    resident = _own_memory() - before
    times = []
    for _, text in _texts(root, paths, chance)[:TYPED_FILES]:
        start = chance.randrange(len(text) // 4, len(text) - TYPED_CHARACTERS - 1)
        for cursor in range(start, start + TYPED_CHARACTERS):
            line = text[text.rfind("\n", 0, cursor) + 1 : cursor]
            times.append(_milliseconds(lambda line=line: trigram.predict(line)))
    return {"cpu": spent, "resident_mb": resident, "next": times}


STEPS: dict[str, Callable[[Path, Path], Answer]] = {"build": build, "ask": ask, "peer": peer}


class Trigram:
    """Counts of tokens behind two others, behind one, and at all."""

    def __init__(self) -> None:
        self._vocabulary = Vocabulary()
        self._lexer = Lexer(self._vocabulary)
        self._counts: dict[tuple[int, ...], collections.Counter[int]] = collections.defaultdict(collections.Counter)

    def learn(self, text: str) -> None:
        """Count a file."""
        ids = self._lexer.lex(text.strip()).ids.tolist()
        for first, second, third in zip(ids, ids[1:], ids[2:], strict=False):
            self._counts[first, second][third] += 1
            self._counts[second,][third] += 1

    def predict(self, line: str) -> list[tuple[int, float]]:
        """The ten likeliest next tokens, longer contexts first."""
        ids = tuple(self._lexer.lex(line).ids.tolist()[-2:])
        found: dict[int, float] = {}
        for context in (ids, ids[-1:]):
            for token, count in self._counts.get(context, collections.Counter()).most_common(10):
                found.setdefault(token, count / (1 + len(found)))
        return sorted(found.items(), key=lambda item: -item[1])[:10]


def _updated(engine: Engine, path: str, text: str, query: EngineQuery) -> float:
    """Milliseconds until a changed file counts in an answer, that answer included."""

    def update() -> None:
        engine.learn(path, f"{text}\nlast_line_of_{threading.get_ident()} = 1\n")
        engine.predict(query)

    spent = _milliseconds(update)
    engine.settle()  # a next change finds nothing waiting, as when somebody saves now and then
    return spent


def _texts(root: Path, paths: list[str], chance: random.Random) -> list[tuple[str, str]]:
    """Some files of usual size."""
    usual = [path for path in paths if _SMALLEST < (root / path).stat().st_size < _LARGEST and is_learned(path)]
    chosen = chance.sample(usual, min(len(usual), TYPED_FILES + CHANGED_FILES))
    return [(path, (root / path).read_bytes().decode("utf-8", "replace")) for path in chosen]


def _milliseconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1e3


def _spread(times: list[float]) -> str:
    ordered = sorted(times)
    half, most = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
    return f"p50 {half:6.2f} ms  p99 {most:6.2f} ms  max {ordered[-1]:6.2f} ms"


def _own_memory() -> float:
    """Resident MB of this process, without mapped files."""
    rows = Path("/proc/self/status").read_text().splitlines()
    return next(int(row.split()[1]) for row in rows if row.startswith("RssAnon")) * 1024 / 1e6


def _resident_of(file: Path) -> float:
    """Resident MB of what this process has mapped of `file`."""
    found, inside = 0, False
    for row in Path("/proc/self/smaps").read_text().splitlines():
        name, _, value = row.partition(":")
        if "-" in name.split(" ")[0]:
            inside = row.endswith(str(file))
        elif inside and name == "Rss":
            found += int(value.split()[0])
    return found * 1024 / 1e6


def _in_process(step: str, folder: Path, file: str) -> Answer:
    command = [sys.executable, __file__, "--step", step, "--file", file, str(folder)]
    environment = None if step != "build" else array_environment()
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if ran.returncode:
        raise click.ClickException(f"{step} of {folder} failed:\n{ran.stderr}")
    found: Answer = json.loads(ran.stdout)
    return found


if __name__ == "__main__":
    main()
