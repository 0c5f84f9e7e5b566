"""One text of one file, with its lines and tree made on demand: what features are handed."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import tree_sitter

from lacewing.syntax.language import Language, language_for_path
from lacewing.syntax.parser import parse
from lacewing.text.position import LineIndex


class Source:
    """An immutable text: UTF-8 `data` of the file `path`, in `language` (None when no grammar knows it).

    `version` is the editor's document version, None for a file read from disk. `tree` may be given when a caller
    keeps one up to date; otherwise the text is parsed on first use.
    """

    def __init__(
        self,
        path: Path,
        data: bytes,
        language: Language | None,
        version: int | None = None,
        tree: tree_sitter.Tree | None = None,
    ) -> None:
        self.path = path
        self.data = data
        self.language = language
        self.version = version
        self._tree = tree

    @cached_property
    def text(self) -> str:
        """The text as str; bytes that are not UTF-8 become U+FFFD."""
        return self.data.decode("utf-8", "replace")

    @cached_property
    def lines(self) -> LineIndex:
        """The line index of `data`."""
        return LineIndex(self.data)

    @property
    def tree(self) -> tree_sitter.Tree | None:
        """The syntax tree, or None when the language is unknown."""
        if self._tree is None and self.language is not None:
            self._tree = parse(self.data, self.language)
        return self._tree


def source_of(path: Path, data: bytes) -> Source:
    """The source of a file with these bytes, its language found from the path and the first line."""
    return Source(path, data, language_for_path(path, data[:120].split(b"\n", 1)[0]))
