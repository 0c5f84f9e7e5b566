"""Where editors keep their things (XDG base directories), and how a file there is written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click


def config_home() -> Path:
    """$XDG_CONFIG_HOME, else ~/.config."""
    return _xdg("XDG_CONFIG_HOME", ".config")


def data_home() -> Path:
    """$XDG_DATA_HOME, else ~/.local/share."""
    return _xdg("XDG_DATA_HOME", ".local/share")


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, through links, keeping its permissions; parents are made.

    Raises click.ClickException naming the file.
    """
    path = path.resolve()
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask()
        descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise click.ClickException(f"{path} cannot be written: {error.strerror}") from error


def read_text(path: Path) -> str:
    """A user's file as it is, line ends too, '' when there is none. Raises click.ClickException naming the file."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise click.ClickException(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{path} is not UTF-8: {error.reason}; it is left alone") from error


def _xdg(variable: str, otherwise: str) -> Path:
    # The specification: a relative path is invalid and ignored.
    given = Path(os.environ.get(variable, ""))
    return given if given.is_absolute() else Path.home() / otherwise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
