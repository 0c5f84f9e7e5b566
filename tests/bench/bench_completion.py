"""How often the true token is near the top of a completion list, beside Jedi and Pyright, at the same places.

`python tests/bench/bench_completion.py REPO … [--venv DIR] [--places N] [--seed S] [--only NAMES] [--pyright COMMAND]`
takes identifiers at random from the Python files of each repository that are no tests and no documents: N behind a dot
and N others, names that are just being defined (`def`, `class`, `as`, parameters) left out. Each is removed from the
text; the rest of the file stays, as while editing. Everyone is asked at the token's beginning, then behind its first
letter and its second. As an editor does, labels that do not begin with what is typed (in any case) are left out, in
the order of the answer. Prints the share of places whose token is among the first 1, 5 and 20, and the time of an
answer once a letter was typed, by the clock and of the processors, background work included. Jedi is used when it can
be imported, Pyright when its command (`basedpyright-langserver --stdio`) is found; `--venv` is the environment with
the repository's dependencies that all of them read.
"""

from __future__ import annotations

import argparse
import io
import keyword
import random
import re
import shlex
import tempfile
import tokenize
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from completion_peers import Answer, Completer, completers

_LEFT_OUT = re.compile(
    r"(^|/)(\.[^/]*|tests?|docs?|examples?|benchmarks?|build|node_modules|env|venv)(/|$)|(^|/)(test_|conftest)"
)
_FILES = 400
_STEMS = (0, 1, 2)
_TOPS = (1, 5, 20)


class Place(NamedTuple):
    """An identifier of a file: `line` from 0, columns in characters."""

    path: Path
    line: int
    start: int
    name: str
    member: bool


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("repositories", type=Path, nargs="+")
    parser.add_argument("--venv", type=Path)
    parser.add_argument("--places", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="lacewing,jedi,pyright")
    parser.add_argument("--pyright", default="basedpyright-langserver --stdio")
    parser.add_argument("--cache", type=Path, help="keep Lacewing's index here, for large repositories")
    parser.add_argument("--misses", action="store_true", help="print where Lacewing has the token in no first 20")
    arguments = parser.parse_args()
    python = arguments.venv.resolve() / "bin" / "python" if arguments.venv is not None else None
    for root in arguments.repositories:
        places = _places(root.resolve(), random.Random(arguments.seed), arguments.places)
        print(f"{root.name}: {len(places)} places")
        with tempfile.TemporaryDirectory() as cache:
            command = shlex.split(arguments.pyright)
            kept = arguments.cache or Path(cache)
            for each in completers(arguments.only.split(","), root.resolve(), python, kept, command):
                _measure(each, places, arguments.misses)
                each.close()


def _places(root: Path, draw: random.Random, count: int) -> list[Place]:
    member: list[Place] = []
    bare: list[Place] = []
    paths = [path for path in sorted(root.rglob("*.py")) if not _LEFT_OUT.search(path.relative_to(root).as_posix())]
    for path in draw.sample(paths, _FILES) if len(paths) > _FILES else paths:
        for place in _identifiers(path):
            (member if place.member else bare).append(place)
    return draw.sample(member, min(count, len(member))) + draw.sample(bare, min(count, len(bare)))


def _identifiers(path: Path) -> Iterator[Place]:
    text = path.read_text("utf-8")
    before = ""
    depth = 0
    defining = False
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError):
        return
    for token in tokens:
        if token.type == tokenize.OP:
            depth += (token.string in "([{") - (token.string in ")]}")
            if token.string == ":" and not depth:
                defining = False
        if token.type == tokenize.NAME:
            if token.string in ("def", "lambda"):
                defining = True
            parameter = defining and before in ("(", ",", "*", "**", "lambda") and depth <= 1
            named = before in ("def", "class", "as") or parameter
            if not keyword.iskeyword(token.string) and not named and len(token.string) > 2:
                yield Place(path, token.start[0] - 1, token.start[1], token.string, before == ".")
        if token.type in (tokenize.NAME, tokenize.OP, tokenize.NUMBER, tokenize.STRING, tokenize.NEWLINE):
            before = token.string


def _measure(completer: Completer, places: list[Place], misses: bool) -> None:
    ranks: dict[tuple[bool, int], list[int]] = defaultdict(list)
    spent: list[Answer] = []
    for place in places:
        lines = place.path.read_text("utf-8").split("\n")
        whole = lines[place.line]
        for stem in _STEMS:
            typed = place.name[:stem]
            lines[place.line] = whole[: place.start] + typed + whole[place.start + len(place.name) :]
            text = "\n".join(lines)
            if not stem:
                completer.open(place.path, text)
            answer = completer.ask(text, place.line, place.start + stem)
            rank = _rank(answer.labels, typed, place.name)
            ranks[place.member, stem].append(rank)
            if stem:
                spent.append(answer)
            if misses and not 0 <= rank < _TOPS[-1]:
                print(f"  {rank} {typed}█{place.name} in {place.path}:{place.line + 1}: {whole.strip()[:90]}")
    _print(completer.name, ranks, spent)


def _rank(labels: list[str], typed: str, wanted: str) -> int:
    low = typed.lower()
    kept = (label.rstrip("=(") for label in labels if label.lower().startswith(low))
    seen = list(dict.fromkeys(kept))
    return seen.index(wanted) if wanted in seen else -1


def _print(name: str, ranks: dict[tuple[bool, int], list[int]], spent: list[Answer]) -> None:
    every = [rank for found in ranks.values() for rank in found]
    rows = [("all", every)]
    rows += [(("member" if key[0] else "plain") + f", {key[1]} typed", found) for key, found in sorted(ranks.items())]
    for title, found in rows:
        shares = " ".join(f"top {top:2} {100 * _share(found, top):5.1f} %" for top in _TOPS)
        print(f"  {name:9} {title:16} {shares}  in the list {100 * _share(found, 1 << 30):5.1f} %")
    for title, times in (("clock", [each.wall for each in spent]), ("processor", [each.work for each in spent])):
        times.sort()
        middle, high = times[len(times) // 2], times[len(times) * 99 // 100]
        print(f"  {name:9} {title}: p50 {middle:.1f} ms, p99 {high:.1f} ms")


def _share(ranks: list[int], top: int) -> float:
    return sum(0 <= rank < top for rank in ranks) / max(1, len(ranks))


if __name__ == "__main__":
    main()
