"""Which Python runs a project's tests: its own environment's when there is one, else ours. Nothing is executed here."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

_NAMES = (".venv", "venv", "env")


@dataclass(frozen=True, slots=True)
class Interpreter:
    """`python` is the executable; `packages` the folders it finds installed packages in."""

    python: Path
    packages: tuple[Path, ...]

    def has(self, package: str) -> bool:
        """Whether the top-level `package` is installed for it."""
        return any((folder / package).is_dir() or (folder / f"{package}.py").is_file() for folder in self.packages)


def find_interpreter(root: Path) -> Interpreter:
    """The interpreter of the environment in `root` (.venv, venv, env), else of VIRTUAL_ENV, else the one we run on."""
    folders = [root / name for name in _NAMES]
    if active := os.environ.get("VIRTUAL_ENV"):
        folders.append(Path(active))
    for folder in folders:
        python = folder / "bin" / "python"
        if (folder / "pyvenv.cfg").is_file() and os.access(python, os.X_OK):
            return Interpreter(python, tuple(sorted(folder.glob("lib/python3*/site-packages"))))
    return Interpreter(Path(sys.executable), tuple(Path(entry) for entry in sys.path if entry.endswith("-packages")))
