"""The source files of a project: what `git ls-files --cached --others --exclude-standard` lists, and a little less.

Left out are: what `.lacewingignore` names, files of no known language, too large or not regular. Links are
listed by git but never followed here, so they can neither loop nor lead out of the root. Submodules count (they are
code the project builds with); other repositories and worktrees inside one don't: each is a project of its own. Where
the root itself lies in no repository, all repositories below it count.
"""

from __future__ import annotations

import functools
import os
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path

from lacewing.project import gitinfo
from lacewing.project.ignore_levels import GIT_FILE, OWN_FILE, Level, child_level, repository_level, root_level
from lacewing.project.notes import Notes
from lacewing.project.options import ProjectOptions
from lacewing.syntax.language import language_for_path, languages

_IGNORE_FILES = frozenset([GIT_FILE, OWN_FILE])


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A source file: POSIX `path` relative to the root, `size` in bytes, `mtime_ns`, and its `language`'s name."""

    path: str
    size: int
    mtime_ns: int
    language: str


@dataclass(slots=True)
class Listing:
    """What a walk found: files nearest the root first, the folders that were entered, and notes on the rest.

    `complete` is False when the walk was cancelled; `data` counts the files of data or prose, those left out too.
    """

    files: list[FoundFile] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)
    entries: int = 0
    data: int = 0
    complete: bool = True


