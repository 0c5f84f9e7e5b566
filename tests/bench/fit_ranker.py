"""Fits the weights of retrieval's ranker and writes `server/lacewing/project/retrieve/ranker.npz`.

    python tests/bench/fit_ranker.py OUT.npz FOLDER …

Each folder is a checkout of a repository. In a copy of it holes are cut (`holes.py`); the retrievers are asked at each
hole, and the network learns which candidates the hole needed: softmax over the candidates, where the definitions of one
name share the mass, unseen names count twice, and each repository counts the same (numpy, Adam, fixed seeds).
Then a linear screen is fitted to the network's scores, to the features that cost little: of very many candidates the
network sees those that it lets through. `--screen` as first argument fits it alone, to the weights in OUT.npz.
With `--held-out` as first argument the folders' recall within 4,096 characters of definitions is printed instead, with
the weights of OUT.npz. The shipped weights were fitted on the newest stored snapshots of the repositories in
`REPOSITORIES`, all under permissive licences; only the weights are kept.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Collection, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

import numpy as np
from holes import Hole, common_members, sample_holes, without_holes

from lacewing.project.catalog.catalog import Catalog
from lacewing.project.catalog.words import number_of
from lacewing.project.context import find_evidence, retrievers
from lacewing.project.extract import facts_of_tree
from lacewing.project.resolve import resolver_of
from lacewing.project.retrieve.evidence import Search
from lacewing.project.retrieve.ranker import MOST_CANDIDATES, PARTS, Weights, gather_candidates, scores_of
from lacewing.project.retrieve.reach import read_reach
from lacewing.project.retrieve.situation import read_situation
from lacewing.project.retrieve.traits import TRAITS
from lacewing.project.retrieve.types import RetrievalQuery
from lacewing.project.workspace import Project
from lacewing.syntax.source import source_of

REPOSITORIES = (
    "BurntSushi/ripgrep", "JamesNK/Newtonsoft.Json", "TanStack/query", "Textualize/rich", "aio-libs/aiohttp",
    "apache/commons-compress", "catchorg/Catch2", "celery/celery", "colinhacks/zod", "encode/starlette",
    "fastify/fastify", "gabime/spdlog", "gin-gonic/gin", "gohugoio/hugo", "google/gson", "google/re2", "guzzle/guzzle",
    "jbeder/yaml-cpp", "mitmproxy/mitmproxy", "mobxjs/mobx", "mockito/mockito", "mybatis/mybatis-3",
    "ninja-build/ninja", "prometheus/prometheus", "python-poetry/poetry",
    "reduxjs/redux-toolkit", "sinatra/sinatra", "square/okio", "square/retrofit", "tokio-rs/axum",
    "tornadoweb/tornado", "traefik/traefik", "trpc/trpc", "typeorm/typeorm", "vuejs/core",
)  # fmt: skip

HOLES, NEGATIVES, HIDDEN, EPOCHS, BATCH, FITS = 240, 500, 48, 14, 24, 3
RATE, DECAY = 0.01, 1e-4
PACKED, FAR = 170, (-4.0, 3.0)
WORD_TRAITS = ("folder_use", "parts", "parts_covered", "parts_new", "shown_near", "shown_unused")
SKIPPED = (".git", "node_modules", "vendor", "third_party", "dist", "build", "testdata", ".venv")


class Question(NamedTuple):
    """One hole: `features` of the candidates, `answers` (0: not needed, k: a definition of its k-th needed name),
    which names are unseen, how long the candidates' lines are, and what the question counts."""

    features: np.ndarray
    answers: np.ndarray
    unseen: np.ndarray
    lengths: np.ndarray
    weight: float


