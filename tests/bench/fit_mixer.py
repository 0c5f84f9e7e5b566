"""Fits the engine's mixer and writes `server/lacewing/engine/mixer.npz`.

    python tests/bench/fit_mixer.py OUT.npz FOLDER:LANGUAGE …

Each folder is a checkout of a repository. Of each, some files are held out; the engine learns the others, and at
sampled places of the held-out files the experts' features and the token that really follows are recorded. Every fifth
file is taken with nothing learned, so that the mixer knows an empty project too. The fit is a conditional logit
through one hidden layer (numpy, Adam, fixed seeds). The shipped weights were fitted on the newest stored snapshots of
pallets/flask, encode/starlette (Python), jhy/jsoup (Java), labstack/echo (Go), honojs/hono (TypeScript), jqlang/jq and
google/leveldb (C, C++), all under permissive licences; only the weights are kept.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np

from lacewing.engine.engine import Engine, EngineQuery
from lacewing.engine.lexer import PIECE
from lacewing.engine.mixer import FEATURES, STEMS, Mixer
from lacewing.engine.options import EngineOptions

SUFFIXES = {
    "python": (".py",),
    "java": (".java",),
    "go": (".go",),
    "ts": (".ts", ".tsx", ".js", ".jsx"),
    "c": (".c", ".h", ".cc", ".cpp"),
}
SKIPPED = re.compile(r"(^|/)(node_modules|vendor|dist|build|third_party|\.git|testdata)(/|$)|\.min\.js$|\.d\.ts$")
HELD_OUT, PLACES, HIDDEN, EPOCHS = 22, 260, 24, 16


class Sample(NamedTuple):
    """The features of one place's candidates (the last row is "none of them") and the row that was right."""

    rows: np.ndarray
    right: int


def main(out: str, *repositories: str) -> None:
    """Collect, fit, fit the shift of typed letters, write."""
    samples: list[Sample] = []
    held = []
    for repository in repositories:
        folder, _, language = repository.partition(":")
        files = read_files(Path(folder), language)
        found, chosen = collect(files)
        print(folder, len(files), "files,", len(found), "places", flush=True)
        samples += found
        held.append((files, chosen))
    weights = fit(samples)
    weights["stem_shift"] = np.zeros(STEMS, np.float32)
    shifts = [stem_scores(files, chosen, Mixer(weights)) for files, chosen in held]
    weights["stem_shift"] = fit_shift([item for found in shifts for item in found])
    print("stem shift", weights["stem_shift"])
    np.savez(out, **weights)


def read_files(root: Path, language: str) -> dict[str, str]:
    """The sources of one language below `root`, by relative path."""
    files = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.suffix in SUFFIXES[language] and not SKIPPED.search(name) and path.is_file():
            text = path.read_text("utf-8", "replace")
            if len(text) < 400_000:
                files[name] = text.replace("\r\n", "\n")
    return files


def hold_out(files: dict[str, str]) -> list[str]:
    """A seeded choice of middling files."""
    fitting = [name for name, text in files.items() if 1500 <= len(text) <= 24_000]
    Random(7).shuffle(fitting)
    return fitting[:HELD_OUT]


def trained(files: dict[str, str], chosen: list[str], mixer: Mixer | None) -> Engine:
    """An engine that learned all but the chosen files."""
    engine = Engine(EngineOptions(), mixer or Mixer(blank_weights()))
    for name, text in files.items():
        if name not in chosen:
            engine.learn(name, text)
    engine.settle()
    return engine


def blank_weights() -> dict[str, np.ndarray]:
    """Weights that say nothing."""
    return {
        "hidden": np.zeros((FEATURES, 1), np.float32), "bias": np.zeros(1, np.float32),
        "out": np.zeros(1, np.float32), "mean": np.zeros(FEATURES, np.float32),
        "spread": np.ones(FEATURES, np.float32), "stem_shift": np.zeros(STEMS, np.float32),
    }  # fmt: skip