class ProjectFiles:
    """Finds the files of the project at `root` (resolved) and answers whether a path belongs to it. Thread-safe."""

    def __init__(self, root: Path, options: ProjectOptions) -> None:
        self.root = root
        self._raw_root = os.path.join(os.fsencode(root), b"")  # noqa: PTH118 - bytes, not a Path
        self._options = options
        self._in_repository = gitinfo.work_tree(root) is not None
        self._levels: dict[bytes, Level | None] = {}
        self._tracked: set[bytes] | None = None

    def walk(self, cancelled: threading.Event) -> Listing:
        """List all files. Reads every ignore file anew."""
        listing = Listing()
        levels: dict[bytes, Level | None] = {}
        tracked = set(gitinfo.tracked_though_ignored(self.root)) if self._in_repository else set()
        queue: deque[tuple[bytes, Level]] = deque([(b"", root_level(self.root, listing.notes))])
        while queue and self._may_look_further(listing):
            if cancelled.is_set():
                listing.complete = False
                return listing
            queue.extend(self._list_folder(*queue.popleft(), listing, levels, tracked))
        self._cut(listing)
        self._add_tracked(tracked, levels, listing)
        self._levels, self._tracked = levels, tracked
        return listing

    def included(self, path: str) -> bool:
        """Whether the ignore rules leave `path` (relative, POSIX) in the project; it need not exist."""
        raw = os.fsencode(path)
        *folders, name = raw.split(b"/")
        if b".git" in folders or name in (b"", b".git"):
            return False
        inside = b"/".join(folders)
        level = self._level(inside)
        if level is not None and not level.excludes(raw, name, False):
            return True
        return raw in self._tracked_files() and not self._own_excludes(raw, self._levels)

    def is_ignore_file(self, path: str) -> bool:
        """Whether a change of `path` changes which files belong to the project."""
        return os.fsencode(path.rpartition("/")[2]) in _IGNORE_FILES or path == ".git/info/exclude"

    def find(self, path: str, notes: Notes) -> FoundFile | None:
        """The one file `path` as a walk would find it now; None when it is no source file of the project."""
        if not self.included(path):
            return None
        return self._found(os.fsencode(path), notes)

    def forget_rules(self) -> None:
        """Read the ignore files anew at the next question."""
        self._levels = {}
        self._tracked = None

    def _may_look_further(self, listing: Listing) -> bool:
        if listing.entries >= self._options.max_entries:
            listing.notes.add("", _bound("entries were looked at", "max_entries", self._options.max_entries))
            return False
        return len(listing.files) <= self._options.max_files

    def _cut(self, listing: Listing) -> None:
        if len(listing.files) > self._options.max_files:
            del listing.files[self._options.max_files :]
            listing.notes.add("", _bound("source files were found", "max_files", self._options.max_files))
        if listing.data > self._options.max_data_files:
            listing.notes.add(
                "", _bound("files of data or prose were found", "max_data_files", self._options.max_data_files)
            )

    def _list_folder(
        self, folder: bytes, level: Level, listing: Listing, levels: dict[bytes, Level | None], tracked: set[bytes]
    ) -> Iterator[tuple[bytes, Level]]:
        """Add the folder's files to `listing`; yield the folders in it that are to be entered, with its level."""
        levels[folder] = None
        try:
            with os.scandir(self._raw_root + folder) as scan:
                entries = sorted(scan, key=attrgetter("name"))
        except OSError as error:
            listing.notes.add(_shown(folder), f"the folder can't be read ({error.strerror}), its files are not indexed")
            return
        listing.entries += len(entries)
        names = frozenset(entry.name for entry in entries)
        if folder and b".git" in names:
            entered = self._enter_repository(folder, level, listing, tracked)
            if entered is None:
                return
            level = entered
        if folder and names & _IGNORE_FILES:
            level = child_level(level, self.root, folder, names & _IGNORE_FILES, listing.notes)
        levels[folder] = level
        listing.folders.append(_shown(folder))
        for entry in entries:
            path = folder + b"/" + entry.name if folder else entry.name
            is_folder = entry.is_dir(follow_symlinks=False)
            if entry.name == b".git" or level.excludes(path, entry.name, is_folder):
                continue
            if is_folder:
                yield path, level
            elif entry.is_file(follow_symlinks=False) and (found := self._found(path, listing.notes)):
                self._add(found, listing)

    def _add(self, found: FoundFile, listing: Listing) -> None:
        if found.language in _data_languages():
            listing.data += 1
            if listing.data > self._options.max_data_files:
                return
        listing.files.append(found)

    def _enter_repository(self, folder: bytes, level: Level, listing: Listing, tracked: set[bytes]) -> Level | None:
        place = self.root / os.fsdecode(folder)
        if self._in_repository and not gitinfo.is_submodule(place):
            listing.notes.add(_shown(folder), "a repository of its own, not indexed: open it as a folder of its own")
            return None
        tracked.update(folder + b"/" + path for path in gitinfo.tracked_though_ignored(place))
        return repository_level(level, self.root, folder, listing.notes)

    def _found(self, path: bytes, notes: Notes) -> FoundFile | None:
        """The file as found on disk when it is a regular source file within the size limit."""
        name = path.rpartition(b"/")[2]
        language = _language_by_name(name)
        if language is None and b"." in name:
            return None
        full = self._raw_root + path
        try:
            if language is None:
                by_line = language_for_path(os.fsdecode(name), _first_line(full))
                if by_line is None:
                    return None
                language = by_line.name
            state = os.lstat(full)
        except FileNotFoundError:
            return None
        except OSError as error:
            notes.add(_shown(path), f"can't be read ({error.strerror}), not indexed")
            return None
        if not _is_regular(state):
            return None
        if state.st_size > self._options.max_file_bytes:
            limit = self._options.max_file_bytes
            notes.add(_shown(path), f"larger than {limit} bytes (setting project.max_file_bytes), not indexed")
            return None
        try:
            return FoundFile(path.decode("utf-8"), state.st_size, state.st_mtime_ns, language)
        except UnicodeDecodeError:
            notes.add(_shown(path), "the name is not UTF-8, not indexed: rename the file")
            return None

    def _add_tracked(self, tracked: set[bytes], levels: dict[bytes, Level | None], listing: Listing) -> None:
        for path in sorted(tracked):
            if len(listing.files) >= self._options.max_files:
                return
            folder, _, name = path.rpartition(b"/")
            level = levels.get(folder)
            if level is not None and not level.excludes(path, name, False):
                continue  # Found by the walk: .lacewingignore took it back in.
            if self._own_excludes(path, levels) or self._behind_link(folder):
                continue
            if found := self._found(path, listing.notes):
                self._add(found, listing)

    def _behind_link(self, folder: bytes) -> bool:
        place = self.root / os.fsdecode(folder)
        return place.resolve() != place

    def _own_excludes(self, path: bytes, levels: dict[bytes, Level | None]) -> bool:
        """Whether `.lacewingignore` leaves out `path` or a folder above it."""
        level = levels.get(b"") or root_level(self.root, Notes())
        parts = path.split(b"/")
        for depth, name in enumerate(parts):
            folder = b"/".join(parts[:depth])
            level = levels.get(folder) or level
            if level.own_verdict(b"/".join(parts[: depth + 1]), name, depth + 1 < len(parts)):
                return True
        return False

    def _tracked_files(self) -> set[bytes]:
        if self._tracked is None:
            self._tracked = set(gitinfo.tracked_though_ignored(self.root)) if self._in_repository else set()
        return self._tracked

    def _level(self, folder: bytes) -> Level | None:
        """The level of a folder, None when it is left out; answers are remembered until `forget_rules`."""
        levels = self._levels
        level = levels.get(b"")
        if level is None:
            level = levels[b""] = root_level(self.root, Notes())
        parts = folder.split(b"/") if folder else []
        for depth, name in enumerate(parts, 1):
            here = b"/".join(parts[:depth])
            if here not in levels:
                levels[here] = None if level.excludes(here, name, True) else self._inside(here, level)
            level = levels[here]
            if level is None:
                return None
        return level

    def _inside(self, folder: bytes, parent: Level) -> Level | None:
        place = self.root / os.fsdecode(folder)
        if place.is_symlink():
            return None
        if (place / ".git").exists():
            if self._in_repository and not gitinfo.is_submodule(place):
                return None
            parent = repository_level(parent, self.root, folder, Notes())
        present = frozenset(name for name in _IGNORE_FILES if (place / os.fsdecode(name)).exists())
        return child_level(parent, self.root, folder, present, Notes()) if present else parent


