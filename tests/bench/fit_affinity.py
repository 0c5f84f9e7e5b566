"""Fits the engine's network of names and places and writes `server/lacewing/engine/affinity.npz`.

    python tests/bench/fit_affinity.py OUT.npz SAMPLES FOLDER …

Each folder is a checkout of a repository, or a folder of such. Of every family of languages some places are sampled,
more of names than of signs, and recorded in the folder SAMPLES, where they are found again. The fit is a softmax over
the tokens that follow in one batch and as many drawn at random, corrected by how often each is among them (Adagrad and
Adam in numpy, fixed seeds). The shipped weights were fitted on the newest stored snapshots of `REPOSITORIES`, all under
permissive licences, of which none is among those that `fit_mixer.py` uses; it holds weights only, no code.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from random import Random
from typing import NamedTuple

import numpy as np
from sources import read_files

from lacewing.engine.affinity import HIDDEN, WIDTH
from lacewing.engine.codes import (
    NAME_BITS,
    PLACE_BITS,
    CodeTable,
    file_parts,
    named_near,
    place_traits,
)
from lacewing.engine.lexer import Lexer, Tokens
from lacewing.engine.nesting import Brackets, enclosing_lines
from lacewing.engine.roles import RoleColumn
from lacewing.engine.structure import Contexts, contexts_of
from lacewing.engine.surroundings import FAMILY
from lacewing.engine.vocabulary import FILE_START, Kind, Vocabulary

REPOSITORIES = """
django/django networkx/networkx sqlalchemy/sqlalchemy sympy/sympy python/cpython:Lib celery/celery mitmproxy/mitmproxy
python-poetry/poetry Textualize/rich tornadoweb/tornado psf/requests apache/commons-compress mockito/mockito
mybatis/mybatis-3 gohugoio/hugo prometheus/prometheus typeorm/typeorm trpc/trpc mobxjs/mobx vuejs/vitepress
sveltejs/kit fastify/fastify pmndrs/zustand vitejs/vite catchorg/Catch2 google/re2 jbeder/yaml-cpp ninja-build/ninja
fmtlib/fmt abseil/abseil-cpp curl/curl jqlang/jq tokio-rs/axum tokio-rs/tokio rust-lang/cargo clap-rs/clap
JamesNK/Newtonsoft.Json DapperLib/Dapper ktorio/ktor square/okio com-lihaoyi/os-lib playframework/play-json
"""
MAX_CHARACTERS = 3_500_000
MAX_FILE = 60_000
# The share of the places of names, and of other tokens, that is taken.
OF_NAMES, OF_OTHERS = 0.35, 0.15
BLOCK, BLOCKS, DRAWN = 32, 32, 1024
EPOCHS = 3
RATE, LAYER_RATE = 0.15, 0.002


class Samples(NamedTuple):
    """Places of one family: their traits, what follows (rows of `names`), and the traits of all such names."""

    places: np.ndarray
    right: np.ndarray
    names: np.ndarray


def main(out: str, folder: str, *repositories: str) -> None:
    """Collect, fit, write."""
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    for name in repositories:
        if not (place / f"{Path(name).name}.npz").exists():
            np.savez(place / f"{Path(name).name}.npz", **collect(Path(name)))
    samples = together([place / f"{Path(name).name}.npz" for name in repositories])
    for family, each in samples.items():
        print("family", family, len(each.right), "places,", len(each.names), "names", flush=True)
    fitting = Fitting(samples)
    fitting.fit()
    np.savez_compressed(out, **fitting.arrays())
    print(Path(out).stat().st_size, "bytes")


def collect(root: Path) -> dict[str, np.ndarray]:
    """`<family>_places`, `<family>_right` and the traits of `names` of one repository."""
    vocabulary = Vocabulary()
    lexer, table = Lexer(vocabulary), vocabulary.companion(CodeTable)
    found: dict[int, list[tuple[np.ndarray, np.ndarray]]] = {}
    taken = 0
    files = list(read_files(root).items())
    Random(3).shuffle(files)
    for name, text in files:
        family = FAMILY.get(PurePosixPath(name).suffix, 0)
        if not family or len(text) > MAX_FILE or taken > MAX_CHARACTERS:
            continue
        taken += len(text)
        places = of_file(name, text.strip(), family, lexer, table, Random(len(text)))
        if places is not None:
            found.setdefault(family, []).append(places)
    arrays = {"names": table.traits(np.arange(len(vocabulary), dtype=np.int32))}
    for family, parts in found.items():
        arrays[f"{family}_places"] = np.concatenate([traits for traits, _ in parts])
        arrays[f"{family}_right"] = np.concatenate([right for _, right in parts])
    print(root.name, taken, {family: sum(len(right) for _, right in parts) for family, parts in found.items()})
    return arrays


def of_file(
    name: str, text: str, family: int, lexer: Lexer, table: CodeTable, random: Random
) -> tuple[np.ndarray, np.ndarray] | None:
    """The traits of a file's sampled places, and the tokens that follow."""
    vocabulary = lexer.vocabulary
    tokens = lexer.lex(text)
    mark = np.array([FILE_START], np.int32)
    ids = np.concatenate((mark, tokens.ids))
    if len(ids) < 50:
        return None
    kinds = vocabulary.kind_array()[ids]
    draw = np.random.default_rng(random.randrange(1 << 30)).random(len(ids))
    chosen = np.nonzero(draw < np.where(kinds == Kind.IDENTIFIER, OF_NAMES, OF_OTHERS))[0]
    chosen = chosen[chosen > 0]
    if not len(chosen):
        return None
    at = Contexts(*(column[chosen] for column in contexts_of(ids, vocabulary)))
    roles = vocabulary.companion(RoleColumn).roles().astype(np.uint32)
    latest = ids[np.maximum(chosen[:, None] - np.arange(1, 5), 0)]
    near, heads = near_lines(tokens, ids, chosen, table, vocabulary)
    last = np.where(chosen[:, None] - np.arange(1, 5) >= 0, table.whole(latest), 0).astype(np.uint32)
    before = np.stack((roles[latest[:, 0]], np.where(chosen > 1, roles[latest[:, 1]], 0)), 1).astype(np.uint32)
    traits = place_traits(last, at, table, before, family, heads, file_parts(name), near)
    return traits, ids[chosen].astype(np.int32)


