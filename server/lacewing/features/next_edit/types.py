"""What next edit takes and gives, as plain data in byte offsets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lacewing.project.index import Index
from lacewing.text.edit import TextEdit


@dataclass(frozen=True, slots=True)
class Change:
    """What was done last: the file `path` (as in the project) said `before` and says `after` now."""

    path: str
    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class NextEdit:
    """One place where something is still to be done: `edit` is for the text that `path` has now.

    `chance` is how likely the edit is wanted, in [0, 1]; `reason` says what it does in a few words; edits that do the
    same have the same `kind`.
    """

    path: str
    edit: TextEdit
    reason: str
    chance: float
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ProjectView:
    """What next edit asks of a project.

    Paths are relative to `root`. `read` gives a file's text as it is now, `files_with` the files that hold all of these
    words. What needs an `index` (imports, callers) is left out where there is none.
    """

    root: Path
    read: Callable[[str], bytes | None]
    files_with: Callable[[Sequence[str]], Sequence[str]]
    index: Index | None = None
