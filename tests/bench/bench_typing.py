"""What the embedded engine saves whoever types: held-out files of repositories, typed from left to right.

    python tests/bench/bench_typing.py FOLDER … [--seeds 1,2,3] [--files N] [--empty] [--ablation] [--calibration]
                                                [--adaptation] [--peers words,trigram,jedi] [--answers FOLDER]

Of each checkout the files of one language (the one most files are in, or `FOLDER:.suffix`) are taken; a seeded sample
of middling ones is typed (`typing_replay`), an engine and an index having learned the others. With `--empty` they have
learned nothing. Printed for each seed and repository, and as means with 95 % intervals over the seeds: how often the
next name is foreseen first and among five; characters saved, share of lines with a ghost text, share of ghost texts
that were right and ghost texts a line, for whole lines alone, for lines and their parts, and for what the server
shows, which are blocks of lines too; characters saved by the list; and by list and what the server shows together;
milliseconds of processor time a question.

`--ablation` silences one group of experts after the other. `--calibration` prints how often what was said to be likely
was right: tokens anywhere, ghost texts where they are shown. `--adaptation` prints how many were right of each kind
when thresholds follow what becomes of the texts (`features/completion/adaptation.py`). `--peers` types with others too.
What the engine says everywhere is kept in `--answers` and used again, until its weights change: after a change of its
code, empty it. A repository of 10 files takes one to three minutes a seed; `--ablation` takes eight times that.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import mean, stdev

import click
from typing_adaptation import print_adaptation
from typing_answers import Recording, Wanted, record_peer, recorded
from typing_peers import PEERS
from typing_replay import Answer, Policy, Show, replay, silent

from lacewing.engine.calibration import Calibration, kind_of
from lacewing.engine.choice import choose, whole_line
from lacewing.engine.decode import Line
from lacewing.engine.evidence import EXPERTS
from lacewing.engine.options import EngineOptions
from lacewing.engine.types import Ghost
from lacewing.engine.weights import shipped_weights

COLUMNS = (
    "first", "five", "line saved", "lines", "right", "a line", "part saved", "lines", "usable", "a line",
    "all saved", "lines", "usable", "a line", "list", "all+list", "p50", "p99",
)  # fmt: skip
GROUPS = {
    "project": ("project_longest", "project_two", "project_one"),
    "file": ("file_longest", "file_two", "file_one"),
    "renaming": ("renamed", "file_renamed"),
    "resemblance": ("file_alike", "file_alike_renamed", "project_alike", "project_alike_renamed"),
    "sparse contexts": ("line_head", "argument", "last_words", "file_line_head", "file_argument", "file_last_words"),
    "neighbours": ("around", "alike"),
    "index": ("members", "parameters"),
    "names and lines": ("derived", "beginnings"),
    "prior": ("prior_long", "prior_short", "prior_call"),
    "suited names": ("suited",),
}
T_95 = {2: 12.71, 3: 4.30, 4: 3.18, 5: 2.78}
# A peer knows no calibration: its probabilities are taken as they are.
_AS_SAID = Calibration(
    {kind: {"bias": 0.0, "logit": 1.0, "length": 0.0, "weakest": 0.0} for kind in ("part", "line", "block")}
)


@dataclass
class Reliability:
    """How often something was right that had a probability, by tenths of it."""

    bins: defaultdict[str, list[list[float]]] = field(
        default_factory=lambda: defaultdict(lambda: [[0, 0.0, 0] for _ in range(10)])
    )

    def note(self, what: str, share: float, right: bool) -> None:
        """One more."""
        found = self.bins[what][min(9, int(share * 10))]
        found[0] += 1
        found[1] += share
        found[2] += right

    def print(self) -> None:
        """A table, with a bar for what was right and a mark where it was expected."""
        for what, bins in sorted(self.bins.items()):
            print(f"\n{what:8}{'said':>8}{'right':>8}{'times':>9}")
            for count, said, right in bins:
                if count:
                    bar = list(("█" * round(40 * right / count)).ljust(41))
                    bar[round(40 * said / count)] = "|"
                    print(f"{'':8}{said / count:8.3f}{right / count:8.3f}{int(count):9}  {''.join(bar)}")


@click.command()
@click.argument("repositories", nargs=-1, required=True)
@click.option("--seeds", default="1,2,3", help="Which samples of files are typed.")
@click.option("--files", default=10, help="How many files of each repository are typed.")
@click.option("--empty", is_flag=True, help="Learn nothing first.")
@click.option("--ablation", is_flag=True, help="Silence one group of experts after the other.")
@click.option("--calibration", is_flag=True, help="Print how often what was said to be likely was right.")
@click.option("--adaptation", is_flag=True, help="Print what thresholds that follow one typist make of it.")
@click.option("--peers", default="", help="Who else completes: words, trigram, jedi.")
@click.option("--answers", type=click.Path(path_type=Path, file_okay=False), help="Where answers are kept.")
def main(
    repositories: tuple[str, ...],
    seeds: str,
    files: int,
    empty: bool,
    ablation: bool,
    calibration: bool,
    adaptation: bool,
    peers: str,
    answers: Path | None,
) -> None:
    """Type, and print tables."""
    wanted = [
        Wanted(Path(name), suffix, int(seed), files, empty)
        for name, _, suffix in (repository.partition(":") for repository in repositories)
        for seed in seeds.split(",")
    ]
    weights = shipped_weights()
    policies = policies_of(weights.calibration)
    reliability = Reliability() if calibration else None
    table(wanted, lambda each: recorded(each, weights, answers), policies, reliability)
    if reliability:
        reliability.print()
    if adaptation:
        print_adaptation((recorded(each, weights, answers) for each in wanted), weights.calibration)
    for name in filter(None, peers.split(",")):
        print(f"\n{name}")
        peer = PEERS[name]
        table(wanted, lambda each, peer=peer: record_peer(each, peer), policies_of(_AS_SAID), None)
    if ablation:
        assert sorted(sum(GROUPS.values(), ())) == sorted(EXPERTS)
        for name, experts in GROUPS.items():
            print(f"\nwithout {name}")
            silenced = replace(weights, silenced=frozenset(experts))
            table(wanted, lambda each, silenced=silenced: recorded(each, silenced, answers), policies, None)


def policies_of(calibration: Calibration) -> dict[str, Policy]:
    """What is shown: whole lines alone, lines and parts, all that the server shows, that beside a list, a list."""
    options = EngineOptions()

    def whole(answer: Answer, refused: int) -> Ghost | None:
        return whole_line(answer.line, options, calibration, refused)

    def single(answer: Answer, refused: int) -> Ghost | None:
        return next(iter(choose(Line(answer.line.cuts), options, calibration, refused)), None)

    def served(answer: Answer, refused: int) -> Ghost | None:
        return next(iter(choose(answer.line, options, calibration, refused)), None)

    shows: dict[str, Show] = {"line": whole, "part": single, "served": served}
    found = {name: Policy(show, parts=name != "line") for name, show in shows.items()}
    return found | {"list": Policy(silent, listing=True), "all": Policy(served, listing=True)}


def table(
    wanted: list[Wanted],
    recording_of: Callable[[Wanted], Recording],
    policies: dict[str, Policy],
    reliability: Reliability | None,
) -> None:
    """Type all and print a line for each repository and seed, and the means."""
    print(f"{'':22}" + "".join(f"{name:>11}" for name in COLUMNS))
    by_seed: dict[int, list[list[float]]] = defaultdict(list)
    for each in wanted:
        figures = figures_of(recording_of(each), policies, reliability)
        by_seed[each.seed].append(figures)
        print(f"{each.root.name[:16]:16} seed {each.seed}" + _row(figures), flush=True)
    means = [[mean(column) for column in zip(*rows, strict=True)] for rows in by_seed.values()]
    columns = list(zip(*means, strict=True))
    print(f"{'mean':22}" + _row([mean(column) for column in columns]))
    if len(means) > 1:
        widths = [T_95.get(len(means), 2.6) * stdev(column) / math.sqrt(len(means)) for column in columns]
        print(f"{'± (95 %)':22}" + _row(widths))


def _row(figures: Iterable[float]) -> str:
    return "".join(f"{figure:11.2f}" for figure in figures)


def figures_of(recording: Recording, policies: dict[str, Policy], reliability: Reliability | None) -> list[float]:
    """The figures of one recording, in the order of `COLUMNS`."""
    totals: defaultdict[str, Counter[str]] = defaultdict(Counter)
    names: Counter[str] = Counter()
    for file, answers in recording.typed:
        for name, policy in policies.items():
            found = replay(file, answers, policy)
            totals[name] += found.counts
            for ghost, right in found.shown if reliability and name == "served" else ():
                reliability.note(kind_of(ghost), ghost.confidence, right)  # type: ignore[union-attr]
        for at, answer in answers.items():
            token = file.starts.get(at)
            if token is None or (at and (file.text[at - 1].isalnum() or file.text[at - 1] == "_")):
                continue
            truth = file.text[token.start : token.end]
            if token.kind == "name":
                names["names"] += 1
                names["first"] += answer.words[:1] == [truth]
                names["five"] += truth in answer.words[:5]
            for text, share in answer.best if reliability else ():
                reliability.note("token", share, text == truth)  # type: ignore[union-attr]
    spent = sorted(recording.spent)
    return [
        100 * names["first"] / max(1, names["names"]), 100 * names["five"] / max(1, names["names"]),
        *_ghosts(totals["line"], ("exact",)), *_ghosts(totals["part"], ("exact", "part")),
        *_ghosts(totals["served"], ("exact", "part")), _saved(totals["list"]), _saved(totals["all"]),
        spent[len(spent) // 2], spent[len(spent) * 99 // 100],
    ]  # fmt: skip


def _ghosts(counts: Counter[str], good: tuple[str, ...]) -> list[float]:
    shown = max(1, counts["shown"])
    lines = max(1, counts["lines"])
    right = sum(counts[verdict] for verdict in good)
    return [_saved(counts), 100 * counts["lines_shown"] / lines, 100 * right / shown, counts["shown"] / lines]


def _saved(counts: Counter[str]) -> float:
    return 100 * (counts["base"] - counts["keys"]) / max(1, counts["base"])


if __name__ == "__main__":
    main()
