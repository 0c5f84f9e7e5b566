"""How fast lint is: `python tests/bench/bench_lint.py [DIR]` (by default the standard library without its tests).

Prints CPU seconds and MB/s in one process, where they go, and the wall time of the command beside `ruff check`, when
ruff is installed.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable
from pathlib import Path

from lacewing.features.lint.check import check_fully
from lacewing.features.lint.options import LintOptions
from lacewing.features.lint.program import compile_program
from lacewing.features.lint.rules import load_rules
from lacewing.syntax.language import Language
from lacewing.syntax.source import Source, source_of

LINT = [sys.executable, "-c", "from lacewing.cli.lint import command; command()"]


def main(folder: Path) -> None:
    sources = [source_of(path, path.read_bytes()) for path in files_of(folder)]
    megabytes = sum(len(source.data) for source in sources) / 1e6
    lines = sum(source.lines.line_count for source in sources)
    print(f"{folder}: {len(sources)} files, {megabytes:.1f} MB, {lines / 1000:.0f} kLOC")
    rules, options = load_rules(), LintOptions()
    spent = {
        "parse": cpu(lambda: [source.tree for source in sources]),
        "queries": cpu(lambda: [run_queries(source) for source in sources]),
    }
    found = 0

    def check_all() -> None:
        nonlocal found
        found = sum(len(check_fully(source, rules, options).findings) for source in sources)

    checking = cpu(check_all)
    spent["constraints and the rest"] = checking - spent["queries"]
    total = spent["parse"] + checking
    for what, seconds in spent.items():
        print(f"  {what:<26} {seconds:6.2f} CPU-s  {seconds / megabytes * 1000:6.0f} ms/MB")
    print(f"  {'all':<26} {total:6.2f} CPU-s  {megabytes / total:6.1f} MB/s, {found} findings")
    compare("lacewing lint", [*LINT, str(folder)])
    if ruff := shutil.which("ruff", path=str(Path(sys.executable).parent)) or shutil.which("ruff"):
        compare(
            "ruff check F,B,PLE,PLW", [ruff, "check", "-q", "--isolated", "-n", "--select=F,B,PLE,PLW", str(folder)]
        )


def files_of(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*.py")) if not {"test", "tests", "site-packages"} & {*path.parts}]


def run_queries(source: Source) -> None:
    language = source.language
    assert isinstance(language, Language)
    chosen = load_rules().for_language(language.name, LintOptions())
    assert source.tree is not None
    program = compile_program(language, tuple(rule for rule in chosen if rule.syntax is None))
    program.matches(source.tree.root_node)


def cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def compare(name: str, command: list[str]) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"  {name:<26} {used:6.2f} CPU-s  {wall:6.2f} s wall")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else sysconfig.get_path("stdlib")).resolve())