def _language_by_name(name: bytes) -> str | None:
    """The language's name as `language_for_path` finds it; quicker, as this is asked of every entry."""
    by_name, by_suffix = _lookup()
    if name in by_name:
        return by_name[name]
    dot = name.rfind(b".")
    if dot <= 0:
        return None
    suffix = name[dot:]
    return by_suffix.get(suffix) or by_suffix.get(suffix.lower())


@functools.cache
def _lookup() -> tuple[dict[bytes, str], dict[bytes, str]]:
    known = languages().values()
    by_name = {os.fsencode(name): language.name for language in known for name in language.filenames}
    by_suffix = {os.fsencode(suffix): language.name for language in known for suffix in language.suffixes}
    return by_name, by_suffix


@functools.cache
def _data_languages() -> frozenset[str]:
    return frozenset(language.name for language in languages().values() if language.role in ("data", "prose"))


def _is_regular(state: os.stat_result) -> bool:
    return state.st_mode & 0o170000 == 0o100000


def _first_line(full: bytes) -> bytes:
    # Not blocking: the entry may have become a FIFO since it was listed.
    handle = os.open(full, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOFOLLOW)
    with os.fdopen(handle, "rb", buffering=0) as stream:
        return (stream.read(120) or b"").split(b"\n", 1)[0] if _is_regular(os.fstat(handle)) else b""


def _shown(path: bytes) -> str:
    return path.decode("utf-8", "backslashreplace") or "."


def _bound(what: str, setting: str, limit: int) -> str:
    return f"{limit} {what} (setting project.{setting}), the rest is not indexed: add folders to .lacewingignore"
