"""How answers look on a terminal. Knows no feature."""

from __future__ import annotations

import difflib
import re

from rich.console import Console
from rich.markdown import Markdown
from rich.syntax import Syntax

_LINK = re.compile(r"\[([^\]\n]+)\]\([^)\n]+\)")


def for_terminal(markdown: str) -> Markdown:
    """Markdown with the text of links only: a terminal shows places as path:line, which it makes clickable itself."""
    return Markdown(_LINK.sub(r"\1", markdown))


def print_markdown(markdown: str) -> None:
    """Rendered on a terminal, as it is into a pipe or file."""
    console = Console()
    if console.is_terminal:
        console.print(for_terminal(markdown))
    else:
        print(markdown, end="")


def visible(text: str) -> str:
    """Text of somebody's files without control characters, which could drive the terminal; tabs and line ends stay."""
    return "".join(c if c.isprintable() or c in "\t\n" else "\N{REPLACEMENT CHARACTER}" for c in text)


def change_text(old: str, new: str, name: str) -> str:
    """What becomes of the file `name`: all of a new file (`old` is ""), else the difference."""
    if not old:
        return new
    lines = difflib.unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), name, name)
    return "".join(lines)


def change_for_terminal(old: str, new: str, name: str) -> Syntax:
    """The same in colours; new files are Python."""
    kind = "diff" if old else "python"
    return Syntax(change_text(old, new, name), kind, theme="ansi_dark", background_color="default")
