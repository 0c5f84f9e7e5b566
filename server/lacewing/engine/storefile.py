"""The engine's file: the vocabulary and the segments' arrays, to be mapped into memory.

A file of another kind is unreadable, and its project is learned anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from lacewing.engine import roles
from lacewing.engine.indexing import without
from lacewing.engine.segment import Array, Arrays, FileEntry, Segment
from lacewing.engine.sparse import SparseIndex
from lacewing.engine.store import Snapshot
from lacewing.engine.structure import KEY_COUNT
from lacewing.engine.vocabulary import ALWAYS_KNOWN, VERSION, Vocabulary
from lacewing.storage.arrays import DamagedArraysError, map_arrays, write_arrays

KIND = f"engine-4-{KEY_COUNT}-{VERSION ^ roles.VERSION:08x}"
"""The kind of file, with the version of its arrays and of what tokens are."""


def write_store(file: Path, vocabulary: Vocabulary, snapshot: Snapshot) -> None:
    """Write all that counts to `file`, replacing it in one step. Raises OSError.

    Nothing is left of a file that does not count: its tokens are taken out, and words that only it held.
    """
    segments: list[list[list[Any]]] = []
    arrays: dict[str, Array] = {}
    counts = np.zeros(len(vocabulary), np.int64)
    counts[:ALWAYS_KNOWN] = 1
    for number, (segment, live) in enumerate(zip(snapshot.segments, snapshot.live, strict=True)):
        gone = np.nonzero(~live)[0].tolist()
        kept = without(segment, frozenset(gone), vocabulary) if gone else segment
        counts[kept.arrays.literal_heads] = 1
        arrays.update({f"{number}/{name}": array for name, array in kept.arrays._asdict().items()})
        for key, index in enumerate(kept.sparse):
            arrays.update({f"{number}/{key}/{name}": array for name, array in index._asdict().items()})
        segments.append([[entry.path, entry.digest, entry.size, entry.start, entry.end] for entry in kept.files])
    arrays.update({f"words/{name}": array for name, array in vocabulary.saved(counts > 0).items()})
    write_arrays(file, KIND, {"segments": segments}, arrays)


def read_store(file: Path) -> tuple[Vocabulary, list[Segment]]:
    """The vocabulary and the segments, the arrays mapped read-only.

    Raises FileNotFoundError, or DamagedArraysError naming the file and what is wrong with it.
    """
    meta, arrays = map_arrays(file, KIND)
    try:
        segments = []
        for number, files in enumerate(meta["segments"]):
            own = _below(f"{number}/", arrays)
            sparse = [_below(f"{key}/", own) for key in range(KEY_COUNT)]
            segments.append(
                Segment(
                    tuple(FileEntry(*entry) for entry in files),
                    Arrays(**{name: own[name] for name in Arrays._fields}),  # type: ignore[arg-type]  # types written
                    tuple(SparseIndex(**each) for each in sparse),  # type: ignore[arg-type]
                )
            )
        return Vocabulary(_below("words/", arrays)), segments
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedArraysError(f"{file}: damaged ({error})") from error


def _below(prefix: str, arrays: dict[str, Array]) -> dict[str, Array]:
    return {name.removeprefix(prefix): array for name, array in arrays.items() if name.startswith(prefix)}
