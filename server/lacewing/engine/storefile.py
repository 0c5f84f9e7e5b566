"""The engine's file: the vocabulary and the segments' arrays, to be mapped into memory.

A change of `KIND` makes old files unreadable, and they are learned anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lacewing.engine.segment import Array, FileEntry, Segment, arrays_of, segment_from
from lacewing.engine.store import Snapshot
from lacewing.engine.structure import KEY_COUNT
from lacewing.engine.vocabulary import Vocabulary
from lacewing.storage.arrays import DamagedArraysError, map_arrays, write_arrays

KIND = f"engine-2-{KEY_COUNT}"
"""The kind of file, with the version of its arrays."""


def write_store(file: Path, vocabulary: Vocabulary, snapshot: Snapshot) -> None:
    """Write everything to `file`, replacing it in one step. Raises OSError."""
    segments: list[list[list[Any]]] = []
    arrays: dict[str, Array] = {}
    for number, (segment, live) in enumerate(zip(snapshot.segments, snapshot.live, strict=True)):
        arrays.update({f"{number}/{name}": array for name, array in arrays_of(segment).items()})
        segments.append(
            [
                [entry.path if at in live else "", entry.digest, entry.size, entry.start, entry.end]
                for at, entry in enumerate(segment.files)
            ]
        )
    write_arrays(file, KIND, {"words": vocabulary.texts, "segments": segments}, arrays)


def read_store(file: Path) -> tuple[Vocabulary, list[Segment]]:
    """The vocabulary and the segments, the arrays mapped read-only.

    Raises FileNotFoundError, or DamagedArraysError naming the file and what is wrong with it.
    """
    meta, arrays = map_arrays(file, KIND)
    try:
        segments = []
        for number, files in enumerate(meta["segments"]):
            prefix = f"{number}/"
            own = {name.removeprefix(prefix): array for name, array in arrays.items() if name.startswith(prefix)}
            segments.append(segment_from(tuple(FileEntry(*entry) for entry in files), own))
        return Vocabulary(meta["words"]), segments
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedArraysError(f"{file}: damaged ({error})") from error
