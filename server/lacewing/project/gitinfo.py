"""What git alone knows about a folder: its work tree, the excludes file of the user, files tracked though ignored.

Every call is bounded in time and works without git installed. A hostile checkout's configuration must not run
programs: the settings through which `git ls-files` could do that are overridden.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

_SECONDS = 10.0
_HARMLESS = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")


@dataclass(frozen=True, slots=True)
class GitSettings:
    """`excludes_file` is the user's global ignore file (it may not exist); `ignore_case` is `core.ignoreCase`."""

    excludes_file: Path
    ignore_case: bool = False


def work_tree(folder: Path) -> Path | None:
    """The nearest folder at or above `folder` that holds `.git`; None outside of any repository."""
    return next((candidate for candidate in (folder, *folder.parents) if (candidate / ".git").exists()), None)


def git_folder(tree: Path) -> Path | None:
    """The folder `.git` of a work tree, the common one for worktrees and submodules; None when it can't be found."""
    entry = tree / ".git"
    try:
        if entry.is_dir():
            return entry
        line = entry.read_text("utf-8", "surrogateescape").strip()
        target = (tree / line.removeprefix("gitdir:").strip()).resolve()
        common = target / "commondir"
        return (target / common.read_text("utf-8").strip()).resolve() if common.is_file() else target
    except (OSError, ValueError):
        return None


def is_submodule(tree: Path) -> bool:
    """Whether `tree` (a folder with `.git`) is a submodule, as opposed to a worktree or a repository of its own."""
    try:
        line = (tree / ".git").read_text("utf-8", "surrogateescape")
    except (OSError, ValueError):
        return False
    return line.startswith("gitdir:") and "/modules/" in line and "/worktrees/" not in line


def settings(folder: Path) -> GitSettings:
    """The settings that govern which files git lists in `folder`; git's defaults where git can't be asked."""
    home = os.environ.get("XDG_CONFIG_HOME") or str(Path("~/.config").expanduser())
    excludes = Path(home) / "git" / "ignore"
    ignore_case = False
    answer = _ask(folder, "config", "--null", "--get-regexp", r"^core\.(excludesfile|ignorecase)$")
    for entry in answer.split(b"\0"):
        key, _, value = entry.decode("utf-8", "surrogateescape").partition("\n")
        if key == "core.excludesfile" and value:
            excludes = Path(value).expanduser()
        elif key == "core.ignorecase":
            ignore_case = value.lower() in ("true", "yes", "on", "1", "")
    return GitSettings(excludes, ignore_case)


def tracked_though_ignored(folder: Path) -> list[bytes]:
    """Paths relative to `folder` of files that git tracks although ignore rules match them."""
    answer = _ask(folder, "ls-files", "-z", "--cached", "--ignored", "--exclude-standard")
    return [path for path in answer.split(b"\0") if path]


def _ask(folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(
            ["git", *_HARMLESS, *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return b""
    return done.stdout if done.returncode == 0 else b""
