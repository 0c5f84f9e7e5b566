"""Which ignore files govern an entry: git's stack of them, and Lacewing's own, which wins over it.

A level stands for one folder and holds the rules that apply inside it, nearest first. Rules of git: `.gitignore` of the
folder and of each one above it up to the work tree's root, then `.git/info/exclude`, then the user's excludes file
(gitignore(5)). `.lacewingignore` files form a second stack which is asked first; what it says, counts.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from lacewing.project import gitinfo
from lacewing.project.ignore import IgnoreRules, parse_rules
from lacewing.project.notes import Notes

GIT_FILE = b".gitignore"
OWN_FILE = b".lacewingignore"
_LARGEST_IGNORE_FILE = 1_000_000


@dataclass(frozen=True, slots=True)
class PlacedRules:
    """Rules with the place of their file: a path relative to the root loses `cut` bytes and gains `prefix`."""

    rules: IgnoreRules
    cut: int = 0
    prefix: bytes = b""

    def verdict(self, path: bytes, name: bytes, is_folder: bool) -> bool | None:
        """`IgnoreRules.verdict` for a path relative to the project's root."""
        return self.rules.verdict(self.prefix + path[self.cut :], name, is_folder)


@dataclass(frozen=True, slots=True)
class Level:
    """The rules inside one folder, nearest first."""

    git: tuple[PlacedRules, ...]
    own: tuple[PlacedRules, ...]

    def excludes(self, path: bytes, name: bytes, is_folder: bool) -> bool:
        """Whether the entry `path` (relative to the root; `name` its last part) of this folder is left out."""
        own = self.own_verdict(path, name, is_folder)
        return _first(self.git, path, name, is_folder) is True if own is None else own

    def own_verdict(self, path: bytes, name: bytes, is_folder: bool) -> bool | None:
        """What the `.lacewingignore` files alone say."""
        return _first(self.own, path, name, is_folder)


def root_level(root: Path, notes: Notes) -> Level:
    """The level of the project's root, with the rules of folders above it up to the work tree's root."""
    tree = gitinfo.work_tree(root) or root
    settings = gitinfo.settings(root)
    inside = os.fsencode(root.relative_to(tree))
    git: list[PlacedRules] = []
    own: list[PlacedRules] = []
    for folder in (root, *root.parents):
        prefix = os.fsencode(root.relative_to(folder))
        prefix = b"" if prefix == b"." else prefix + b"/"
        for name, stack in ((GIT_FILE, git), (OWN_FILE, own)):
            if rules := _read(Path(folder) / os.fsdecode(name), settings.ignore_case, notes):
                stack.append(PlacedRules(rules, 0, prefix))
        if folder == tree:
            break
    prefix = b"" if inside == b"." else inside + b"/"
    git += [PlacedRules(rules, 0, prefix) for rules in _repository_rules(tree, settings, notes)]
    return Level(tuple(git), tuple(own))


def child_level(parent: Level, root: Path, folder: bytes, ignore_files: frozenset[bytes], notes: Notes) -> Level:
    """The level of `folder` (relative to the root) that holds the named ignore files, below the level `parent`."""
    git, own = parent.git, parent.own
    place = root / os.fsdecode(folder)
    if GIT_FILE in ignore_files and (rules := _read(place / os.fsdecode(GIT_FILE), False, notes)):
        git = (PlacedRules(rules, len(folder) + 1), *git)
    if OWN_FILE in ignore_files and (rules := _read(place / os.fsdecode(OWN_FILE), False, notes)):
        own = (PlacedRules(rules, len(folder) + 1), *own)
    return parent if git is parent.git and own is parent.own else Level(git, own)


def repository_level(parent: Level, root: Path, folder: bytes, notes: Notes) -> Level:
    """The level of a repository inside the project: git's rules begin anew there, as they do for git itself."""
    place = root / os.fsdecode(folder)
    rules = _repository_rules(place, gitinfo.settings(place), notes)
    return Level(tuple(PlacedRules(each, len(folder) + 1) for each in rules), parent.own)


def _repository_rules(tree: Path, settings: gitinfo.GitSettings, notes: Notes) -> list[IgnoreRules]:
    folder = gitinfo.git_folder(tree)
    files = [folder / "info" / "exclude"] if folder else []
    read = [_read(file, settings.ignore_case, notes, follow=True) for file in (*files, settings.excludes_file)]
    return [rules for rules in read if rules]


def _first(stack: tuple[PlacedRules, ...], path: bytes, name: bytes, is_folder: bool) -> bool | None:
    for placed in stack:
        verdict = placed.verdict(path, name, is_folder)
        if verdict is not None:
            return verdict
    return None


def _read(file: Path, ignore_case: bool, notes: Notes, follow: bool = False) -> IgnoreRules | None:
    # Like git, don't follow a link that stands in the place of a .gitignore.
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | (0 if follow else os.O_NOFOLLOW))
    except FileNotFoundError:
        return None
    except OSError as error:
        notes.add(str(file), f"can't be read ({error.strerror}), its ignore patterns don't count")
        return None
    with os.fdopen(handle, "rb") as stream:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode):
            return None
        if state.st_size > _LARGEST_IGNORE_FILE:
            notes.add(str(file), f"larger than {_LARGEST_IGNORE_FILE} bytes, its ignore patterns don't count")
            return None
        return parse_rules(stream.read(), ignore_case)