def main(out: str, *folders: str) -> None:
    """Collect, fit, write."""
    names = feature_names()
    questions: list[Question] = []
    known = common_members(map(Path, folders))
    with ProcessPoolExecutor() as pool:
        for folder, found in zip(
            folders, pool.map(collect, map(Path, folders), repeat(names), repeat(known)), strict=True
        ):
            print(folder, len(found), "holes", flush=True)
            questions += found
    few = [fewer(question) for question in questions]
    weights = joined([fit(few, names, seed) for seed in range(FITS)])
    np.savez_compressed(out, **as_arrays(with_screen(weights, questions)))


def screen_only(file: str, *folders: str) -> None:
    """Fit the screen of the weights in `file` anew."""
    weights, known = read_weights(file), common_members(map(Path, folders))
    questions: list[Question] = []
    for folder in folders:
        questions += collect(Path(folder), weights.features, known)
        print(folder, len(questions), "holes", flush=True)
    held, rest = questions[::4], [question for at, question in enumerate(questions) if at % 4]
    print("let through of the best 60: {:.4f}, of the best 170: {:.4f}".format(
        *(let_through(held, with_screen(weights, rest), best) for best in (60, 170))
    ))  # fmt: skip
    np.savez_compressed(file, **as_arrays(with_screen(weights, questions)))


def held_out(file: str, *folders: str) -> None:
    """Print the recall of the weights in `file` on other repositories."""
    weights = read_weights(file)
    known = common_members(map(Path, folders))
    for folder in folders:
        questions = collect(Path(folder), weights.features, known)
        print(folder, "{:.3f} of names, {:.3f} of unseen ones".format(*recall(questions, weights, 4096)), flush=True)


def feature_names() -> tuple[str, ...]:
    """All features of retrievers that are learned, then the traits."""
    learned = [name for module in retrievers().values() for name in getattr(module, "FEATURES", ())]
    return (*learned, *TRAITS)


