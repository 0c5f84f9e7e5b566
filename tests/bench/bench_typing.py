"""What the embedded engine saves whoever types: held-out files of repositories, typed from left to right.

    python tests/bench/bench_typing.py FOLDER … [--seeds 1,2,3] [--files N] [--empty] [--ablation] [--calibration]

Of each checkout the files of one language (the one most files are in, or `FOLDER:.suffix`) are taken; a seeded sample
of middling ones is typed (`typing_replay`), an engine and an index having learned the others. With `--empty` they have
learned nothing. Printed for each seed and repository, and as means with 95 % intervals over the seeds: how often the
next name is foreseen first and among five; characters saved, share of lines with a ghost text, share of ghost texts
that were right and ghost texts a line, for whole lines and for what the server shows; characters saved by the list;
and by both together; milliseconds of processor time a question.

`--ablation` silences one group of experts after the other. `--calibration` prints how often what was said to be likely
was right.
"""

from __future__ import annotations

import math
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from random import Random
from statistics import mean, stdev
from tempfile import TemporaryDirectory

import click
from indexed import IndexedRepository
from sources import read_files
from typing_replay import Answer, TypedFile, replay, silent

from lacewing.engine.decode import choose
from lacewing.engine.engine import Engine, EngineQuery
from lacewing.engine.evidence import EXPERTS
from lacewing.engine.options import EngineOptions
from lacewing.engine.types import Ghost
from lacewing.engine.weights import Weights, shipped_weights

SHORTEST, LONGEST = 1_500, 16_000
CLONE = 0.5
# From this probability on whole lines are judged.
WHOLE = 0.5
COLUMNS = (
    "first", "five", "line saved", "lines", "right", "a line", "part saved", "lines", "usable", "a line", "list", "all",
    "p50", "p99",
)  # fmt: skip
GROUPS = {
    "project": ("project_longest", "project_middle", "project_two", "project_one"),
    "file": ("file_longest", "file_middle", "file_two", "file_one"),
    "renaming": ("renamed_longest", "renamed_middle", "file_renamed_longest", "file_renamed_middle"),
    "sparse contexts": ("line_head", "argument", "last_words", "file_line_head", "file_argument", "file_last_words"),
    "neighbours": ("around", "alike"),
    "index": ("members", "parameters"),
    "names and lines": ("derived", "beginnings"),
    "prior": ("prior_long", "prior_short"),
}
T_95 = {2: 12.71, 3: 4.30, 4: 3.18, 5: 2.78}
SIMILAR = {
    ".h": ".c",
    ".cc": ".c",
    ".cpp": ".c",
    ".hpp": ".c",
    ".tsx": ".ts",
    ".js": ".ts",
    ".jsx": ".ts",
    ".mjs": ".ts",
}


@click.command()
@click.argument("repositories", nargs=-1, required=True)
@click.option("--seeds", default="1,2,3", help="Which samples of files are typed.")
@click.option("--files", default=10, help="How many files of each repository are typed.")
@click.option("--empty", is_flag=True, help="Learn nothing first.")
@click.option("--ablation", is_flag=True, help="Silence one group of experts after the other.")
@click.option("--calibration", is_flag=True, help="Print how often what was said to be likely was right.")
def main(repositories: tuple[str, ...], seeds: str, files: int, empty: bool, ablation: bool, calibration: bool) -> None:
    """Type, and print tables."""
    numbers = [int(seed) for seed in seeds.split(",")]
    weights = shipped_weights()
    sure = Calibration()
    table(repositories, numbers, files, empty, weights, sure)
    if calibration:
        sure.print()
    if ablation:
        assert sorted(sum(GROUPS.values(), ())) == sorted(EXPERTS)
        for name, experts in GROUPS.items():
            print(f"\nwithout {name}")
            table(repositories, numbers, files, empty, Weights(weights.mixer, weights.prior, frozenset(experts)), None)


def table(
    repositories: Iterable[str], seeds: list[int], files: int, empty: bool, weights: Weights, sure: Calibration | None
) -> None:
    """Type all and print a line for each repository and seed, and the means."""
    print(f"{'':22}" + "".join(f"{name:>11}" for name in COLUMNS))
    by_seed: dict[int, list[list[float]]] = defaultdict(list)
    for repository in repositories:
        name, _, suffix = repository.partition(":")
        for seed in seeds:
            figures = type_repository(Path(name), suffix, seed, files, empty, weights, sure)
            by_seed[seed].append(figures)
            print(f"{Path(name).name[:16]:16} seed {seed}" + _row(figures), flush=True)
    means = [[mean(column) for column in zip(*by_seed[seed], strict=True)] for seed in seeds]
    columns = list(zip(*means, strict=True))
    print(f"{'mean':22}" + _row([mean(column) for column in columns]))
    if len(seeds) > 1:
        widths = [T_95.get(len(seeds), 2.6) * stdev(column) / math.sqrt(len(seeds)) for column in columns]
        print(f"{'± (95 %)':22}" + _row(widths))


def _row(figures: Iterable[float]) -> str:
    return "".join(f"{figure:11.2f}" for figure in figures)