def near_lines(
    tokens: Tokens, ids: np.ndarray, chosen: np.ndarray, table: CodeTable, vocabulary: Vocabulary
) -> tuple[np.ndarray, np.ndarray]:
    """For each chosen place the codes of the names of its header and of the line above, and what that begins with."""
    brackets = Brackets.of(vocabulary)
    named = vocabulary.kind_array()[ids] == Kind.IDENTIFIER
    ends = (tokens.line_tokens + 1).tolist()
    indents = tokens.line_indents.tolist()
    marks = [(0, end, indent) for end, indent in zip(ends, indents, strict=True)]
    lines = np.searchsorted(ends, chosen, "left")
    rows, heads = [], []
    known: dict[int, tuple[np.ndarray, int]] = {}
    for line in lines.tolist():
        if line not in known:
            start = ends[line - 1] + 1 if line else 1
            above = (ends[line - 2] + 1 if line > 1 else 1) if line else start
            indent = indents[line] if line < len(indents) else indents[-1] if indents else 0
            around = enclosing_lines(marks[:line], 1, indent, ids, brackets, 1)
            low, high = around[0] if around else (0, 0)
            header, over = ids[low:high], ids[above : max(above, start - 1)]
            codes = (
                named_near(header[named[low:high]], table),
                named_near(over[named[above : above + len(over)]], table),
            )
            known[line] = np.concatenate(codes), int(over[0]) if len(over) else 0
        rows.append(known[line][0])
        heads.append(known[line][1])
    return np.stack(rows), np.array(heads, np.int32)


