"""Replays real commits: how much of what was changed later is foreseen from the first hunk.

    python tests/bench/bench_next_edit.py [--commits N] [--seed S] [--any] REPOSITORY …

Of each commit the first hunk is done, and next edits are asked for. A later hunk is foreseen when an edit that was
offered does all or a part of it, in the very words of the commit. "At once" counts every edit offered after the first
hunk. "One by one" replays how a person meets them: the likeliest is offered; when the commit did it, it counts as done
(and those that do the same become likelier), when not, all that do the same are withdrawn. `--any` takes a hunk drawn
at random as the first. Precision and recall are given for several thresholds; the setting's is marked.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from random import Random

import numpy as np
from commits import Commit, Repository, Wanted, applied, commits

from lacewing.features.next_edit.chances import chances_of, done_before, learned_weights
from lacewing.features.next_edit.evidence import Found, rows_of
from lacewing.features.next_edit.names import names_of
from lacewing.features.next_edit.next_edits import candidates, kind_of
from lacewing.features.next_edit.options import NextEditOptions
from lacewing.features.next_edit.types import Change, ProjectView

THRESHOLDS = (0.2, 0.3, 0.4, 0.45, 0.5, 0.6, 0.7)
_MOST_OFFERS = 40  # for one commit


@dataclass(frozen=True, eq=False)
class Candidate:
    """A place with its features; `hunk` is what it does of the commit, None when nothing."""

    row: list[float]
    path: str
    start: int
    end: int
    kind: str
    hunk: tuple[str, int] | None


@dataclass(frozen=True)
class Replay:
    """One commit: how many hunks followed the first, the candidates, and the CPU ms that finding them took."""

    later: int
    candidates: list[Candidate]
    milliseconds: float


@dataclass
class Score:
    """Edits offered, those among them that were right, hunks foreseen and hunks there were."""

    offered: int = 0
    right: int = 0
    foreseen: int = 0
    later: int = 0

    @property
    def precision(self) -> float:
        """The share of what was offered that was right."""
        return self.right / max(1, self.offered)

    @property
    def recall(self) -> float:
        """The share of later hunks that were foreseen."""
        return self.foreseen / max(1, self.later)


def main() -> None:
    """Replay and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repositories", nargs="+", type=Path)
    parser.add_argument("--commits", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--any", action="store_true", help="take any hunk of a commit as the first")
    options = parser.parse_args()
    every: list[Replay] = []
    for folder in options.repositories:
        repository = Repository(folder)
        found = list(replays(repository, options.commits, options.seed, options.any))
        repository.close()
        every += found
        print_table(str(folder), found)
    if len(options.repositories) > 1:
        print_table("all", every)
    times = np.array([each.milliseconds for each in every])
    print(f"CPU ms a change: p50 {np.percentile(times, 50):.0f}, p95 {np.percentile(times, 95):.0f}")


def print_table(name: str, found: Sequence[Replay]) -> None:
    """Precision and recall of one repository."""
    reachable = sum(len({each.hunk for each in replay.candidates if each.hunk}) for replay in found)
    later = sum(replay.later for replay in found)
    print(f"{name}: {len(found)} commits, {later} later hunks, {reachable / max(1, later):.1%} among the candidates")
    print("  threshold   at once: precision recall offered   one by one: precision recall offered")
    for threshold in THRESHOLDS:
        once, series = at_once(found, threshold), one_by_one(found, threshold)
        mark = "*" if threshold == NextEditOptions().threshold else " "
        print(
            f"  {threshold:8.2f}{mark} {once.precision:18.1%} {once.recall:7.1%} {once.offered:6d}"
            f" {series.precision:24.1%} {series.recall:7.1%} {series.offered:6d}"
        )


def replays(repository: Repository, count: int, seed: int, any_hunk: bool) -> Iterator[Replay]:
    """The replays of `count` commits."""
    random = Random(seed)
    for commit in commits(repository, count, seed):
        first = random.randrange(len(commit.hunks)) if any_hunk else 0
        yield _replay(repository, commit, first)


def _replay(repository: Repository, commit: Commit, first: int) -> Replay:
    path, hunk = commit.hunks[first]
    change = Change(path, commit.before[path], applied(commit.before[path], hunk))
    revision, suffix = f"{commit.name}^", PurePosixPath(path).suffix
    project = ProjectView(
        Path("/"),
        lambda other: repository.text(revision, other),
        lambda words: repository.files_with(revision, words, suffix),
    )
    started = time.process_time()
    rewrites, found, texts = candidates(change, project)
    rows = rows_of(change, rewrites, found, names_of(change), texts)
    spent = (time.process_time() - started) * 1000
    wanted = {other: Wanted(texts[other], commit.after[other]) for other in texts if other in commit.after}
    return Replay(len(commit.hunks) - 1, [_candidate(*pair, wanted) for pair in zip(found, rows, strict=True)], spent)


def _candidate(found: Found, row: list[float], wanted: dict[str, Wanted]) -> Candidate:
    edit = found.place.edit
    hunk = wanted[found.path].hunk_of(edit) if found.path in wanted else None
    return Candidate(
        row, found.path, edit.span.start, edit.span.end, kind_of(found.place.rewrite),
        None if hunk is None else (found.path, hunk),
    )  # fmt: skip


def at_once(found: Sequence[Replay], threshold: float) -> Score:
    """Everything of at least this chance, offered after the first hunk."""
    score = Score()
    for replay in found:
        chances = chances_of([each.row for each in replay.candidates], learned_weights())
        ranked = sorted(zip(chances, replay.candidates, strict=True), key=lambda item: -item[0])
        taken: list[Candidate] = []
        for chance, each in ranked:
            if chance >= threshold and not any(_touch(each, other) for other in taken) and len(taken) < _MOST_OFFERS:
                taken.append(each)
        _count(score, replay, taken)
    return score


def one_by_one(found: Sequence[Replay], threshold: float) -> Score:
    """The likeliest is offered again and again, until none is of at least this chance."""
    score = Score()
    for replay in found:
        chances = chances_of([each.row for each in replay.candidates], learned_weights())
        left = dict(zip(replay.candidates, chances, strict=True))
        taken: list[Candidate] = []
        while left and len(taken) < _MOST_OFFERS:
            offered, chance = max(left.items(), key=lambda item: item[1])
            if chance < threshold:
                break
            taken.append(offered)
            left = {each: chance for each, chance in left.items() if not _touch(each, offered)}
            if offered.hunk is None:
                left = {each: chance for each, chance in left.items() if each.kind != offered.kind}
            else:
                left = {
                    each: done_before(chance, 1, each.row) if each.kind == offered.kind else chance
                    for each, chance in left.items()
                }
        _count(score, replay, taken)
    return score


def _touch(one: Candidate, other: Candidate) -> bool:
    return one.path == other.path and one.start <= other.end and other.start <= one.end


def _count(score: Score, replay: Replay, taken: Sequence[Candidate]) -> None:
    score.later += replay.later
    score.offered += len(taken)
    score.right += sum(each.hunk is not None for each in taken)
    score.foreseen += len({each.hunk for each in taken if each.hunk})


if __name__ == "__main__":
    main()
