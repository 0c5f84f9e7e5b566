"""Fits how sure ghost texts are, and writes it into the package (`engine/calibration.toml`).

    python tests/bench/fit_calibration.py ANSWERS REPOSITORY … [--files N] [--write]

Held-out files of the checkouts are typed as the server would show texts; at every place where one could come to be
shown, all that was foreseen there is a sample: was it right? A logistic regression (Newton's method) of that on the
features of `engine/calibration.py` is one kind's line of the table. Every repository weighs the same; those named with
a `?` are only tested on. What the engine says is kept below the folder ANSWERS (`typing_answers`). To be run again
whenever the engine's weights change. The shipped table was fitted on the newest stored snapshots of `REPOSITORIES`,
and tested on `TESTED_ON`: none of them is among those that the mixer, the table of code in general or the network of
names were made from, where the engine would look surer than it may be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt
from bench_typing import policies_of
from typing_answers import Recording, Wanted, recorded
from typing_replay import is_right, replay

import lacewing.engine
from lacewing.engine.calibration import FEATURES, features_of, kind_of
from lacewing.engine.types import Ghost
from lacewing.engine.weights import shipped_weights

REPOSITORIES = """
scrapy/scrapy square/retrofit caddyserver/caddy TanStack/query gabime/spdlog redis/redis
"""
TESTED_ON = "immerjs/immer go-chi/chi marshmallow-code/marshmallow"
ROUNDS, SMALL = 30, 1e-3
LEAST = 0.5
Floats = npt.NDArray[np.float64]
Samples = tuple[Floats, Floats, Floats]


@click.command()
@click.argument("answers", type=click.Path(path_type=Path, file_okay=False))
@click.argument("repositories", nargs=-1, required=True)
@click.option("--files", default=4, help="How many files of each repository are typed.")
@click.option("--write", is_flag=True, help="Write the package's table.")
def main(answers: Path, repositories: tuple[str, ...], files: int, write: bool) -> None:
    """Collect, fit, test, write."""
    samples: dict[bool, defaultdict[str, list[Samples]]] = {True: defaultdict(list), False: defaultdict(list)}
    for repository in repositories:
        name, _, suffix = repository.rstrip("?").partition(":")
        recording = recorded(Wanted(Path(name), suffix, 5, files), shipped_weights(), answers)
        for kind, found in samples_of(recording).items():
            samples[not repository.endswith("?")][kind].append(found)
        print(f"{Path(name).name}: {len(recording.spent)} places", flush=True)
    lines = []
    for kind in ("part", "line", "block"):
        features, right, weight = _together(samples[True][kind])
        found = fit(features, right, weight)
        print(f"{kind}: {len(right)} samples, loss {_loss(features, right, weight, found)}")
        if samples[False][kind]:
            print(f"{kind}: where it was not fitted {_loss(*_together(samples[False][kind]), found)}")
        lines += [f"[{kind}]", *(f"{name} = {value:.3f}" for name, value in zip(FEATURES, found, strict=True)), ""]
    text = "\n".join(lines)
    print(text)
    if write:
        (Path(lacewing.engine.__path__[0]) / "calibration.toml").write_text(text, "utf-8")


def samples_of(recording: Recording) -> dict[str, Samples]:
    """For each kind of text: features, whether it was right, weights."""
    found: defaultdict[str, list[tuple[tuple[float, ...], bool]]] = defaultdict(list)
    policy = policies_of(shipped_weights().calibration)["served"]
    for file, answers in recording.typed:
        for at in replay(file, answers, policy).open_places:
            line = answers[at].line
            for ghost in _worth_judging(line.cuts + line.blocks):
                found[kind_of(ghost)].append((features_of(ghost), is_right(ghost, file.verdict(at, ghost.text)[0])))
    return {
        kind: (
            np.array([features for features, _ in items]),
            np.array([right for _, right in items], np.float64),
            np.full(len(items), 1.0 / len(items)),
        )
        for kind, items in found.items()
    }


def _worth_judging(ghosts: tuple[Ghost, ...]) -> Iterator[Ghost]:
    """Texts that could be shown: not what hardly saves a key, nor what is far from likely."""
    return (ghost for ghost in ghosts if len(ghost.text.strip()) > 2 and ghost.confidence >= LEAST)


def fit(features: Floats, right: Floats, weight: Floats) -> Floats:
    """The coefficients of the regression."""
    found = np.zeros(features.shape[1])
    for _ in range(ROUNDS):
        share = 1 / (1 + np.exp(-features @ found))
        slope = features.T @ (weight * (share - right)) + SMALL * found
        bend = (features * (weight * share * (1 - share))[:, None]).T @ features + SMALL * np.eye(len(found))
        found -= np.linalg.solve(bend, slope)
    return found


def _together(samples: list[Samples]) -> Samples:
    features, right, weight = (np.concatenate(column) for column in zip(*samples, strict=True))
    return features, right, weight / weight.sum()


def _loss(features: Floats, right: Floats, weight: Floats, found: Floats) -> str:
    """The logarithmic loss as multiplied up, and calibrated."""
    losses = []
    for score in (features[:, 1], features @ found):
        share = np.clip(1 / (1 + np.exp(-score)), 1e-6, 1 - 1e-6)
        losses.append(-(weight * (right * np.log(share) + (1 - right) * np.log(1 - share))).sum())
    return f"{losses[0]:.4f} as multiplied up, {losses[1]:.4f} calibrated"


if __name__ == "__main__":
    main()
