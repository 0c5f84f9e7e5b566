"""All that indexing costs, beside ast-grep and universal-ctags on the same tree in the same run.

`python tests/bench/bench_index.py [DIR] [--workers N] [--monorepo FILES] [--skip server,monorepo]`; DIR is this
Python's standard library by default. ast-grep (`pip install ast-grep-cli`) prints all functions, classes and calls of
Python as JSON, ctags writes all definitions: each does a part of what is indexed. The last sections start the server.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))

from processes import memory, own_seconds, resident, tree_seconds

from lacewing.project.index import Index
from lacewing.project.indexer import IndexProgress
from lacewing.project.options import ProjectOptions
from lacewing.project.workspace import Project
from lsp_client import Client

QUESTIONS = 200
IDLE_SECONDS = 60
SAVED_FILES = 30
SWITCHED_FILES = 500
RULES = "\n---\n".join(
    f"id: {kind}\nlanguage: Python\nseverity: info\nrule: {{kind: {kind}}}"
    for kind in ("function_definition", "class_definition", "call")
)


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds by the clock and of processors."""

    seconds: float
    cpu: float


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default=sysconfig.get_path("stdlib"), type=Path)
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--monorepo", type=int, default=50_000, metavar="FILES")
    parser.add_argument("--skip", default="", metavar="SECTIONS", help="server, monorepo")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        tree, cache = place / "tree", place / "cache"
        copy_sources(arguments.folder, tree, place / "look")
        print(f"load average {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors")
        megabytes, cold = index_cold(tree, cache, arguments.workers)
        for peer, run in (("ast-grep", run_ast_grep(tree, place)), ("ctags", run_ctags(tree, place))):
            if run is not None:
                show(peer, run, megabytes)
                print(f"          Lacewing / {peer}: {cold.cpu / run.cpu:.2f} in processors' time, "
                      f"{cold.seconds / run.seconds:.2f} by the clock")  # fmt: skip
        index_again(tree, cache)
        if "server" not in arguments.skip:
            serve(tree, cache, IDLE_SECONDS)
        if "monorepo" not in arguments.skip:
            generate(place / "monorepo", arguments.monorepo)
            serve(place / "monorepo", cache, 5)


def show(name: str, run: Run, megabytes: float) -> None:
    print(f"{name:9} {run.seconds:7.2f} s  {run.cpu:7.2f} CPU s  {run.cpu * 1000 / megabytes:6.0f} CPU ms/MB")


