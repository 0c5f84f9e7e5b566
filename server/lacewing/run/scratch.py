"""A scratch copy of a project's tree, in which generated tests may write as they please."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lacewing.run.limits import SandboxError

# Never needed to run a test, often huge, or (an environment) used where it stands.
SKIPPED_FOLDERS = frozenset(
    [".git", ".hg", ".svn", "node_modules", "__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".tox",
     ".nox", ".venv", "venv", ".hypothesis", ".idea", ".vscode", ".direnv", ".eggs"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scratch:
    """`tree` is the copy of the project, `home` and `temporary` empty folders beside it; all below `folder`.

    `notes` name what was left out.
    """

    folder: Path
    tree: Path
    home: Path
    temporary: Path
    notes: tuple[str, ...]


@contextmanager
def scratch_copy(
    root: Path,
    overlay: Mapping[str, bytes] | None = None,
    max_bytes: int = 512 << 20,
    max_file_bytes: int = 32 << 20,
) -> Iterator[Scratch]:
    """Copy the project at `root`, with the unsaved texts of `overlay` (POSIX paths below root) written over it.

    The copy is removed at the end. Raises SandboxError when the tree holds more than `max_bytes`, and OSError when the
    temporary folder cannot be written.
    """
    folder = Path(tempfile.mkdtemp(prefix="lacewing-run-")).resolve()
    try:
        tree, home, temporary = folder / "project", folder / "home", folder / "tmp"
        for path in (tree, home, temporary):
            path.mkdir()
        notes = _copy(root.resolve(), tree, max_bytes, max_file_bytes)
        for name, data in (overlay or {}).items():
            target = tree / name
            if not target.resolve().is_relative_to(tree):
                raise SandboxError(f"{name} lies outside the project {root}")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        yield Scratch(folder, tree, home, temporary, tuple(notes))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copy(root: Path, tree: Path, max_bytes: int, max_file_bytes: int) -> list[str]:
    notes: list[str] = []
    left = max_bytes
    for name, folders, files in os.walk(root):
        here = Path(name)
        target = tree / here.relative_to(root)
        for entry in list(folders):
            if entry in SKIPPED_FOLDERS or (here / entry / "pyvenv.cfg").exists():
                folders.remove(entry)
            elif (here / entry).is_symlink():
                folders.remove(entry)
                _link(here / entry, target / entry, root, notes)
            else:
                (target / entry).mkdir()
        for entry in files:
            left -= _copy_file(here / entry, target / entry, root, max_file_bytes, notes)
            if left < 0:
                raise SandboxError(
                    f"{root} holds more than {max_bytes >> 20} MB to copy for a test run; "
                    "raise lacewing.testgen.scratch_megabytes or open a smaller folder"
                )
    return notes


def _copy_file(path: Path, target: Path, root: Path, max_file_bytes: int, notes: list[str]) -> int:
    if path.is_symlink():
        _link(path, target, root, notes)
        return 0
    # Secrets have no place in an execution whose output is written into a test.
    if path.name == ".env" or path.name.startswith(".env."):
        return 0
    try:
        status = path.stat()
        if not path.is_file():
            return 0
        if status.st_size > max_file_bytes:
            notes.append(f"{path.relative_to(root)} was not copied: {status.st_size >> 20} MB")
            return 0
        shutil.copy2(path, target)
    except OSError as error:
        notes.append(f"{path.relative_to(root)} was not copied: {error.strerror}")
        return 0
    return status.st_size


def _link(path: Path, target: Path, root: Path, notes: list[str]) -> None:
    """Keep a link that stays inside the tree; one that leads out would let a test see or touch the outside."""
    try:
        aim = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return
    if not aim.is_relative_to(root):
        notes.append(f"{path.relative_to(root)} was not copied: a link out of the project")
        return
    target.symlink_to(os.path.relpath(aim, path.parent.resolve()))
