"""Fits the engine's mixer and writes `server/lacewing/engine/mixer.npz`.

    python tests/bench/fit_mixer.py OUT.npz SAMPLES FOLDER …

Each folder is a checkout of a repository. Of each, some files are held out; the engine learns the others, and at
sampled places of the held-out files the features and the token that really follows are recorded in the folder SAMPLES,
where they are found again. Every fifth file is taken with nothing learned and every tenth with a few files only, so
that the mixer knows an empty project too. The fit is a conditional logit through two hidden layers (numpy, Adam, fixed
seeds), over half of the places with all candidates, then several times over all with those that it finds likely;
repositories whose name ends in `?` are only tested on (`TESTED_ON`). The shipped weights were fitted on the newest
stored snapshots of `REPOSITORIES`, all under permissive licences; only the weights are kept. None of them is among
those that the table of code in general and the network of names were made from (`fit_affinity.py`).
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
from indexed import IndexedRepository
from sources import read_files

from lacewing.engine.engine import Engine, EngineQuery
from lacewing.engine.evidence import EXPERTS
from lacewing.engine.features import CANDIDATE_FEATURES, FLOOR, PLACE_FEATURES
from lacewing.engine.lexer import PIECE
from lacewing.engine.mixer import STEMS, Mixer
from lacewing.engine.options import EngineOptions
from lacewing.engine.surroundings import FAMILIES
from lacewing.engine.weights import Weights, shipped_weights

REPOSITORIES = """
pallets/flask pallets/click encode/starlette aio-libs/aiohttp pallets/jinja jhy/jsoup square/javapoet junit-team/junit4
google/auto labstack/echo traefik/traefik urfave/cli honojs/hono colinhacks/zod reduxjs/redux-toolkit preactjs/preact
statelyai/xstate google/leveldb libuv/libuv google/benchmark serde-rs/serde BurntSushi/ripgrep rayon-rs/rayon
App-vNext/Polly serilog/serilog InsertKoinIO/koin
"""
TESTED_ON = "marshmallow-code/marshmallow go-chi/chi immerjs/immer"
HELD_OUT, PLACES, EPOCHS, BATCH = 24, 200, 6, 256
HIDDEN, INNER = 96, 32
# So many candidates of a place are fitted on, once it is known which are likely.
CANDIDATES = 40
RATE = 0.004
SILENT = 0.08
DECAY = 0.01
FEW = 6
FAMILY_UNKNOWN = 0.15


class Samples(NamedTuple):
    """All places of one repository: rows of candidates one after another ("none of them" last of each place)."""

    rows: np.ndarray
    sizes: np.ndarray
    right: np.ndarray
    places: np.ndarray
    stems: np.ndarray


def main(out: str, folder: str, *repositories: str) -> None:
    """Collect, fit, fit the shift of typed letters, write. The order of the repositories does not matter."""
    repositories = tuple(sorted(repositories, key=lambda name: Path(name).name))
    found = samples_of([Path(name.rstrip("?")) for name in repositories], Path(folder))
    training = [samples for name, samples in zip(repositories, found, strict=True) if not name.endswith("?")]
    testing = [samples for name, samples in zip(repositories, found, strict=True) if name.endswith("?")]
    weights = fit(training, testing)
    np.savez(out, **weights, stem_shift=np.zeros(STEMS, np.float32))
    mixer = Mixer({**weights, "stem_shift": np.zeros(STEMS, np.float32)})
    some = [Path(name) for name in repositories if not name.endswith("?")][::5]
    shifts = [stem_scores(root, replace(shipped_weights(), mixer=mixer)) for root in some]
    weights["stem_shift"] = fit_shift([item for found in shifts for item in found])
    print("stem shift", weights["stem_shift"])
    np.savez(out, **weights)


def samples_of(roots: list[Path], folder: Path) -> list[Samples]:
    """Of each repository, collected unless that was done before."""
    missing = [root for root in roots if not (folder / f"{root.name}.npz").exists()]
    for root in missing:
        samples = collect(root)
        np.savez(folder / f"{root.name}.npz", **samples._asdict())
        known = samples.right < samples.sizes - 1
        print(root.name, len(samples.right), "places,", f"{known.mean():.3f} among the candidates", flush=True)
    found = []
    for root in roots:
        with np.load(folder / f"{root.name}.npz") as arrays:
            found.append(Samples(**{name: arrays[name] for name in arrays.files}))
    return found


def hold_out(files: dict[str, str]) -> list[str]:
    """A seeded choice of middling files."""
    fitting = [name for name, text in files.items() if 1500 <= len(text) <= 24_000]
    Random(7).shuffle(fitting)
    return fitting[: min(HELD_OUT, len(fitting) // 3)]


def trained(files: dict[str, str], chosen: list[str], weights: Weights) -> Engine:
    """An engine that learned all but the chosen files."""
    engine = Engine(EngineOptions(), weights)
    for name, text in files.items():
        if name not in chosen:
            engine.learn(name, text)
    engine.settle()
    return engine


def blank_weights() -> dict[str, np.ndarray]:
    """Weights that say nothing."""
    rows, places = len(CANDIDATE_FEATURES), len(PLACE_FEATURES)
    shapes = {"rows": (rows, 1), "place": (places, 1), "bias": 1, "inner": (1, 1), "inner_bias": 1, "out": 1,
              "row_mean": rows, "place_mean": places, "stem_shift": STEMS}  # fmt: skip
    weights = {name: np.zeros(shape, np.float32) for name, shape in shapes.items()}
    return weights | {"row_spread": np.ones(rows, np.float32), "place_spread": np.ones(places, np.float32)}


def collect(root: Path) -> Samples:
    """Samples of one repository."""
    files = read_files(root)
    chosen = hold_out(files)
    weights = replace(shipped_weights(), mixer=Mixer(blank_weights()))
    warm, cold = trained(files, chosen, weights), Engine(EngineOptions(), weights)
    few = trained(dict(list(files.items())[:: len(files) // FEW + 1]), chosen, weights)
    scratch = TemporaryDirectory()
    index = IndexedRepository(root, [name for name in files if name not in chosen], Path(scratch.name))
    rows, right, places, kinds = [], [], [], []
    for number, name in enumerate(chosen):
        engine = cold if number % 5 == 4 else few if number % 10 == 2 else warm
        text = files[name].strip()
        ids = engine._lexer.lex(text).ids
        ends = [match.end() for match in PIECE.finditer(text) if not match.group().isspace() or "\n" in match.group()]
        taken = sorted(Random(number).sample(range(len(ids) - 1), min(PLACES, len(ids) - 1)))
        suffix = "\n" + text[len(text) * 2 // 3 :] if number % 4 == 3 else ""
        for place in taken:
            before = text[: ends[place]]
            symbols = index.symbols(name, before) if engine is warm else None
            found = engine._place(EngineQuery(name, before, suffix, "", True, symbols))
            candidates, features, about = found.predictor.features()
            truth = int(ids[place + 1])
            rows.append(features.astype(np.float16))
            right.append(candidates.index(truth) if truth in candidates else len(candidates))
            places.append(about.astype(np.float16))
            kinds.append(engine._vocabulary.kinds[truth])
    index.close()
    scratch.cleanup()
    sizes = np.array([len(each) for each in rows])
    return Samples(np.concatenate(rows), sizes, np.array(right), np.stack(places), np.array(kinds))


def fit(training: list[Samples], testing: list[Samples]) -> dict[str, np.ndarray]:
    """The mixer's weights."""
    fitting = Fitting(training)
    fitting.descend(fitting.random.permutation(len(fitting.sizes))[: len(fitting.sizes) // 2], 0.002, 0.002)
    fitting.thin_out()
    tests = Fitting(testing, fitting) if testing else None
    order = fitting.random.permutation(len(fitting.sizes))
    for epoch in range(EPOCHS):
        fitting.random.shuffle(order)
        rates = (RATE * 0.5 * (1 + np.cos(np.pi * done / EPOCHS)) + 2e-5 for done in (epoch, epoch + 1))
        fitting.descend(order, *rates)
        if tests and (epoch % 4 == 3 or epoch == EPOCHS - 1):
            print(f"epoch {epoch}: {tests.report()}", flush=True)
    return {name: value.astype(np.float32) for name, value in (fitting.weights | fitting.scales).items()}


class Fitting:
    """A conditional logit through two hidden layers, fitted by Adam. With `like`, the weights are those of another."""

    def __init__(self, samples: list[Samples], like: Fitting | None = None) -> None:
        self.rows = np.concatenate([each.rows for each in samples])
        self.sizes = np.concatenate([each.sizes for each in samples])
        self.right = np.concatenate([each.right for each in samples])
        self.places = np.concatenate([each.places for each in samples])
        self.kinds = np.concatenate([each.stems for each in samples])
        self.starts = np.concatenate(([0], np.cumsum(self.sizes)))
        self.random = np.random.default_rng(0)
        if like is not None:
            self.scales, self.weights = like.scales, like.weights
            return
        some = self.rows[:: max(1, len(self.rows) // 400_000)].astype(np.float32)
        places = self.places.astype(np.float32)
        self.scales = {"row_mean": some.mean(0), "row_spread": some.std(0) + 1e-2,
                       "place_mean": places.mean(0), "place_spread": places.std(0) + 5e-2}  # fmt: skip
        width, about = self.rows.shape[1], self.places.shape[1]
        self.weights = {
            "rows": self._draw(width, HIDDEN), "place": self._draw(about, HIDDEN), "bias": np.zeros(HIDDEN, np.float32),
            "inner": self._draw(HIDDEN, INNER), "inner_bias": np.zeros(INNER, np.float32),
            "out": self._draw(INNER, 1)[:, 0],
        }  # fmt: skip
        self.first = {name: np.zeros_like(value) for name, value in self.weights.items()}
        self.second = {name: np.zeros_like(value) for name, value in self.weights.items()}
        self.steps = 0

    def _draw(self, inputs: int, outputs: int) -> np.ndarray:
        return self.random.normal(0, np.sqrt(1.0 / inputs), (inputs, outputs)).astype(np.float32)

    def descend(self, order: np.ndarray, first: float, last: float) -> None:
        """Once over the places in this order, the rate going from `first` to `last`."""
        for at in range(0, len(order), BATCH):
            self.step(order[at : at + BATCH], first + (last - first) * at / len(order))

    def thin_out(self) -> None:
        """Keep of each place's candidates the likeliest, the right one and "none of them": the others weigh little."""
        kept = np.zeros(len(self.rows), bool)
        for at in range(0, len(self.sizes), 500):
            indices = np.arange(at, min(at + 500, len(self.sizes)))
            rows, place, of, begin = self._batch(indices)
            share = self._forward(rows, place, of, begin)[2]
            order = np.lexsort((-share, of))
            rank = np.empty(len(share), np.int64)
            rank[order] = np.arange(len(share)) - begin[of]
            best = rank < CANDIDATES
            best[begin + self.right[indices]] = True
            best[begin + self.sizes[indices] - 1] = True
            kept[self.starts[at] : self.starts[at] + len(best)] = best
        number = np.cumsum(kept) - 1
        self.right = number[self.starts[:-1] + self.right]
        self.rows = self.rows[kept]
        self.sizes = np.add.reduceat(kept, self.starts[:-1]).astype(np.int64)
        self.starts = np.concatenate(([0], np.cumsum(self.sizes)))
        self.right = self.right - self.starts[:-1]

    def step(self, indices: np.ndarray, rate: float) -> None:
        """One step down the gradient of the batch's loss."""
        rows, place, of, begin = self._batch(indices)
        families = slice(-FAMILIES, None)
        place[self.random.random(len(place)) < FAMILY_UNKNOWN, families] = (
            np.eye(FAMILIES, dtype=np.float32)[0] - self.scales["place_mean"][families]
        ) / self.scales["place_spread"][families]
        self._silence(rows, of, len(place))
        hidden, inner, share = self._forward(rows, place, of, begin)
        share[begin + self.right[indices]] -= 1
        share /= len(indices)
        weights = self.weights
        at_inner = np.outer(share, weights["out"]) * (inner > 0)
        at_hidden = (at_inner @ weights["inner"].T) * (hidden > 0)
        by_place = np.add.reduceat(at_hidden, begin)
        self._descend(
            {"out": inner.T @ share, "inner": hidden.T @ at_inner, "inner_bias": at_inner.sum(0),
             "rows": rows.T @ at_hidden, "place": place.T @ by_place, "bias": by_place.sum(0)}, rate
        )  # fmt: skip

    def _silence(self, rows: np.ndarray, of: np.ndarray, places: int) -> None:
        """Let some experts say nothing at some places, so that none is relied upon alone."""
        count = len(EXPERTS)
        nothing = ((np.log(FLOOR) - self.scales["row_mean"]) / self.scales["row_spread"])[:count]
        silent = (self.random.random((places, count)) < SILENT)[of]
        silent[rows[:, NONE] > rows[:, NONE].min()] = False
        np.copyto(rows[:, :count], nothing, where=silent)

    def _descend(self, gradients: dict[str, np.ndarray], rate: float) -> None:
        self.steps += 1
        for name, gradient in gradients.items():
            self.first[name] += 0.1 * (gradient - self.first[name])
            self.second[name] += 0.001 * (gradient * gradient - self.second[name])
            scale = np.sqrt(self.second[name] / (1 - 0.999**self.steps)) + 1e-8
            self.weights[name] -= rate * (
                (self.first[name] / (1 - 0.9**self.steps)) / scale + DECAY * self.weights[name]
            )

    def report(self) -> str:
        """Loss at all places; of identifiers how often the best and the best five words hold the right one."""
        loss, best, five, names = 0.0, 0, 0, 0
        for at in range(0, len(self.sizes), 500):
            indices = np.arange(at, min(at + 500, len(self.sizes)))
            rows, place, of, begin = self._batch(indices)
            share = self._forward(rows, place, of, begin)[2]
            right = begin + self.right[indices]
            loss -= float(np.log(share[right] + 1e-9).sum())
            word = rows[:, WORD] > rows[:, WORD].min()
            for number, start in enumerate(begin.tolist()):
                size = int(self.sizes[indices[number]])
                if self.kinds[indices[number]] == 0:
                    names += 1
                    own = share[start : start + size - 1] * word[start : start + size - 1]
                    rank = (own > share[right[number]]).sum() if self.right[indices[number]] < size - 1 else 99
                    best += rank == 0
                    five += rank < 5
        return f"loss {loss / len(self.sizes):.4f}, identifiers first {best / names:.4f}, in five {five / names:.4f}"

    def _batch(self, indices: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        sizes = self.sizes[indices]
        begin = np.concatenate(([0], np.cumsum(sizes)[:-1]))
        taken = np.arange(sizes.sum()) + np.repeat(self.starts[indices] - begin, sizes)
        rows = (self.rows[taken].astype(np.float32) - self.scales["row_mean"]) / self.scales["row_spread"]
        place = (self.places[indices].astype(np.float32) - self.scales["place_mean"]) / self.scales["place_spread"]
        return rows, place, np.repeat(np.arange(len(indices)), sizes), begin

    def _forward(
        self, rows: np.ndarray, place: np.ndarray, of: np.ndarray, begin: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        weights = self.weights
        hidden = rows @ weights["rows"] + (place @ weights["place"] + weights["bias"])[of]
        hidden = np.maximum(hidden, 0)
        inner = np.maximum(hidden @ weights["inner"] + weights["inner_bias"], 0)
        scores = inner @ weights["out"]
        scores = np.exp(scores - np.maximum.reduceat(scores, begin)[of])
        return hidden, inner, scores / np.add.reduceat(scores, begin)[of]


NONE = CANDIDATE_FEATURES.index("none")
WORD = CANDIDATE_FEATURES.index("kind_0")


def stem_scores(root: Path, weights: Weights) -> list[tuple[int, float, float, bool]]:
    """For words cut after k letters: k, log of all candidates' weight, the score of "none", whether none was right."""
    files = read_files(root)
    chosen = hold_out(files)
    engine = trained(files, chosen, weights)
    found = []
    for number, name in enumerate(chosen[::3]):
        text = files[name]
        words = [match for match in PIECE.finditer(text) if len(match.group()) > 1 and match.group()[0].isalpha()]
        for match in Random(number).sample(words, min(40, len(words))):
            for letters in range(1, min(STEMS, len(match.group()))):
                prediction = engine.predict(EngineQuery(name, text[: match.start() + letters]))
                known = any(token == match.group() for token, _ in prediction.tokens)
                unknown = min(max(prediction.unknown, 1e-6), 1 - 1e-6)
                found.append((letters, float(np.log(1 - unknown)), float(np.log(unknown)), not known))
    return found


def fit_shift(found: list[tuple[int, float, float, bool]]) -> np.ndarray:
    """The shift for each number of typed letters that makes "none of them" likeliest where it was right."""
    shifts = np.zeros(STEMS, np.float32)
    grid = np.arange(0, 10, 0.1)
    for letters in range(1, STEMS):
        items = np.array([item[1:] for item in found if item[0] == letters], np.float64)
        odds = items[:, 1, None] - grid[None, :] - items[:, 0, None]
        share = 1 / (1 + np.exp(-odds))
        loss = np.where(items[:, 2, None] > 0, -np.log(share + 1e-12), -np.log(1 - share + 1e-12)).mean(0)
        shifts[letters] = grid[loss.argmin()]
    return shifts


if __name__ == "__main__":
    main(*sys.argv[1:])
