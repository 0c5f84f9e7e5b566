"""Settings of the section `project`: which files belong to a project and what indexing them may cost."""

from __future__ import annotations

import os
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ProjectOptions:
    """What is indexed and within which bounds; a bound that is met is reported in a message."""

    max_file_bytes: int = field(
        default=1_000_000, metadata={"doc": "Files larger than this many bytes are not indexed."}
    )
    max_files: int = field(
        default=50_000, metadata={"doc": "At most this many source files are indexed, those nearest the root first."}
    )
    max_data_files: int = field(
        default=5_000,
        metadata={
            "doc": "At most this many of them are files of data or prose (JSON, YAML, TOML, Markdown), those nearest "
            "the root first."
        },
    )
    max_entries: int = field(
        default=1_000_000,
        metadata={"doc": "At most this many directory entries are looked at when searching for source files."},
    )
    workers: int = field(
        default=0,
        metadata={"doc": "How many processes parse files; 0 means one for each processor, at most four."},
    )
    file_seconds: float = field(
        default=20.0,
        metadata={
            "doc": "A file whose analysis takes more of the processor's time than this many seconds is left out."
        },
    )
    worker_memory_bytes: int = field(
        default=2_000_000_000,
        metadata={"doc": "Address space each parsing process may use, in bytes; 0 means no limit."},
    )
    worker_idle_seconds: float = field(
        default=30.0, metadata={"doc": "Parsing processes without work for this many seconds are ended."}
    )
    max_embedded: int = field(
        default=20_000,
        metadata={
            "doc": "At most this many functions, types and sections of documents are given to the embedding model, if "
            "one is configured (`routing.embedding`), those nearest the root first."
        },
    )
    watch: bool = field(
        default=True, metadata={"doc": "Watch the project's folders, so that changes made outside the editor count."}
    )

    libraries: bool = field(
        default=True,
        metadata={
            "doc": "Complete members of Python's standard library and of the packages installed in the project's "
            "environment (`.venv` and the like, else `VIRTUAL_ENV`). Their files are read, never run, indexed or shown "
            "to a model."
        },
    )

    @property
    def worker_count(self) -> int:
        """How many parsing processes to run, at least one."""
        return self.workers if self.workers > 0 else max(1, min(4, os.cpu_count() or 1))