def collect(files: dict[str, str]) -> tuple[list[Sample], list[str]]:
    """Samples of one repository, and its held-out files."""
    chosen = hold_out(files)
    warm, cold = trained(files, chosen, None), Engine(EngineOptions(), Mixer(blank_weights()))
    samples = []
    for number, name in enumerate(chosen):
        engine = cold if number % 5 == 4 else warm
        text = files[name].strip()
        ids = engine._lexer.lex(text).ids
        ends = [match.end() for match in PIECE.finditer(text) if not match.group().isspace() or "\n" in match.group()]
        places = sorted(Random(number).sample(range(len(ids) - 1), min(PLACES, len(ids) - 1)))
        suffix = "\n" + text[len(text) * 2 // 3 :] if number % 4 == 3 else ""
        for place in places:
            found = engine._place(EngineQuery(name, text[: ends[place]], suffix, "", True))
            candidates, rows = found.predictor.features()
            truth = int(ids[place + 1])
            right = candidates.index(truth) if truth in candidates else len(candidates)
            samples.append(Sample(rows.astype(np.float16), right))
    return samples, chosen


def fit(samples: list[Sample]) -> dict[str, np.ndarray]:
    """The mixer's weights."""
    fitting = Fitting(samples)
    order = fitting.random.permutation(len(samples))
    valid, train = order[: len(order) // 10], order[len(order) // 10 :]
    for epoch in range(EPOCHS):
        fitting.random.shuffle(train)
        rate = 0.003 * (1 - epoch / EPOCHS) + 1e-4
        for at in range(0, len(train), 256):
            fitting.step(train[at : at + 256], rate)
        if epoch % 5 == 0 or epoch == EPOCHS - 1:
            print(f"epoch {epoch}: loss {fitting.loss(valid):.3f}", flush=True)
    return fitting.weights | {"mean": fitting.mean.astype(np.float32), "spread": fitting.spread.astype(np.float32)}


class Fitting:
    """A conditional logit through one hidden layer, fitted by Adam."""

    def __init__(self, samples: list[Sample]) -> None:
        rows = np.concatenate([sample.rows for sample in samples]).astype(np.float32)
        self.sizes = np.array([len(sample.rows) for sample in samples])
        self.right = np.array([sample.right for sample in samples])
        self.starts = np.concatenate(([0], np.cumsum(self.sizes)))
        self.mean, self.spread = rows.mean(0), rows.std(0) + 1e-3
        self.rows = (rows - self.mean) / self.spread
        self.random = np.random.default_rng(0)
        self.weights = {
            "hidden": self.random.normal(0, 0.15, (FEATURES, HIDDEN)).astype(np.float32),
            "bias": np.zeros(HIDDEN, np.float32),
            "out": self.random.normal(0, 0.15, HIDDEN).astype(np.float32),
        }
        self.first = {name: np.zeros_like(value) for name, value in self.weights.items()}
        self.second = {name: np.zeros_like(value) for name, value in self.weights.items()}
        self.steps = 0

    def step(self, indices: np.ndarray, rate: float) -> None:
        """One step down the gradient of the batch's loss."""
        x, begin, truth = self._batch(indices)
        active, share = self._forward(x, begin, self.sizes[indices])
        share[truth] -= 1
        share /= len(indices)
        inner = np.outer(share, self.weights["out"]) * (active > 0)
        gradients = {"out": active.T @ share, "hidden": x.T @ inner, "bias": inner.sum(0)}
        self.steps += 1
        for name, gradient in gradients.items():
            self.first[name] += 0.1 * (gradient - self.first[name])
            self.second[name] += 0.001 * (gradient * gradient - self.second[name])
            scale = np.sqrt(self.second[name] / (1 - 0.999**self.steps)) + 1e-8
            self.weights[name] -= rate * (self.first[name] / (1 - 0.9**self.steps)) / scale

    def loss(self, indices: np.ndarray) -> float:
        """The mean negative log likelihood of what was right."""
        x, begin, truth = self._batch(indices)
        share = self._forward(x, begin, self.sizes[indices])[1]
        return float(-np.log(share[truth] + 1e-9).mean())

    def _batch(self, indices: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        taken = np.concatenate([np.arange(self.starts[i], self.starts[i + 1]) for i in indices])
        begin = np.concatenate(([0], np.cumsum(self.sizes[indices])[:-1]))
        return self.rows[taken], begin, begin + self.right[indices]

    def _forward(self, x: np.ndarray, begin: np.ndarray, count: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        active = np.maximum(x @ self.weights["hidden"] + self.weights["bias"], 0)
        scores = active @ self.weights["out"]
        scores = np.exp(scores - np.repeat(np.maximum.reduceat(scores, begin), count))
        return active, scores / np.repeat(np.add.reduceat(scores, begin), count)


def stem_scores(files: dict[str, str], chosen: list[str], mixer: Mixer) -> list[tuple[int, float, float, bool]]:
    """For words cut after k letters: k, log of all candidates' weight, the score of "none", whether none was right."""
    engine = trained(files, chosen, mixer)
    found = []
    for number, name in enumerate(chosen[::2]):
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
