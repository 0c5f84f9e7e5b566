"""Fits the weights in `features/next_edit/chances.npz` on commits of repositories.

    python tests/bench/fit_next_edit.py OUT.npz [--commits N] REPOSITORY …

Of each commit a hunk drawn at random is done; which of the places where it can be done again did the commit change
alike? A logistic regression beside one hidden layer (numpy, Adam, fixed seeds); a commit's places together weigh as the
root of their number. The shipped weights were fitted on 100 commits each of the newest stored snapshots of
encode/starlette, pallets/flask, tornadoweb/tornado, aio-libs/aiohttp, pallets/click, python-poetry/poetry,
Textualize/rich (Python), labstack/echo, caddyserver/caddy (Go), fastify/fastify, honojs/hono, trpc/trpc (JavaScript and
TypeScript), square/okio, square/retrofit (Kotlin and Java), BurntSushi/ripgrep, tokio-rs/axum (Rust), google/re2 (C++),
guzzle/guzzle (PHP), sinatra/sinatra (Ruby) and JamesNK/Newtonsoft.Json (C#), all under permissive licences; only the
weights are kept.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from bench_next_edit import Replay, replays
from commits import Repository

from lacewing.features.next_edit.evidence import FEATURES

RULED = ("renamed", "another")
HIDDEN, EPOCHS, BATCH, DECAY = 12, 14, 256, 1e-3


def main() -> None:
    """Collect, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("repositories", nargs="+", type=Path)
    parser.add_argument("--commits", type=int, default=100)
    options = parser.parse_args()
    found: list[Replay] = []
    for folder in options.repositories:
        repository = Repository(folder)
        found += replays(repository, options.commits, 3, any_hunk=True)
        repository.close()
        print(folder, len(found), flush=True)
    np.savez(options.out, features=np.array(FEATURES), **fit(found))


def fit(found: Sequence[Replay]) -> dict[str, np.ndarray]:
    """The weights by their names in `Weights`."""
    rows = np.array([each.row for replay in found for each in replay.candidates], np.float32)
    rows[:, [FEATURES.index(name) for name in RULED]] = 0  # rules decide there, see `chances.py`
    right = np.array([each.hunk is not None for replay in found for each in replay.candidates], np.float32)
    share = np.array([1 / np.sqrt(len(replay.candidates)) for replay in found for _ in replay.candidates], np.float32)
    mean, scale = rows.mean(0), rows.std(0) + 1e-3
    weights = descend((rows - mean) / scale, right, share / share.mean())
    return {"mean": mean, "scale": scale, **weights}


def descend(rows: np.ndarray, right: np.ndarray, share: np.ndarray) -> dict[str, np.ndarray]:
    """Adam (Kingma and Ba, 2015) on the weighted log loss."""
    random = np.random.default_rng(0)
    weights = {
        "linear": np.zeros(rows.shape[1]), "hidden": random.normal(0, 0.3, (rows.shape[1], HIDDEN)),
        "bias": np.zeros(HIDDEN), "out": random.normal(0, 0.3, HIDDEN),
    }  # fmt: skip
    weights = {name: value.astype(np.float32) for name, value in weights.items()}
    first, second = ({name: np.zeros_like(value) for name, value in weights.items()} for _ in range(2))
    step = 0
    for epoch in range(EPOCHS):
        rate = 0.005 * (1 - epoch / EPOCHS) + 2e-4
        order = random.permutation(len(rows))
        for at in range(0, len(order), BATCH):
            taken = order[at : at + BATCH]
            step += 1
            for name, gradient in _gradients(rows[taken], right[taken], share[taken], weights).items():
                first[name] += 0.1 * (gradient - first[name])
                second[name] += 0.001 * (gradient * gradient - second[name])
                spread = np.sqrt(second[name] / (1 - 0.999**step)) + 1e-8
                weights[name] = weights[name] - rate * (first[name] / (1 - 0.9**step)) / spread
    return weights


def _gradients(
    rows: np.ndarray, right: np.ndarray, share: np.ndarray, weights: dict[str, np.ndarray]
) -> dict[str, np.ndarray]:
    active = np.maximum(rows @ weights["hidden"] + weights["bias"], 0)
    chance = 1 / (1 + np.exp(-(rows @ weights["linear"] + active @ weights["out"])))
    error = (chance - right) * share / len(rows)
    inner = np.outer(error, weights["out"]) * (active > 0)
    return {
        "linear": rows.T @ error + DECAY * weights["linear"], "hidden": rows.T @ inner + DECAY * weights["hidden"],
        "bias": inner.sum(0), "out": active.T @ error + DECAY * weights["out"],
    }  # fmt: skip


if __name__ == "__main__":
    main()
