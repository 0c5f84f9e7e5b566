"""How answers look on a terminal. Knows no feature."""

from __future__ import annotations

import re

from rich.console import Console
from rich.markdown import Markdown

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
