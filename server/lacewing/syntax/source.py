"""One text of one file, with its lines and tree made on demand: what features are handed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import tree_sitter

from lacewing.syntax.injections import InjectionRole, Region, find_regions, has_injections, parse_region
from lacewing.syntax.language import Language, language_for_path
from lacewing.syntax.parser import edit_tree, parse
from lacewing.text.edit import TextEdit, apply_edits
from lacewing.text.position import LineIndex

# Larger texts that somebody works on are not parsed. Parsing holds the interpreter's lock: 5 MB of Python would stop
# the whole server for a second, 40 MB on one line for minutes.
PARSED_BYTES = 2_000_000


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
        self._edited: tuple[TextEdit, Source] | None = None

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

    @property
    def whole(self) -> Source:
        """The source of the whole file, of which this may be a part."""
        return self

    @property
    def role(self) -> InjectionRole:
        """How the code counts; that of a file is "code"."""
        return "code"

    @cached_property
    def parts(self) -> tuple[EmbeddedSource, ...]:
        """The code of other languages directly in this one, in document order."""
        if self.language is None or not has_injections(self.language) or self.tree is None:
            return ()
        return tuple(
            EmbeddedSource(self, region) for region in find_regions(self.tree.root_node, self.data, self.language)
        )

    def at(self, offset: int) -> Source:
        """The source in the language that a cursor at byte `offset` writes: itself, or the part around the cursor."""
        for part in self.parts:
            if part.region.span.start > offset:
                break
            if part.region.holds(offset, self.data):
                return part.at(offset)
        return self

    def beside(self) -> Iterator[Source]:
        """The other code of this one's family in the same file, whose names it sees; none for a file's own code."""
        yield from ()

    def all_parts(self) -> Iterator[Source]:
        """Itself, then every part and the parts of parts."""
        yield self
        for part in self.parts:
            yield from part.all_parts()

    def edited(self, edit: TextEdit) -> Source:
        """The source of the whole file after one edit, parsed from this one's tree; the last one is remembered."""
        known = self._edited
        if known is not None and known[0] == edit:
            return known[1]
        tree = None
        if self.language is not None and self.tree is not None:
            tree = self.tree.copy()
            edit_tree(tree, self.data, edit)
        data = apply_edits(self.data, [edit])
        if self.language is not None:
            tree = parse(data, self.language, tree)
        after = Source(self.path, data, self.language, self.version, tree)
        self._edited = edit, after
        return after


class EmbeddedSource(Source):
    """Code in a file of another language: path, text and offsets are the file's, language and tree the code's own."""

    def __init__(self, outer: Source, region: Region) -> None:
        super().__init__(outer.path, outer.data, region.language, outer.version)
        self.outer = outer
        self.region = region

    @property
    def tree(self) -> tree_sitter.Tree:
        """The syntax tree of the region."""
        if self._tree is None:
            self._tree = parse_region(self.data, self.region)
        return self._tree

    @property
    def whole(self) -> Source:
        """The source of the whole file."""
        return self.outer.whole

    @property
    def role(self) -> InjectionRole:
        """How the code counts, at most as much as what it lies in."""
        return self.region.role if self.outer.role in ("code", "template") else self.outer.role

    def beside(self) -> Iterator[Source]:
        """The other code of this one's family in the same file, whose names it sees; an example sees none."""
        if self.role == "example":
            return
        family = self.region.language.family
        for part in self.whole.all_parts():
            other = part.role in ("code", "template") and part not in (self, self.whole)
            if other and part.language is not None and part.language.family == family:
                yield part

    @cached_property
    def lines(self) -> LineIndex:
        """The line index of the file."""
        return self.outer.lines

    @cached_property
    def text(self) -> str:
        """The text of the file."""
        return self.outer.text

    def edited(self, edit: TextEdit) -> Source:
        """The source of the whole file after one edit."""
        return self.whole.edited(edit)


def source_of(path: Path, data: bytes) -> Source:
    """The source of a file with these bytes, its language found from the path and the first line."""
    return Source(path, data, language_for_path(path, data[:120].split(b"\n", 1)[0]))
