"""Making the catalog's file, in a process of its own.

`python -m lacewing.project.catalog.build DATABASE FILE ROOT MAX_BYTES`: from the index in `DATABASE` of the project at
`ROOT`, whose files have at most so many bytes.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from lacewing.project.catalog.store import write_segment
from lacewing.project.catalog.worded import with_texts, with_words
from lacewing.project.index import Index
from lacewing.project.reading import read_text
from lacewing.storage.database import Database


def main(database: str, file: str, root: str, max_bytes: str) -> None:
    """Join what the catalog holds of all files into `file`. Raises OSError and StorageError."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(10)
    index = Index(Database(Path(database)))
    rows = index.digests(sorted(index.keys()))
    texted = with_texts(rows, lambda path: read_text(f"{root}/{path}", int(max_bytes)))
    write_segment(Path(file), with_words(texted))


if __name__ == "__main__":
    main(*sys.argv[1:])
