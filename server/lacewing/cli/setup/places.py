"""Where editors keep their things (XDG base directories), and how a file there is written."""

from __future__ import annotations

import os
from pathlib import Path

import click

from lacewing.storage.atomic import write_atomically


def config_home() -> Path:
    """$XDG_CONFIG_HOME, else ~/.config."""
    return _xdg("XDG_CONFIG_HOME", ".config")


def data_home() -> Path:
    """$XDG_DATA_HOME, else ~/.local/share."""
    return _xdg("XDG_DATA_HOME", ".local/share")


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises click.ClickException naming the file."""
    try:
        write_atomically(path, data)
    except OSError as error:
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