def collect(
    folder: Path, names: tuple[str, ...], known: Mapping[str, Collection[str]], seed: int = 5
) -> list[Question]:
    """The questions of one repository, asked in a copy from which every sampled hole is cut."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / folder.name
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(*SKIPPED), symlinks=True)
        project = Project(copy, cache_dir=Path(scratch) / "cache")
        project.update_index()
        originals: dict[str, bytes] = {}
        by_file: dict[str, list[Hole]] = defaultdict(list)
        for hole in sample_holes(project.index, copy, HOLES, seed, known):
            by_file[hole.path].append(hole)
        for path, holes in by_file.items():
            originals[path] = (copy / path).read_bytes()
            (copy / path).write_bytes(without_holes(originals[path], holes))
        project.refresh(by_file)
        project.catalog.settle(threading.Event())
        catalog = project.catalog.catalog()
        asked = [
            ask(project, catalog, hole, originals[hole.path], names) for holes in by_file.values() for hole in holes
        ]
        project.close()
    questions = [question for question in asked if question is not None]
    return [question._replace(weight=1 / max(1, len(questions))) for question in questions]


def ask(project: Project, catalog: Catalog, hole: Hole, data: bytes, names: tuple[str, ...]) -> Question | None:
    """The candidates at one hole, with the answers; None when none of them is right."""
    source = source_of(Path(hole.path), data[: hole.start] + data[hole.end :])
    assert source.language is not None
    assert source.tree is not None
    facts = facts_of_tree(source.tree.root_node, source.data, source.language)
    project.index.set_overlay(hole.path, facts, source)
    query = RetrievalQuery(source, hole.path, hole.start, project.read)
    situation = read_situation(query, facts)
    search = Search(situation, catalog, read_reach(situation, catalog, resolver_of(project.index)))
    candidates = gather_candidates(search, find_evidence(search, (), []), names, {})
    project.index.drop_overlay(hole.path)
    answers = np.zeros(len(candidates.symbols), np.int32)
    files = catalog.symbol("file", candidates.symbols)
    words = catalog.symbol("name", candidates.symbols)
    for at, needed in enumerate(hole.needed, 1):
        for path, _ in needed.definitions:
            answers[(words == number_of(needed.name)) & (files == catalog.file_numbers.get(path, -1))] = at
    unseen = np.array([needed.unseen for needed in hole.needed])
    lengths = catalog.shown_lengths(candidates.symbols)
    return Question(candidates.features, answers, unseen, lengths, 1.0) if answers.any() else None


def fewer(question: Question, seed: int = 0) -> Question:
    """The question with at most `NEGATIVES` wrong candidates."""
    right, wrong = np.flatnonzero(question.answers), np.flatnonzero(question.answers == 0)
    if len(wrong) > NEGATIVES:
        wrong = np.random.default_rng(seed).choice(wrong, NEGATIVES, replace=False)
    kept = np.concatenate((right, wrong))
    return question._replace(features=question.features[kept], answers=question.answers[kept])


def fit(questions: list[Question], names: tuple[str, ...], seed: int = 0) -> Weights:
    """The weights that make the needed candidates likeliest."""
    random = np.random.default_rng(seed)
    sample = np.concatenate([question.features for question in questions[::5]])
    scale = np.maximum(np.sqrt((sample**2).mean(0)) + 1e-3, 0.05)
    count = len(names)
    values = {
        "linear": np.zeros(count), "hidden": random.normal(0, 1 / np.sqrt(count), (count, HIDDEN)),
        "bias": np.zeros(HIDDEN), "out": random.normal(0, 0.1, HIDDEN),
    }  # fmt: skip
    first = {name: np.zeros_like(value) for name, value in values.items()}
    second = {name: np.zeros_like(value) for name, value in values.items()}
    mean_weight = np.mean([question.weight for question in questions])
    order = np.arange(len(questions))
    steps = EPOCHS * (len(order) // BATCH + 1)
    step = 0
    for epoch in range(EPOCHS):
        random.shuffle(order)
        loss = 0.0
        for start in range(0, len(order), BATCH):
            step += 1
            batch = [questions[at] for at in order[start : start + BATCH]]
            cost, slopes = gradient(batch, values, scale, mean_weight)
            loss += cost
            rate = RATE * min(1, step / 100) * (0.5 * (1 + np.cos(np.pi * step / steps)) + 0.02)
            for name, slope in slopes.items():
                first[name] = 0.9 * first[name] + 0.1 * slope
                second[name] = 0.999 * second[name] + 0.001 * slope**2
                moved = (first[name] / (1 - 0.9**step)) / (np.sqrt(second[name] / (1 - 0.999**step)) + 1e-8)
                values[name] -= rate * moved
        print("epoch", epoch, "loss %.4f" % (loss / len(order)), flush=True)
    rounded = {name: value.astype(np.float32) for name, value in values.items()}
    return Weights(names, scale.astype(np.float32), **rounded, screen=np.zeros(count, np.float32))


def joined(fitted: list[Weights]) -> Weights:
    """One network that gives the mean of these networks' scores: fits from different seeds err in different ways."""
    scaled = [weights.out / len(fitted) for weights in fitted]
    return Weights(
        fitted[0].features,
        fitted[0].scale,
        np.mean([weights.linear for weights in fitted], axis=0),
        np.concatenate([weights.hidden for weights in fitted], axis=1),
        np.concatenate([weights.bias for weights in fitted]),
        np.concatenate(scaled),
        np.zeros(len(fitted[0].features), np.float32),
    )


def with_screen(weights: Weights, questions: list[Question]) -> Weights:
    """The weights with a screen: least squares to how far a candidate's score lies from the last one that is packed,
    the more exactly the nearer to that."""
    cheap = np.array([name not in WORD_TRAITS for name in weights.features])
    count = int(cheap.sum()) + 1
    normal, sums = 0.01 * np.eye(count), np.zeros(count)
    for question in questions:
        if len(question.features) > PACKED:
            scores = scores_of(question.features, weights)
            gap = scores - np.sort(scores)[-PACKED]
            importance = np.exp(-np.abs(gap) / 2) / len(gap)
            known = np.hstack([(question.features / weights.scale)[:, cheap], np.ones((len(gap), 1))])
            normal += (known * importance[:, None]).T @ known
            sums += (known * importance[:, None]).T @ np.clip(gap, *FAR)
    screen = np.zeros(len(weights.features), np.float32)
    screen[cheap] = np.linalg.solve(normal, sums)[:-1] / weights.scale[cheap]
    return replace(weights, screen=screen)


