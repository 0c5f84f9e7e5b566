"""How well and how fast names are resolved, beside jedi where that is installed and the project holds Python.

`python tests/bench/bench_resolve.py DIR [--names N] [--seed S]` draws N names used behind a receiver in files that are
no tests, and N used bare, whose definitions the project may hold. Of those whose definition jedi finds in the project,
it prints the share that the resolver finds too (recall) and, of the resolver's answers, the share that jedi confirms
(precision); without jedi only the share that is resolved. Then the CPU time of what a keystroke asks: all that
retrieval wants to know of the open file, for the first time and after one more edit.
"""

from __future__ import annotations

import argparse
import importlib
import random
import re
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

from lacewing.project.extract import extract
from lacewing.project.resolve import resolver_of
from lacewing.project.workspace import Project
from lacewing.syntax.source import Source, source_of

_TESTS = re.compile(
    r"(^|/)(tests?|__tests__|spec|examples?|docs?|benchmarks?)(/|$)|(^|/)(test_|conftest)|[._](test|spec)s?\."
)
_NEAR_LINES = 40
_NAMES_NEAR = 60
_PLACES = 60

Place = tuple[str, int]


class Use(NamedTuple):
    """A name used in a file of the project: `start` in bytes, `line` from 0."""

    path: str
    name: str
    receiver: str
    start: int
    line: int


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--names", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as cache:
        project = Project(arguments.folder, cache_dir=Path(cache))
        project.update_index()
        draw = random.Random(arguments.seed)
        member, bare = _uses(project, draw, arguments.names)
        for title, uses in (("behind a receiver", member), ("bare", bare)):
            _print_quality(title, project, uses)
        _print_speed(project, draw)
        project.close()


def _uses(project: Project, draw: random.Random, most: int) -> tuple[list[Use], list[Use]]:
    files = [path for path in project.index.files() if not _TESTS.search(path)]
    files = draw.sample(files, min(len(files), 400))
    names = {symbol.name for path in files for symbol in project.index.symbols_in(path)}
    found: tuple[list[Use], list[Use]] = ([], [])
    for path in files:
        facts = project.index.facts(path)
        for each in facts.references if facts else ():
            if each.name in names:
                found[not each.receiver].append(Use(path, each.name, each.receiver, each.start, each.line))
    return draw.sample(found[0], min(most, len(found[0]))), draw.sample(found[1], min(most, len(found[1])))


def _print_quality(title: str, project: Project, uses: list[Use]) -> None:
    resolver = resolver_of(project.index)
    began = time.process_time()
    ours = [resolver.resolve(use.path, use.name, use.receiver, use.start) for use in uses]
    milliseconds = (time.process_time() - began) * 1000
    answers = [[(at.path, at.symbol.line) for at in found] for found in ours]
    share = 100 * sum(map(bool, answers)) / max(1, len(uses))
    print(f"{len(uses)} names {title}: {share:.1f} % resolved, {milliseconds / max(1, len(uses)):.2f} ms each")
    truths = _jedi(project.root, uses)
    if truths is None:
        return
    inside = [(mine, truth) for mine, truth in zip(answers, truths, strict=True) if truth]
    given = [(mine, truth) for mine, truth in zip(answers, truths, strict=True) if mine and truth is not None]
    recall = sum(any(place in truth for place in mine) for mine, truth in inside)
    right = sum(mine[0] in truth for mine, truth in given)
    print(f"  jedi: recall {100 * recall / max(1, len(inside)):.1f} % of {len(inside)}, "
          f"precision {100 * right / max(1, len(given)):.1f} % of {len(given)}")  # fmt: skip


def _jedi(root: Path, uses: list[Use]) -> list[list[Place] | None] | None:
    """Where jedi finds the definitions: [] outside of the project, None where it fails; None without jedi or Python."""
    try:
        jedi: Any = importlib.import_module("jedi")
    except ImportError:
        return None
    if not any(use.path.endswith(".py") for use in uses):
        return None
    project = jedi.Project(str(root), added_sys_path=[str(root / "src")])
    return [_asked(jedi, project, root, use) if use.path.endswith(".py") else None for use in uses]


def _asked(jedi: Any, project: Any, root: Path, use: Use) -> list[Place] | None:
    data = (root / use.path).read_bytes()
    column = len(data[data.rfind(b"\n", 0, use.start) + 1 : use.start].decode("utf-8", "replace"))
    script = jedi.Script(data.decode("utf-8", "replace"), path=str(root / use.path), project=project)
    try:
        found = script.goto(use.line + 1, column, follow_imports=True)
    except Exception:  # noqa: BLE001 - a fault of the peer is no answer
        return None
    places = [(Path(str(each.module_path)), each.line, each.type) for each in found]
    return [
        (path.relative_to(root).as_posix(), line - 1)
        for path, line, kind in places
        if line and kind not in ("module", "param") and path.is_relative_to(root)
    ]


def _print_speed(project: Project, draw: random.Random) -> None:
    files = [path for path in project.index.files() if len(project.index.symbols_in(path)) > 8]
    first, again = [], []
    for path in draw.sample(files, min(len(files), _PLACES)):
        data = project.read(path) or b""
        offset = draw.randrange(len(data) + 1)
        first.append(_keystroke(project, path, data, offset))
        again.append(_keystroke(project, path, data[:offset] + b"\n" + data[offset:], offset))
        project.index.drop_overlay(path)
    for title, times in (("the first time", first), ("after an edit", again)):
        times.sort()
        middle, high = times[len(times) // 2], times[int(len(times) * 0.95)]
        print(f"what a keystroke asks, {title}: p50 {middle:.1f} ms, p95 {high:.1f} ms CPU ({len(times)} places)")


def _keystroke(project: Project, path: str, data: bytes, offset: int) -> float:
    source = source_of(project.root / path, data)
    assert source.language is not None
    facts = extract(data, source.language)
    _ = source.tree
    project.index.set_overlay(path, facts, source)
    near = _near(source, offset, [(each.line, each.name, each.receiver, each.start) for each in facts.references])
    began = time.process_time()
    resolver = resolver_of(project.index)
    resolver.imported_symbols(path)
    resolver.imported_files(path)
    resolver.typed_names_in_scope(path, offset)
    for _, name, receiver, start in near:
        resolver.resolve(path, name, receiver, start)
    return (time.process_time() - began) * 1000


def _near(source: Source, offset: int, names: list[tuple[int, str, str, int]]) -> list[tuple[int, str, str, int]]:
    line = source.lines.line_of(offset)
    near = [each for each in names if abs(each[0] - line) <= _NEAR_LINES]
    return sorted(near, key=lambda each: abs(each[0] - line))[:_NAMES_NEAR]


if __name__ == "__main__":
    main()
