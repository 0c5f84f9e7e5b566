"""Fits how much each likeness of two places counts: the constants of `server/lacewing/engine/resemblance.py`, printed.

    python tests/bench/fit_resemblance.py FOLDER …

Each folder is a checkout of a repository. At sampled places of its files, every earlier place of the file that follows
a token of the same class is compared with it. What follows is foreseen with the weights that the likenesses add up to
(their exponentials, and one half for nothing of all that); the fit makes what really follows likely (Adam in numpy,
fixed seeds). The shipped constants were fitted on the newest stored snapshots of `REPOSITORIES`.
"""

from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath
from random import Random

import numpy as np
import numpy.typing as npt
from sources import read_files

from lacewing.engine.lexer import Lexer
from lacewing.engine.resemblance import LOOK_BACK
from lacewing.engine.structure import COLUMN_COUNT, contexts_of
from lacewing.engine.surroundings import FAMILY
from lacewing.engine.vocabulary import FILE_START, LINE_ENDS, Ids, Vocabulary

REPOSITORIES = """
pallets/flask pallets/click encode/starlette aio-libs/aiohttp scrapy/scrapy jhy/jsoup square/javapoet square/retrofit
labstack/echo traefik/traefik caddyserver/caddy honojs/hono colinhacks/zod reduxjs/redux-toolkit TanStack/query
google/leveldb libuv/libuv gabime/spdlog serde-rs/serde BurntSushi/ripgrep App-vNext/Polly InsertKoinIO/koin
"""
FILES, PLACES, TESTED = 16, 60, 3000
SHORTEST, LONGEST = 1500, 24_000
WINDOW, MOST = 4000, 600
EPOCHS, BATCH, RATE, DECAY = 12, 250, 0.06, 1e-4
NOTHING = 0.5
BACK = np.arange(1, LOOK_BACK + 1)
NAMES = (
    *(f"literal {n}" for n in range(LOOK_BACK + 1)), *(f"abstract {n}" for n in range(LOOK_BACK + 1)),
    "head", "second", "callee", "argument", "word", "word before",
    "2 back", "3 back", "4 back", "5 to 8 back", "head and second", "callee and argument", "both words", "far",
)  # fmt: skip
Floats = npt.NDArray[np.float32]
Place = tuple[Floats, npt.NDArray[np.bool_]]


def main(*folders: str) -> None:
    """Compare, fit, print."""
    random = Random(5)
    places = [place for folder in folders for place in of_repository(Path(folder), random)]
    random.shuffle(places)
    weights = fit(places[TESTED:], np.random.default_rng(0))
    print(f"{len(places)} places, loss where it was not fitted {np.mean(losses(weights, places[:TESTED])):.4f}")
    for name, weight in zip(NAMES, weights.tolist(), strict=True):
        print(f"{name:20}{weight:7.2f}")


def of_repository(root: Path, random: Random) -> list[Place]:
    """For some places of some files: the likenesses of earlier places (rows), and which are followed by the same."""
    files = [(name, text) for name, text in read_files(root).items() if SHORTEST <= len(text) <= LONGEST]
    files = [(name, text) for name, text in files if FAMILY.get(PurePosixPath(name).suffix, 0)]
    random.shuffle(files)
    vocabulary = Vocabulary()
    lexer = Lexer(vocabulary)
    found = []
    for _, text in files[:FILES]:
        ids = np.concatenate((np.full(LOOK_BACK, FILE_START, np.int32), lexer.lex(text.strip()).ids))
        first = 2 * LOOK_BACK
        for place in random.sample(range(first, len(ids)), min(PLACES, max(0, len(ids) - first))):
            compared = compare(ids, place, vocabulary)
            if compared is not None:
                found.append(compared)
    return found


def compare(ids: Ids, place: int, vocabulary: Vocabulary) -> Place | None:
    """One place with those on earlier lines."""
    classes = vocabulary.class_array()[ids]
    breaks = np.nonzero((ids[:place] >= FILE_START) & (ids[:place] <= len(LINE_ENDS)))[0]
    others = np.arange(max(LOOK_BACK, place - WINDOW), breaks[-1] + 1)
    others = others[classes[others - 1] == classes[place - 1]][-MOST:]
    if not len(others):
        return None
    same = ids[others[:, None] - BACK] == ids[place - BACK]
    same_class = classes[others[:, None] - BACK] == classes[place - BACK]
    rows = np.zeros((len(others), len(NAMES)), np.float32)
    numbers = np.arange(len(others))
    rows[numbers, np.logical_and.accumulate(same, 1).sum(1)] = 1
    rows[numbers, LOOK_BACK + 1 + np.logical_and.accumulate(same_class, 1).sum(1)] = 1
    at = 2 * (LOOK_BACK + 1)
    columns = [column[others] == column[place] for column in contexts_of(ids, vocabulary)[:COLUMN_COUNT]]
    rows[:, at : at + COLUMN_COUNT] = np.stack(columns, 1)
    at += COLUMN_COUNT
    rows[:, at : at + 3] = same[:, 1:4]
    rows[:, at + 3] = same[:, 4:8].sum(1)
    rows[:, at + 4 : at + 7] = np.stack([columns[n] & columns[n + 1] for n in (0, 2, 4)], 1)
    rows[:, -1] = np.log2(place - others)
    return rows, ids[others] == ids[place]


def fit(places: list[Place], random: np.random.Generator) -> Floats:
    """The weights of `NAMES`."""
    weights = np.zeros(len(NAMES), np.float32)
    weights[LOOK_BACK + 1 : 2 * LOOK_BACK + 2] = -3
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    steps = 0
    for epoch in range(EPOCHS):
        order = random.permutation(len(places))
        for at in range(0, len(order), BATCH):
            gradient = slope(weights, [places[number] for number in order[at : at + BATCH]])
            steps += 1
            first += 0.1 * (gradient - first)
            second += 0.001 * (gradient * gradient - second)
            scale = np.sqrt(second / (1 - 0.999**steps)) + 1e-8
            weights -= RATE / (1 + epoch / 2) * (first / (1 - 0.9**steps)) / scale
    return weights


def slope(weights: Floats, places: list[Place]) -> Floats:
    """The gradient of the mean loss."""
    found = 2 * DECAY * weights
    for rows, right in places:
        shares = np.exp(np.minimum(rows @ weights, 12))
        wanted = shares * right if right.any() else np.zeros_like(shares)
        found += (rows.T @ (shares / (shares.sum() + NOTHING) - wanted / max(wanted.sum(), 1e-30))) / len(places)
    return found


def losses(weights: Floats, places: list[Place]) -> list[float]:
    """The logarithmic loss at each place."""
    found = []
    for rows, right in places:
        shares = np.exp(np.minimum(rows @ weights, 12))
        wanted = float(shares[right].sum()) if right.any() else NOTHING
        found.append(-np.log(wanted / (float(shares.sum()) + NOTHING)))
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
