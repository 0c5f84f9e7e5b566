"""What a parsing process found out about one file, and how it travels through the pipe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lacewing.project.frames import FrameError, pack_frame, unpack_frame
from lacewing.project.stored_facts import KEY_BYTES, StoredFacts, check_outline
from lacewing.storage.faults import DamagedError

# known: the index has facts of this content already; skipped: the file itself can't be used; failed: the analysis
# broke off; gone: there is no such file any more.
OutcomeKind = Literal["facts", "known", "skipped", "failed", "gone"]
_KINDS = ("facts", "known", "skipped", "failed", "gone")


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read and analyse: `path` as the index names it, `language` by name; `force` even if facts are known."""

    path: str
    language: str
    size: int
    force: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of one job. `size` and `mtime_ns` are those of the file that was read; `note` says what is wrong with it
    (it may be usable all the same); `facts` only with kind "facts", `key` also with "known"."""

    path: str
    kind: OutcomeKind
    size: int = 0
    mtime_ns: int = 0
    note: str = ""
    key: bytes = b""
    facts: StoredFacts | None = None


def pack_job(job: Job) -> bytes:
    """The frame of a job."""
    return pack_frame([job.path, job.language, job.size, job.force])


def unpack_job(body: bytes) -> Job:
    """The job in a frame's body. Raises FrameError."""
    head, _ = unpack_frame(body)
    return Job(*head)


def pack_outcome(outcome: Outcome) -> bytes:
    """The frame of an outcome."""
    head = [outcome.path, outcome.kind, outcome.size, outcome.mtime_ns, outcome.note]
    facts = outcome.facts
    if facts is None:
        return pack_frame([*head, ""], [outcome.key])
    parts = [facts.outline, facts.digest, facts.words, facts.names, facts.containers]
    return pack_frame([*head, facts.language], [outcome.key, *parts])


def unpack_outcome(body: bytes) -> Outcome:
    """The outcome in a frame's body. Raises FrameError when it doesn't have the right shape."""
    head, blobs = unpack_frame(body)
    try:
        path, kind, size, mtime_ns, note, language = head
        key, *parts = blobs
        if kind not in _KINDS or not isinstance(path, str) or (key and len(key) != KEY_BYTES):
            raise ValueError(f"kind {kind!r}")
        facts = StoredFacts(key, str(language), *parts) if kind == "facts" else None
        if facts is not None:
            check_outline(facts.outline)
        return Outcome(path, kind, int(size), int(mtime_ns), str(note), key, facts)
    except (ValueError, TypeError, DamagedError) as error:
        raise FrameError(f"not an outcome: {error}") from error