def type_repository(
    root: Path, suffix: str, seed: int, count: int, empty: bool, weights: Weights, sure: Calibration | None
) -> list[float]:
    """The figures of one repository, in the order of `COLUMNS`."""
    files = of_one_language(read_files(root), suffix)
    held = hold_out(files, seed, count)
    learned = [] if empty else [name for name in files if name not in held]
    engine = Engine(EngineOptions(), weights)
    for name in learned:
        engine.learn(name, files[name])
    engine.settle()
    totals: defaultdict[str, Counter[str]] = defaultdict(Counter)
    names: Counter[str] = Counter()
    spent: list[float] = []
    with TemporaryDirectory() as scratch:
        index = IndexedRepository(root, learned, Path(scratch)) if learned else None
        for path in held:
            file = TypedFile.of(root, path, files[path])
            answers = ask(file, engine, index, spent, names, sure)
            for policy, (choice, parts, listing) in POLICIES.items():
                totals[policy] += replay(file, answers, choice, parts, listing)
        if index:
            index.close()
    spent.sort()
    return [
        100 * names["first"] / max(1, names["names"]), 100 * names["five"] / max(1, names["names"]),
        *_ghosts(totals["line"], ("exact",)), *_ghosts(totals["part"], ("exact", "part")),
        _saved(totals["list"]), _saved(totals["all"]), spent[len(spent) // 2], spent[len(spent) * 99 // 100],
    ]  # fmt: skip


def ask(
    file: TypedFile,
    engine: Engine,
    index: IndexedRepository | None,
    spent: list[float],
    names: Counter[str],
    sure: Calibration | None,
) -> dict[int, Answer]:
    """The engine's answers at all places of a file."""
    answers = {}
    for at in file.places():
        prefix = file.text[:at]
        query = EngineQuery(file.path, prefix, symbols=index.symbols(file.path, prefix) if index else None)
        began = time.process_time()
        prediction, line = engine.predict(query), engine.line(query, WHOLE)
        spent.append((time.process_time() - began) * 1000)
        words = [text for text, _ in prediction.tokens if text[0].isalpha() or text[0] in "_$"]
        answers[at] = Answer(words, line)
        token = file.starts.get(at)
        if token and token.kind == "name":
            if at and (file.text[at - 1].isalnum() or file.text[at - 1] == "_"):
                continue
            truth = file.text[token.start : token.end]
            names["names"] += 1
            names["first"] += words[:1] == [truth]
            names["five"] += truth in words[:5]
        if token and sure is not None and prediction.tokens and not prediction.stem:
            best, share = prediction.tokens[0]
            sure.note("token", share, best == file.text[token.start : token.end])
            for cut in line.cuts:
                verdict, _ = file.verdict(at, cut.text)
                sure.note("line" if cut.whole_line else "part", cut.confidence, verdict == "exact" or (
                    verdict == "part" and not cut.whole_line))  # fmt: skip
    return answers


def _whole(answer: Answer, _refused: int) -> Ghost | None:
    ended = answer.line.cuts[-1] if answer.line.cuts and answer.line.cuts[-1].whole_line else None
    return ended if ended and ended.confidence >= WHOLE and len(ended.text.strip()) > 1 else None


def _served(answer: Answer, refused: int) -> Ghost | None:
    found = choose(answer.line, EngineOptions(), refused)
    return found[0] if found else None


POLICIES = {
    "line": (_whole, False, False), "part": (_served, True, False), "list": (silent, False, True),
    "all": (_served, True, True),
}  # fmt: skip


class Calibration:
    """How often something was right that had a probability, by tenths of it."""

    def __init__(self) -> None:
        self._bins: defaultdict[str, list[list[float]]] = defaultdict(lambda: [[0, 0.0, 0] for _ in range(10)])

    def note(self, what: str, share: float, right: bool) -> None:
        """One more."""
        found = self._bins[what][min(9, int(share * 10))]
        found[0] += 1
        found[1] += share
        found[2] += right

    def print(self) -> None:
        """A table, with a bar for what was right and a mark where it was expected."""
        for what, bins in self._bins.items():
            print(f"\n{what:8}{'said':>8}{'right':>8}{'times':>9}")
            for count, said, right in bins:
                if count:
                    bar = list(("█" * round(40 * right / count)).ljust(41))
                    bar[round(40 * said / count)] = "|"
                    print(f"{'':8}{said / count:8.3f}{right / count:8.3f}{int(count):9}  {''.join(bar)}")


def of_one_language(files: dict[str, str], suffix: str) -> dict[str, str]:
    """The files of the suffix and such as go with it, else of the suffix that most have."""
    group = {name: SIMILAR.get(Path(name).suffix, Path(name).suffix) for name in files}
    wanted = SIMILAR.get(suffix, suffix) or Counter(group.values()).most_common(1)[0][0]
    return {name: text for name, text in files.items() if group[name] == wanted}


def hold_out(files: dict[str, str], seed: int, count: int) -> list[str]:
    """A seeded choice of middling files that are no copies of others."""
    lines = {
        name: {line.strip() for line in text.split("\n") if len(line.strip()) > 12} for name, text in files.items()
    }
    holding: defaultdict[str, list[str]] = defaultdict(list)
    for name, own in lines.items():
        for line in own:
            holding[line].append(name)
    fitting = [name for name in files if SHORTEST <= len(files[name]) <= LONGEST and len(lines[name]) >= 15]
    Random(seed).shuffle(fitting)
    chosen: list[str] = []
    for name in fitting:
        shared = Counter(other for line in lines[name] for other in holding[line] if other != name)
        if not shared or shared.most_common(1)[0][1] <= CLONE * len(lines[name]):
            chosen.append(name)
        if len(chosen) == count:
            break
    return chosen


def _ghosts(counts: Counter[str], good: tuple[str, ...]) -> list[float]:
    shown = max(1, counts["shown"])
    lines = max(1, counts["lines"])
    right = sum(counts[verdict] for verdict in good)
    return [_saved(counts), 100 * counts["lines_shown"] / lines, 100 * right / shown, counts["shown"] / lines]


def _saved(counts: Counter[str]) -> float:
    return 100 * (counts["base"] - counts["keys"]) / max(1, counts["base"])


if __name__ == "__main__":
    main()
