"""References and definitions over stdio beside Pyright's, on the same names of a Python project.

`python tests/bench/bench_navigation.py REPO [--venv DIR] [--names N] [--seed S] [--pyright COMMAND]` draws N
definitions (functions, methods, classes, fields and names of modules) from the files that are no tests and asks both
servers for their references, then N uses of names and asks for their definitions. Pyright's answers are taken as the
truth; places
outside of the project are left out. Prints precision and recall over all places, the share of names whose answers are
equal, and the time of an answer.
"""

from __future__ import annotations

import argparse
import random
import re
import shlex
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlparse

from completion_peers import Served, completers

from lacewing.project.extract import extract
from lacewing.syntax.source import Source, source_of
from lacewing.text.position import PositionEncoding

_LEFT_OUT = re.compile(r"(^|/)(\.[^/]*|tests?|docs?|examples?|benchmarks?|build|env|venv)(/|$)|(^|/)(test_|conftest)")
_LIBRARY = re.compile(r"(^|/)site-packages/")
_ASKED = frozenset(["function", "method", "class", "field", "property", "variable", "constant"])

Spot = tuple[str, int, int]


class Name(NamedTuple):
    """A name at a place: `line` and `character` (UTF-16) from 0."""

    path: Path
    line: int
    character: int
    kind: str


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("repository", type=Path)
    parser.add_argument("--venv", type=Path)
    parser.add_argument("--names", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pyright", default="basedpyright-langserver --stdio")
    parser.add_argument("--differences", action="store_true", help="print where the answers differ")
    arguments = parser.parse_args()
    root = arguments.repository.resolve()
    python = arguments.venv.resolve() / "bin" / "python" if arguments.venv is not None else None
    defined, used = _names(root, random.Random(arguments.seed), arguments.names)
    with tempfile.TemporaryDirectory() as cache:
        command = shlex.split(arguments.pyright)
        ours, theirs = completers(["lacewing", "pyright"], root, python, Path(cache), command)
        assert isinstance(ours, Served)
        assert isinstance(theirs, Served)
        for method, names in (("references", defined), ("definition", used)):
            _compare(method, names, ours, theirs, root, arguments.differences)
        ours.close()
        theirs.close()


def _names(root: Path, draw: random.Random, count: int) -> tuple[list[Name], list[Name]]:
    defined: list[Name] = []
    used: list[Name] = []
    for path in sorted(root.rglob("*.py")):
        if _LEFT_OUT.search(path.relative_to(root).as_posix()):
            continue
        source = source_of(path, path.read_bytes())
        assert source.language is not None
        facts = extract(source.data, source.language)
        for symbol in facts.symbols:
            if symbol.kind in _ASKED and not symbol.name.startswith("__"):
                defined.append(_name(source, symbol.name_start, symbol.kind))
        for reference in facts.references:
            used.append(_name(source, reference.start, "member" if reference.receiver else "plain"))
    return draw.sample(defined, min(count, len(defined))), draw.sample(used, min(4 * count, len(used)))


def _name(source: Source, offset: int, kind: str) -> Name:
    position = source.lines.position(offset, PositionEncoding.UTF16)
    return Name(source.path, position.line, position.character, kind)


def _compare(method: str, names: list[Name], ours: Served, theirs: Served, root: Path, show: bool) -> None:
    both = wrong = missed = equal = answered = 0
    times: tuple[list[float], list[float]] = ([], [])
    for name in names:
        found, truth = (
            _ask(server, method, name, root, spent) for server, spent in ((ours, times[0]), (theirs, times[1]))
        )
        if method == "definition":
            if not truth:
                continue
            found = set(list(found)[:1]) if not found & truth else found & truth
        answered += 1
        both += len(found & truth)
        wrong += len(found - truth)
        missed += len(truth - found)
        equal += found == truth or (method == "definition" and bool(found & truth))
        if show and found != truth:
            print(f"  {name.kind} {name.path.name}:{name.line + 1}: too many {sorted(found - truth)[:4]}, "
                  f"missing {sorted(truth - found)[:4]}")  # fmt: skip
    precision, recall = _percent(both, both + wrong), _percent(both, both + missed)
    print(f"{method}: {answered} names, precision {precision}, recall {recall}, same {_percent(equal, answered)}")
    for server, spent in ((ours, times[0]), (theirs, times[1])):
        spent.sort()
        print(f"  {server.name}: p50 {spent[len(spent) // 2]:.1f} ms, p95 {spent[len(spent) * 95 // 100]:.1f} ms")


def _ask(server: Served, method: str, name: Name, root: Path, spent: list[float]) -> set[Spot]:
    server.open(name.path, name.path.read_text("utf-8"))
    params: dict[str, Any] = {
        "textDocument": {"uri": name.path.as_uri()},
        "position": {"line": name.line, "character": name.character},
        "context": {"includeDeclaration": True},
    }
    began = time.perf_counter()
    found = server.client.request(f"textDocument/{method}", params, 120) or []
    spent.append(1000 * (time.perf_counter() - began))
    places = set()
    for each in found if isinstance(found, list) else [found]:
        uri = each.get("uri") or each["targetUri"]
        range_ = each.get("range") or each["targetSelectionRange"]
        path = Path(unquote(urlparse(uri).path))
        inside = path.is_relative_to(root) and not _LIBRARY.search(path.relative_to(root).as_posix())
        if inside:
            start = range_["start"]
            places.add((path.relative_to(root).as_posix(), start["line"], start["character"]))
    return places


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / max(1, whole):.1f} %"


if __name__ == "__main__":
    main()
