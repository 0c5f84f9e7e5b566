"""A folder of files of ours in a place where an editor looks for them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import click

from lacewing.cli.setup.places import read_text, write_file

# Lists the files that were installed; a folder without it is somebody else's.
_LIST = ".lacewing-setup"


@dataclass(frozen=True, slots=True)
class Folder:
    """`files` (texts by POSIX path) under `target`. Other files there stay."""

    target: Path
    files: Mapping[str, str]

    @property
    def will(self) -> str:
        """What it would do."""
        return f"writes {len(self.files)} file{'' if len(self.files) == 1 else 's'} into {self.target}"

    def install(self) -> str:
        """Write what is missing or differs, remove what an older version had. Refuses a folder of somebody else."""
        had = self._installed()
        if had is None and self._occupied():
            raise click.ClickException(
                f"{self.target} exists and is not from `lacewing setup`: it is left alone, remove it first"
            )
        had = had or set()
        stale = had - set(self.files)
        changed = [name for name, text in self.files.items() if self._differs(name, text)]
        if not stale and not changed:
            return f"{self.target} is up to date"
        # The list first, so that an interrupted run can be completed or taken back.
        self._write_list(had | set(self.files))
        for name in changed:
            write_file(self.target / name, self.files[name].encode("utf-8"))
        for name in stale:
            self._remove(name)
        self._write_list(set(self.files))
        return f"{self.target}: {len(changed)} files written" + (f", {len(stale)} removed" if stale else "")

    def uninstall(self) -> str:
        """Remove what was installed, and folders that are empty then."""
        had = self._installed()
        if had is None:
            return f"{self.target} is not from `lacewing setup`" if self._occupied() else f"{self.target} is not there"
        for name in sorted(had):
            self._remove(name)
        self._remove(_LIST)
        return f"{self.target}: {'removed' if not self.target.exists() else 'removed but for files of yours'}"

    def _occupied(self) -> bool:
        if self.target.is_symlink() or (self.target.exists() and not self.target.is_dir()):
            return True
        return self.target.is_dir() and any(self.target.iterdir())

    def _installed(self) -> set[str] | None:
        """The files that were installed; None when nothing was. A link is never ours, whatever it leads to."""
        if self.target.is_symlink() or not (self.target / _LIST).is_file():
            return None
        names = read_text(self.target / _LIST).split("\n")
        return {name for name in names if name and ".." not in PurePosixPath(name).parts and not name.startswith("/")}

    def _write_list(self, names: set[str]) -> None:
        write_file(self.target / _LIST, "".join(f"{name}\n" for name in sorted(names)).encode("utf-8"))

    def _differs(self, name: str, text: str) -> bool:
        path = self.target / name
        return not path.is_file() or path.read_bytes() != text.encode("utf-8")

    def _remove(self, name: str) -> None:
        path = self.target / name
        path.unlink(missing_ok=True)
        for parent in path.parents:
            with suppress(OSError):
                parent.rmdir()
            if parent == self.target:
                break


def texts_of(root: Path, leave_out: frozenset[str] = frozenset()) -> dict[str, str]:
    """The files of a folder as texts by POSIX path, without names in `leave_out`. They are ours and UTF-8."""
    found = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and name not in leave_out:
            found[name] = path.read_text("utf-8")
    return found
