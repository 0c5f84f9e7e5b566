"""What the installation carries for editors, and how it is started."""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from pathlib import Path

import click

import lacewing


def editors_root() -> Path:
    """The folder of the editors' files: inside the installed package, or beside the sources in an editable install.

    Raises click.ClickException when neither is there (a broken installation).
    """
    package = Path(lacewing.__file__).resolve().parent
    for candidate in (package / "editors", package.parent.parent / "editors"):
        if candidate.is_dir():
            return candidate
    raise click.ClickException(f"no editors beside {package}: the installation is incomplete, reinstall lacewing")


def shipped_text(name: str) -> str:
    """A file of the editors' folder. Raises click.ClickException naming one that is missing."""
    path = editors_root() / name
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror}; the installation is incomplete") from error


def own_command() -> tuple[str, ...]:
    """The words that start this very Lacewing from anywhere: its executable's absolute path, else its interpreter's.

    Links are kept: those of pipx and uv outlive upgrades, what they lead to does not.
    """
    started = Path(sys.argv[0])
    scripts = Path(sysconfig.get_path("scripts")) / "lacewing"
    for candidate in (started, scripts):
        if candidate.stem == "lacewing" and candidate.is_file() and os.access(candidate, os.X_OK):
            return (os.path.abspath(candidate),)  # noqa: PTH100 - Path.resolve would follow links
    found = shutil.which("lacewing")
    return (found,) if found else (sys.executable, "-m", "lacewing")
