"""The paths of a project's files, found by folder and by their ends. Pure but for the configuration it carries."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from lacewing.project.configuration import Configuration


class ProjectPaths:
    """The project's files (POSIX, relative to the root), made once for a list of them.

    `remembered` is for what conventions work out from all files and the configuration, by a name of their own.
    """

    def __init__(self, files: Iterable[str], configuration: Configuration) -> None:
        self.configuration = configuration
        self.remembered: dict[str, Any] = {}
        self._all = frozenset(files)
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._by_end: dict[str, list[str]] = defaultdict(list)
        self._folders: dict[str, list[str]] = defaultdict(list)
        for path in sorted(self._all):
            folder, _, name = path.rpartition("/")
            self._by_name[name].append(path)
            self._by_end[f"{folder.rpartition('/')[2]}/{name}"].append(path)
            self._folders[folder].append(path)

    def __contains__(self, path: object) -> bool:
        return path in self._all

    @cached_property
    def folders(self) -> frozenset[str]:
        """All folders that hold files or folders with files; "" is the root."""
        found = set(self._folders)
        for folder in self._folders:
            while folder:
                folder = folder.rpartition("/")[0]
                if folder in found:
                    break
                found.add(folder)
        return frozenset(found | {""})

    def in_folder(self, folder: str) -> list[str]:
        """The files directly in `folder`, sorted."""
        return self._folders.get(folder, [])

    def siblings(self, path: str) -> list[str]:
        """The files in the same folder, `path` itself left out."""
        return [other for other in self.in_folder(posixpath.dirname(path)) if other != path]

    def existing(self, candidates: Iterable[str]) -> list[str]:
        """Those of `candidates` that exist, in their order."""
        return [path for path in candidates if path in self._all]

    def ending_with(self, suffix: str, near: str) -> list[str]:
        """Files whose path is or ends with `/suffix`, those sharing most of `near`'s folders first."""
        folder, _, name = suffix.rpartition("/")
        if folder:  # there may be thousands of one name, as `__init__.py`
            candidates = self._by_end.get(f"{folder.rpartition('/')[2]}/{name}", ())
        else:
            candidates = self._by_name.get(name, ())
        found = [path for path in candidates if path == suffix or path.endswith("/" + suffix)]
        return found if len(found) < 2 else sorted(found, key=lambda path: nearness(path, near))

    def folders_ending_with(self, suffix: str, near: str) -> list[str]:
        """Folders with files whose path is or ends with `/suffix`, those sharing most of `near`'s folders first."""
        found = [folder for folder in self._by_last_part.get(posixpath.basename(suffix), ())
                 if folder == suffix or folder.endswith("/" + suffix)]  # fmt: skip
        return sorted(found, key=lambda folder: nearness(folder + "/", near))

    @cached_property
    def _by_last_part(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for folder in self._folders:
            found[posixpath.basename(folder)].append(folder)
        return found


def nearness(path: str, near: str) -> tuple[int, int, str]:
    """A key that sorts paths by how many leading folders they share with `near`, most first, then by length."""
    shared = 0
    for one, other in zip(path.split("/")[:-1], near.split("/")[:-1], strict=False):
        if one != other:
            break
        shared += 1
    return -shared, len(path), path


def ancestors(folder: str) -> Iterable[str]:
    """`folder` and the folders above it, up to the root (""), innermost first."""
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
    yield ""


def joined(folder: str, path: str) -> str:
    """`path` seen from `folder`, normalised; it begins with ".." when it leads out of the project. "" is the root."""
    found = posixpath.normpath(posixpath.join(folder, path))
    return "" if found == "." else found
