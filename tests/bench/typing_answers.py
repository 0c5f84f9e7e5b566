"""An engine's answers at all places of held-out files, kept on disk so that policies are compared on the same ones.

A recording is found again by repository, sample, and the engine's weights; after a change of the engine's code the
folder has to be emptied by hand.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from indexed import IndexedRepository
from typing_replay import Answer, TypedFile
from typing_sample import sample

from lacewing.engine.engine import Engine, EngineQuery
from lacewing.engine.options import EngineOptions
from lacewing.engine.weights import Weights

# Lines are written down to this probability, lower than where anything is shown.
_LEAST = EngineOptions(line_threshold=0.4, part_threshold=0.4, block_threshold=0.6, max_block_lines=6, budget_ms=1000)
_WEIGHTS = Path(__file__).parents[2] / "server" / "lacewing" / "engine"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be recorded: so many `files` of one language of `root`, sampled by `seed`, and from what is known."""

    root: Path
    suffix: str
    seed: int
    files: int
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Recording:
    """Each typed file with the answers at its places; `spent` are milliseconds of processor time, one a place."""

    typed: list[tuple[TypedFile, dict[int, Answer]]]
    spent: list[float]


def recorded(wanted: Wanted, weights: Weights, folder: Path | None) -> Recording:
    """The recording in `folder`, made now if there is none."""
    if folder is None:
        return record(wanted, weights)
    data = b"".join(file.read_bytes() for file in sorted(_WEIGHTS.glob("*.npz")))
    key = sha256(data + repr((wanted, sorted(weights.silenced))).encode()).hexdigest()[:16]
    file = folder / f"{wanted.root.name}-{wanted.seed}-{key}.pickle"
    if file.exists():
        found: Recording = pickle.loads(file.read_bytes())
        return found
    made = record(wanted, weights)
    folder.mkdir(parents=True, exist_ok=True)
    file.write_bytes(pickle.dumps(made))
    return made


def record(wanted: Wanted, weights: Weights) -> Recording:
    """Ask an engine, and an index beside it, that have learned the other files."""
    files, held = sample(wanted.root, wanted.suffix, wanted.seed, wanted.files)
    learned = [] if wanted.empty else [name for name in files if name not in held]
    engine = Engine(_LEAST, weights)
    for name in learned:
        engine.learn(name, files[name])
    engine.settle()
    typed, spent = [], []
    with TemporaryDirectory() as scratch:
        index = IndexedRepository(wanted.root, learned, Path(scratch)) if learned else None
        for path in held:
            file = TypedFile.of(wanted.root, path, files[path])
            answers = {}
            for at in file.places():
                prefix = file.text[:at]
                query = EngineQuery(path, prefix, symbols=index.symbols(path, prefix) if index else None)
                began = time.process_time()
                prediction, line = engine.predict(query), engine.line(query)
                spent.append((time.process_time() - began) * 1000)
                answers[at] = Answer(words_of([text for text, _ in prediction.tokens]), line, prediction.tokens[:1])
            typed.append((file, answers))
        if index:
            index.close()
    return Recording(typed, spent)


def record_peer(wanted: Wanted, peer: Peer) -> Recording:
    """Ask somebody else's way of completing, taught the same files."""
    files, held = sample(wanted.root, wanted.suffix, wanted.seed, wanted.files)
    answer = peer({name: text for name, text in files.items() if name not in held}, wanted.root)
    typed, spent = [], []
    for path in held:
        file = TypedFile.of(wanted.root, path, files[path])
        answers = {}
        for at in file.places():
            began = time.process_time()
            answers[at] = answer(path, file.text[:at])
            spent.append((time.process_time() - began) * 1000)
        typed.append((file, answers))
    return Recording(typed, spent)


Peer = Callable[[dict[str, str], Path], Callable[[str, str], Answer]]
"""Learns texts by path below a folder; what it gives answers for the end of a text of a path."""


def words_of(texts: list[str]) -> list[str]:
    """The first of them that a list would show."""
    return [text for text in texts if text[0].isalpha() or text[0] in "_$"][:10]