def let_through(questions: list[Question], weights: Weights, best: int) -> float:
    """Which share of the network's `best` the screen lets through where it leaves any out."""
    shares = [1.0]
    for question in questions:
        if len(question.features) > MOST_CANDIDATES:
            passed = np.argsort(-(question.features @ weights.screen), kind="stable")[:MOST_CANDIDATES]
            shares.append(np.isin(np.argsort(-scores_of(question.features, weights))[:best], passed).mean())
    return float(np.mean(shares))


def gradient(
    batch: list[Question], values: dict[str, np.ndarray], scale: np.ndarray, mean_weight: float
) -> tuple[float, dict[str, np.ndarray]]:
    """The loss of a batch and its slopes."""
    features = np.concatenate([question.features for question in batch]) / scale
    before = features @ values["hidden"] + values["bias"]
    hidden = np.maximum(before, 0)
    scores = features @ values["linear"] + hidden @ values["out"]
    slope = np.zeros(len(scores))
    loss, place = 0.0, 0
    for question in batch:
        part = slice(place, place + len(question.answers))
        place = part.stop
        raised = np.exp(scores[part] - scores[part].max())
        present = [at for at in range(1, len(question.unseen) + 1) if (question.answers == at).any()]
        total = sum(2.0 if question.unseen[at - 1] else 1.0 for at in present)
        for at in present:
            weight = (2.0 if question.unseen[at - 1] else 1.0) / total * question.weight / mean_weight
            right = raised * (question.answers == at)
            among = raised * ((question.answers == 0) | (question.answers == at))
            loss -= weight * np.log(right.sum() / among.sum() + 1e-30)
            slope[part] += weight * (among / among.sum() - right / right.sum())
    slope /= len(batch)
    back = np.outer(slope, values["out"]) * (before > 0)
    return loss, {
        "linear": features.T @ slope + DECAY * values["linear"], "hidden": features.T @ back + DECAY * values["hidden"],
        "bias": back.sum(0), "out": hidden.T @ slope + DECAY * values["out"],
    }  # fmt: skip


def recall(questions: list[Question], weights: Weights, characters: int) -> tuple[float, float]:
    """The share of needed names, and of unseen ones, whose definition is among the best that fit."""
    hits = total = unseen_hits = unseen = 0
    for question in questions:
        scores = scores_of(question.features, weights) - np.log(question.lengths + 8.0)
        order = np.argsort(-scores, kind="stable")
        fits = order[np.cumsum(question.lengths[order] + 12) <= characters]
        found = set(question.answers[fits].tolist()) - {0}
        hits += len(found)
        total += len(question.unseen)
        unseen_hits += sum(bool(question.unseen[at - 1]) for at in found)
        unseen += int(question.unseen.sum())
    return hits / max(1, total), unseen_hits / max(1, unseen)


def as_arrays(weights: Weights) -> dict[str, np.ndarray]:
    """The weights by name, for a file."""
    return {"features": np.array(weights.features), **{name: getattr(weights, name) for name in PARTS}}


def read_weights(file: str) -> Weights:
    """The weights in a file; of one without a screen, that is all zeros."""
    with np.load(file) as stored:
        names = tuple(stored["features"].tolist())
        return Weights(names, *(stored[part] if part in stored else np.zeros(len(names)) for part in PARTS))


if __name__ == "__main__":
    if sys.argv[1] == "--held-out":
        held_out(*sys.argv[2:])
    elif sys.argv[1] == "--screen":
        screen_only(*sys.argv[2:])
    else:
        main(*sys.argv[1:])
