"""Which names a file may give away, whatever it takes them from: what it defines, imports, and hands on whole.

A package may hand on hundreds of modules with all that they hold; by this a question for one name is put to those alone
that may have it. Knows nothing of what a name means.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol

from lacewing.project.facts import Import
from lacewing.project.modules import Target
from lacewing.project.recent import Recent
from lacewing.project.resolve.views import FileView

_KEPT = 1_000_000  # bytes, of each of the two
_FILE_BYTES, _NAME_BYTES, _KEPT_ELSEWHERE_BYTES = 400, 70, 30
_FILES_AT_MOST = 1_000


class State(Protocol):
    """The state of a project that is asked."""

    def view(self, path: str) -> FileView | None:
        """The view of a file."""

    def targets(self, view: FileView, imported: Import) -> Sequence[Target]:
        """Where an import leads."""


class _Given(NamedTuple):
    """Names that are given, and files of which all is handed on."""

    names: frozenset[str]
    files: tuple[str, ...]


class _Whole(NamedTuple):
    """The names that a file and all `files` behind it give; of `others` they are not known."""

    names: frozenset[str]
    files: frozenset[str]
    others: tuple[str, ...]


class Reexports:
    """What files asked for last may give away, in one state of the stored files."""

    def __init__(self) -> None:
        self._given: Recent[_Given | None] = Recent(_KEPT)
        self._whole: Recent[_Whole] = Recent(_KEPT)

    def may_give(self, state: State, file: str, name: str, opened: Collection[str]) -> bool:
        """Whether `file` may give away `name`, the `opened` files being open; always for dotted names."""
        if "." in name:
            return True
        known = self._whole.get(file, lambda: self._all(state, file, opened))
        if name in known.names:
            return True
        asked = [*known.others, *(each for each in opened if each in known.files)]
        return any(_may_give_now(state, each, name) for each in asked)

    def _all(self, state: State, file: str, opened: Collection[str]) -> tuple[_Whole, int]:
        names: set[str] = set()
        seen = {file}
        others: list[str] = []
        waiting = [file]
        while waiting:
            each = waiting.pop()
            given = None
            if each not in opened and len(seen) <= _FILES_AT_MOST:
                given = self._given.get(each, functools.partial(_given, state, each))
            if given is None:
                others.append(each)
                continue
            names |= given.names
            waiting += [other for other in given.files if other not in seen]
            seen.update(given.files)
        weight = _FILE_BYTES + _KEPT_ELSEWHERE_BYTES * (len(names) + len(seen))
        return _Whole(frozenset(names), frozenset(seen.difference(others)), tuple(others)), weight


def _given(state: State, file: str) -> tuple[_Given | None, int]:
    """What one closed file gives, with its weight; None where that is not known."""
    view = state.view(file)
    if view is None:
        return None, _FILE_BYTES
    targets = (target for each in view.starred_imports for target in state.targets(view, each))
    names = frozenset([*view.given_names, *view.given_imports])
    files = tuple(dict.fromkeys(target.file for target in targets if target.file))
    return _Given(names, files), _FILE_BYTES + _NAME_BYTES * len(names)


def _may_give_now(state: State, file: str, name: str) -> bool:
    view = state.view(file)
    if view is None or view.starred_imports:
        return True
    return name in view.named or name in view.given_imports
