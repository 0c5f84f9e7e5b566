"""Making the catalog's file: `python -m lacewing.project.catalog.build DATABASE FILE`, in a process of its own."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from lacewing.project.catalog.segment import DigestedFile
from lacewing.project.catalog.store import write_segment
from lacewing.project.index import Index
from lacewing.storage.database import Database


def main(database: str, file: str) -> None:
    """Join the digests of all files in the index of `database` into `file`. Raises OSError and StorageError."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(10)
    index = Index(Database(Path(database)))
    write_segment(Path(file), (DigestedFile(*row) for row in index.digests(sorted(index.keys()))))


if __name__ == "__main__":
    main(*sys.argv[1:])