def copy_sources(folder: Path, tree: Path, cache: Path) -> None:
    """The project's own source files without what is installed beside them, so that all read the same bytes."""
    project = Project(folder, cache_dir=cache)
    for file in project.files.walk(threading.Event()).files:
        if "site-packages" in file.path.split("/"):
            continue
        (tree / file.path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(project.root / file.path, tree / file.path)
    project.close()


def index_cold(tree: Path, cache: Path, workers: int) -> tuple[float, Run]:
    project = Project(tree, ProjectOptions(workers=workers, worker_idle_seconds=0), cache)
    watcher = Watcher(project)
    before, began = own_seconds(), time.monotonic()
    report = project.update_index(watcher.look)
    while project.worker_process_ids:
        time.sleep(0.01)
    run = Run(report.seconds, own_seconds() - before)
    megabytes = report.bytes / 1e6
    stored = sum(file.stat().st_size for file in project.database_path.parent.glob("index.sqlite*"))
    memory = f"{resident(os.getpid()):.0f} MB + {watcher.workers:.0f} MB"
    print(f"{report.files} files, {megabytes:.1f} MB, {project.options.worker_count} parsing processes; "
          f"database {stored / 1e6:.0f} MB, memory {memory}")  # fmt: skip
    for message in report.messages:
        print(f"          {message}")
    show("cold", run, megabytes)
    print(f"          first answers after {watcher.first - began:.2f} s, progress told {watcher.told} times")
    ask(project.index)
    project.close()
    return megabytes, run


class Watcher:
    """Notes from progress when answers began to come, and how much memory the parsing processes took together."""

    def __init__(self, project: Project) -> None:
        self.workers = self.first = 0.0
        self.told = 0
        self._project = project
        self._empty = project.index.generation()

    def look(self, _progress: IndexProgress) -> None:
        self.told += 1
        self.workers = max(self.workers, sum(map(resident, self._project.worker_process_ids)))
        if not self.first and self._project.index.generation() != self._empty:
            self.first = time.monotonic()


def ask(index: Index) -> None:
    """What each question costs, over names of the index."""
    names = sorted({at.symbol.name for at in index.symbols_with_prefix("", 20_000)})
    names = names[:: max(1, len(names) // QUESTIONS)]
    questions: list[tuple[str, Callable[[str], object]]] = [
        ("symbols_named", index.symbols_named),
        ("symbols_with_prefix (3 letters)", lambda name: index.symbols_with_prefix(name[:3])),
        ("search (4 letters)", lambda name: index.search(name[-4:])),
        ("members_of", index.members_of),
        ("calls_to", index.calls_to),
        ("references_to", index.references_to),
    ]
    for title, question in questions:
        times = []
        for name in names:
            began = time.process_time()
            question(name)
            times.append((time.process_time() - began) * 1000)
        times.sort()
        print(f"          {title}: p50 {times[len(times) // 2]:.2f}, p99 {times[len(times) * 99 // 100]:.2f} CPU ms")
    began = time.perf_counter()
    print(f"          keys of {len(index.keys())} files: {(time.perf_counter() - began) * 1000:.1f} ms")


def run_ast_grep(tree: Path, place: Path) -> Run | None:
    beside = Path(sys.executable).with_name("ast-grep")
    program = shutil.which("ast-grep") or (str(beside) if beside.exists() else None)
    if program is None:
        print("ast-grep  not installed (pip install ast-grep-cli): skipped")
        return None
    rules = place / "rules.yml"
    rules.write_text(RULES)
    return timed([program, "scan", "--rule", str(rules), "--json=stream", str(tree)])


def run_ctags(tree: Path, place: Path) -> Run | None:
    program = shutil.which("ctags")
    if program is None:
        print("ctags     not installed: skipped")
        return None
    return timed([program, "-R", "-f", str(place / "tags"), "--fields=+nS", str(tree)])


def timed(command: list[str]) -> Run:
    before, began = own_seconds(), time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return Run(time.monotonic() - began, own_seconds() - before)


def index_again(tree: Path, cache: Path) -> None:
    """A start with nothing changed, single files saved, and a branch left and entered again."""
    began = time.monotonic()
    project = Project(tree, ProjectOptions(), cache)
    report = project.update_index()
    seconds = time.monotonic() - began
    print(f"warm      {seconds:7.2f} s: {seconds / report.files * 10_000:.2f} s for 10,000 files")
    files = project.index.files()
    changed = files[:: max(1, len(files) // SAVED_FILES)][:SAVED_FILES]
    times = [save(project, path, b"\n# saved\n") for path in changed]
    print(f"one file  {statistics.median(times[1:]):7.1f} ms from its change to answers, "
          f"{times[0]:.0f} ms when parsing processes must be started")  # fmt: skip
    branch = files[:: max(1, len(files) // SWITCHED_FILES)][:SWITCHED_FILES]
    texts = {path: (tree / path).read_bytes() for path in branch}
    for path in branch:
        (tree / path).write_bytes(texts[path] + b"\n# another branch\n")
    there = project.update_index()
    for path in branch:
        (tree / path).write_bytes(texts[path])
    back = project.update_index()
    print(f"branch    {there.seconds:7.2f} s and {there.parsed} files parsed for {len(branch)} changed, "
          f"{back.seconds:.2f} s and {back.parsed} parsed on the way back")  # fmt: skip
    project.close()


def save(project: Project, path: str, added: bytes) -> float:
    file = project.root / path
    file.write_bytes(file.read_bytes() + added)
    began = time.perf_counter()
    project.refresh([path])
    return (time.perf_counter() - began) * 1000


def serve(tree: Path, cache: Path, idle_seconds: int) -> None:
    """The server's memory when it is ready, and what it costs when nothing happens."""
    began = time.monotonic()
    with Client(env={"LACEWING_CACHE_DIR": str(cache)}) as client:
        client.initialize(tree, options={"client": {"showsStatus": True}})
        server = client.process.pid
        status = client.wait_notification("lacewing/status", lambda params: params["state"] in ("ready", "error"), 1800)
        ready, cpu = time.monotonic() - began, tree_seconds(server)
        print(f"server    ready after {ready:.1f} s and {cpu:.1f} CPU s ({status['message']}), "
              f"memory {memory(server)}")  # fmt: skip
        time.sleep(ProjectOptions().worker_idle_seconds + 5)
        before = tree_seconds(server)
        time.sleep(idle_seconds)
        spent = tree_seconds(server) - before
        print(f"          idle: {spent * 1000:.0f} CPU ms in {idle_seconds} s, memory {memory(server)}")
        most = ask_for_context(client, tree)
        print(f"          {QUESTIONS} questions for context in as many files: memory {memory(server)}, "
              f"at most {most:.0f} MB its own")  # fmt: skip
        client.close()


def ask_for_context(client: Client, tree: Path) -> float:
    """Ask in random places of `QUESTIONS` files, each opened for it; the most memory of its own that the server had
    after an answer, in MB."""
    random = Random(1)
    files = sorted(file for file in tree.rglob("*.py") if 1_500 < file.stat().st_size < 300_000)
    most = 0.0
    for file in random.sample(files, min(QUESTIONS, len(files))):
        text = file.read_text("utf-8", "replace")
        client.open(file.as_uri(), text, "python")
        place = {"line": random.randrange(text.count("\n") + 1), "character": 0}
        params = {"textDocument": {"uri": file.as_uri()}, "position": place, "budget": 1024}
        client.request("lacewing/context", params)
        client.notify("textDocument/didClose", {"textDocument": {"uri": file.as_uri()}})
        most = max(most, memory(client.process.pid).own)
    return most


def generate(root: Path, count: int) -> None:
    """A monorepo of `count` Python files of about a kilobyte, a hundred to a folder."""
    for number in range(count):
        package = f"package_{number // 100}"
        folder = root / f"team_{number // 5000}" / package
        if number % 100 == 0:
            folder.mkdir(parents=True, exist_ok=True)
        head = f'"""Module {number}."""\n\nfrom {package}.module_{max(0, number - 1)} import Handler0 as Base\n'
        parts = (
            f"\n\nclass Handler{part}(Base):\n    def run_{number}_{part}(self, request, retries={part}):\n"
            f"        result = self.fetch(request, retries)\n        self.last_{number} = result\n"
            f"        return process_{(number * 7 + part) % count}(result)\n"
            for part in range(4)
        )
        (folder / f"module_{number}.py").write_text(head + "".join(parts))


if __name__ == "__main__":
    main()