def together(files: Iterable[Path]) -> dict[int, Samples]:
    """The samples of all repositories by family, names being numbered anew."""
    parts: dict[int, list[tuple[np.ndarray, np.ndarray]]] = {}
    rows: dict[int, list[np.ndarray]] = {}
    for file in files:
        with np.load(file) as arrays:
            names = arrays["names"]
            for key in arrays.files:
                if key.endswith("_places"):
                    family = int(key[: -len("_places")])
                    right = arrays[f"{family}_right"]
                    parts.setdefault(family, []).append((arrays[key], right))
                    rows.setdefault(family, []).append(names[right])
    found = {}
    for family, each in sorted(parts.items()):
        every = np.ascontiguousarray(np.concatenate(rows[family])).view([("", np.uint16)] * rows[family][0].shape[1])
        names, right = np.unique(every[:, 0], return_inverse=True)
        names = names.view(np.uint16).reshape(len(names), -1)
        found[family] = Samples(np.concatenate([places for places, _ in each]), right.astype(np.int32), names)
    return found


class Fitting:
    """The network while it is fitted."""

    def __init__(self, samples: dict[int, Samples]) -> None:
        self.samples = samples
        self.random = np.random.default_rng(5)
        draw = self.random.normal
        self.places = draw(0, 0.05, (1 << PLACE_BITS, HIDDEN)).astype(np.float32)
        self.names = draw(0, 0.05, (1 << NAME_BITS, WIDTH)).astype(np.float32)
        self.places[0] = self.names[0] = 0
        self.small = {
            "bias": np.full(HIDDEN, 0.1, np.float32),
            "layer": draw(0, HIDDEN**-0.5, (HIDDEN, WIDTH)).astype(np.float32),
            "layer_bias": draw(0, 0.1, WIDTH).astype(np.float32),
        }
        self.squares = {"places": np.full(1 << PLACE_BITS, 1e-6), "names": np.full(1 << NAME_BITS, 1e-6)}
        self.first = {name: np.zeros_like(value) for name, value in self.small.items()}
        self.second = {name: np.zeros_like(value) for name, value in self.small.items()}
        self.steps = 0
        # One block in fifty is kept to measure by.
        self.blocks = {family: np.arange(len(each.right) // BLOCK) for family, each in samples.items()}
        self.shares = {
            family: np.bincount(each.right, minlength=len(each.names)) / len(each.right)
            for family, each in samples.items()
        }

    def fit(self) -> None:
        """All epochs."""
        for epoch in range(EPOCHS):
            began, loss = time.process_time(), 0.0
            order = list(self.batches())
            for number, (family, blocks) in enumerate(order):
                done = (epoch + number / len(order)) / EPOCHS
                loss += self.step(family, blocks, 1 - 0.95 * done)
                if number % 400 == 399:
                    print(f"epoch {epoch} step {number + 1} of {len(order)} loss {loss / 400:.3f}", flush=True)
                    loss = 0.0
            print(f"epoch {epoch}: {time.process_time() - began:.0f} s; {self.measured()}", flush=True)

    def batches(self) -> Iterator[tuple[int, np.ndarray]]:
        """Blocks of one family each, all families mixed."""
        found = []
        for family, blocks in self.blocks.items():
            order = self.random.permutation(blocks[blocks % 50 != 7])
            found += [(family, order[at : at + BLOCKS]) for at in range(0, len(order), BLOCKS)]
        for number in self.random.permutation(len(found)).tolist():
            yield found[number]

    def step(self, family: int, blocks: np.ndarray, rate: float) -> float:
        """One step; the loss before it."""
        rows, places, right, names, share = self._batch(family, blocks)
        hidden, vector, name_vectors, scores = self._forward(places, names, share)
        top = scores.max(1, keepdims=True)
        scores = np.exp(scores - top)
        scores /= scores.sum(1, keepdims=True)
        chosen = scores[np.arange(len(rows)), right]
        loss = -float(np.log(chosen + 1e-12).mean())
        scores[np.arange(len(rows)), right] -= 1
        scores /= len(rows)
        at_vector, at_names = scores @ name_vectors, scores.T @ vector
        at_hidden = (at_vector @ self.small["layer"].T) * (hidden > 0)
        self._adam({"layer": hidden.T @ at_vector, "layer_bias": at_vector.sum(0), "bias": at_hidden.sum(0)}, rate)
        self._scatter("places", self.places, places, at_hidden, rate)
        self._scatter("names", self.names, names, at_names, rate)
        return loss

    def measured(self) -> str:
        """Loss and share of right answers on the blocks that were kept."""
        found = []
        for family, blocks in self.blocks.items():
            kept = blocks[blocks % 50 == 7]
            total = right_ones = count = 0.0
            for at in range(0, len(kept) - BLOCKS // 2, BLOCKS):
                rows, places, right, names, share = self._batch(family, kept[at : at + BLOCKS])
                scores = self._forward(places, names, share)[3]
                own = scores[np.arange(len(rows)), right]
                top = scores.max(1)
                total += float((top + np.log(np.exp(scores - top[:, None]).sum(1)) - own).sum())
                right_ones += float((own >= top).sum())
                count += len(rows)
            found.append(f"{family}: {total / max(count, 1):.3f} {right_ones / max(count, 1):.3f}")
        return "; ".join(found)

    def arrays(self) -> dict[str, np.ndarray]:
        """What `Affinity` reads."""
        place_scale, name_scale = (np.quantile(np.abs(each), 0.9995) / 127 for each in (self.places, self.names))
        return {
            "places": np.clip(np.rint(self.places / place_scale), -127, 127).astype(np.int8),
            "names": np.clip(np.rint(self.names / name_scale), -127, 127).astype(np.int8),
            "scales": np.array([place_scale, name_scale], np.float32),
            **self.small,
        }

    def _batch(
        self, family: int, blocks: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        samples = self.samples[family]
        rows = (blocks[:, None] * BLOCK + np.arange(BLOCK)).ravel()
        drawn = samples.right[self.random.integers(0, len(samples.right), DRAWN)]
        found, right = np.unique(np.concatenate((samples.right[rows], drawn)), return_inverse=True)
        share = self.shares[family][found]
        return rows, samples.places[rows], right[: len(rows)], samples.names[found], share

    def _forward(
        self, places: np.ndarray, names: np.ndarray, share: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        hidden = np.maximum(_sums(self.places, places) + self.small["bias"], 0)
        vector = hidden @ self.small["layer"] + self.small["layer_bias"]
        name_vectors = _sums(self.names, names)
        scores = vector @ name_vectors.T
        scores -= np.log(1 - np.exp(-(DRAWN + BLOCK * BLOCKS / 2) * share)).astype(np.float32)
        return hidden, vector, name_vectors, scores

    def _adam(self, gradients: dict[str, np.ndarray], rate: float) -> None:
        self.steps += 1
        for name, gradient in gradients.items():
            self.first[name] += 0.1 * (gradient - self.first[name])
            self.second[name] += 0.001 * (gradient * gradient - self.second[name])
            scale = np.sqrt(self.second[name] / (1 - 0.999**self.steps)) + 1e-8
            self.small[name] -= rate * LAYER_RATE * (self.first[name] / (1 - 0.9**self.steps)) / scale

    def _scatter(self, name: str, table: np.ndarray, traits: np.ndarray, gradients: np.ndarray, rate: float) -> None:
        """Adagrad with one step size a row."""
        flat = traits.ravel()
        order = np.argsort(flat, kind="stable")
        order = order[np.searchsorted(flat[order], 1) :]
        ordered = flat[order]
        starts = np.concatenate(([0], np.nonzero(np.diff(ordered))[0] + 1))
        rows = ordered[starts]
        sums = np.add.reduceat(gradients[order // traits.shape[1]], starts, axis=0)
        squares = self.squares[name]
        squares[rows] += np.square(sums).mean(1)
        table[rows] -= (rate * RATE / np.sqrt(squares[rows]))[:, None].astype(np.float32) * sums


def _sums(table: np.ndarray, traits: np.ndarray) -> np.ndarray:
    found = table[traits[:, 0]].copy()
    for column in range(1, traits.shape[1]):
        found += table[traits[:, column]]
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
