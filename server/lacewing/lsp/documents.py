"""The open documents: their text, their tree kept up to date by edits, and immutable snapshots for features.

Texts change on the event loop's thread only; snapshots may be used from any thread, and the tree is brought up to
date there, on first use, so that the loop never parses.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path

import tree_sitter
from lsprotocol import types

from lacewing.lsp.uris import to_path
from lacewing.syntax.language import Language, language_for_lsp_id, language_for_path
from lacewing.syntax.parser import parse
from lacewing.syntax.source import PARSED_BYTES, Source
from lacewing.text.document import Change, Document, LoneSurrogateError
from lacewing.text.position import Position, PositionEncoding

_CHANGES_KEPT = 512


class OpenDocument:
    """One document the editor shows.

    `lost` says why its text is no longer known to be the editor's ("" normally); `overlaid` is the snapshot whose facts
    the index has.
    """

    def __init__(self, uri: str, path: Path, document: Document, language: Language | None) -> None:
        self.uri = uri
        self.path = path
        self.document = document
        self.language = language
        self.lost = ""
        self.overlaid: Source | None = None
        self.on_disk = uri.lower().startswith("file:")
        self._tree = _KeptTree()
        self._snapshot: Source | None = None

    def source(self) -> Source:
        """The text as it is now; the same object until the next change."""
        if self._snapshot is None:
            data = self.document.data()
            language = self.language if len(data) <= PARSED_BYTES else None
            self._snapshot = _Snapshot(self.path, data, language, self.document.version, self._tree)
        return self._snapshot

    def edit(self, start: Position, end: Position, text: str, encoding: PositionEncoding) -> None:
        """One incremental change. Raises LoneSurrogateError and changes nothing."""
        self._tree.edited(self.document.apply(start, end, text, encoding))
        self._snapshot = None

    def replace(self, text: str) -> None:
        """The whole text anew. Raises LoneSurrogateError and changes nothing."""
        self.document.replace_all(text)
        self._tree.forget()
        self._snapshot = None
        self.lost = ""

    def renumber(self, version: int) -> None:
        """The editor's new number for the text."""
        if version != self.document.version:
            self.document.version = version
            self._snapshot = None


class OpenDocuments:
    """Every open document by URI. `encoding` is what the session negotiated; `base` holds unsaved documents' paths."""

    def __init__(self) -> None:
        self.encoding = PositionEncoding.UTF16
        self.base = Path.cwd()
        self._by_uri: dict[str, OpenDocument] = {}

    def __iter__(self) -> Iterator[OpenDocument]:
        return iter(tuple(self._by_uri.values()))

    def get(self, uri: str) -> OpenDocument | None:
        """The open document `uri`, also one whose text was lost."""
        return self._by_uri.get(uri)

    def at(self, path: Path) -> OpenDocument | None:
        """The open document of a file."""
        return next((opened for opened in self if opened.path == path), None)

    def open(self, item: types.TextDocumentItem) -> OpenDocument:
        """Open a document, or take its text anew when it was open. Text that cannot be held makes a lost document."""
        path = to_path(item.uri) or self.base / (Path(item.uri.rpartition("/")[2].partition(":")[2] or "Untitled").name)
        lost = ""
        try:
            document = Document(item.uri, item.language_id, item.version, item.text)
        except LoneSurrogateError as error:
            document, lost = Document(item.uri, item.language_id, item.version, ""), str(error)
        first_line = item.text[:120].partition("\n")[0].encode("utf-8", "replace")
        language = language_for_lsp_id(str(item.language_id)) or language_for_path(path, first_line)
        opened = self._by_uri[item.uri] = OpenDocument(item.uri, path, document, language)
        opened.lost = lost
        return opened

    def change(self, uri: str, version: int, changes: Sequence[types.TextDocumentContentChangeEvent]) -> OpenDocument:
        """Apply the changes in order. A change that cannot be applied makes the document lost; a whole text finds it.

        Raises KeyError when `uri` is not open.
        """
        opened = self._by_uri[uri]
        try:
            for change in changes:
                if isinstance(change, types.TextDocumentContentChangePartial):
                    if not opened.lost:
                        start, end = change.range.start, change.range.end
                        opened.edit(_position(start), _position(end), change.text, self.encoding)
                else:
                    opened.replace(change.text)
        except LoneSurrogateError as error:
            opened.lost = str(error)
        opened.renumber(version)
        return opened

    def close(self, uri: str) -> OpenDocument | None:
        """Forget the document; None when it was not open."""
        return self._by_uri.pop(uri, None)


def _position(position: types.Position) -> Position:
    return Position(position.line, position.character)


class _KeptTree:
    """The latest tree made of a document, told of every edit since."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._serial = 0
        self._tree: tree_sitter.Tree | None = None
        self._made_at = -1
        self._changes: deque[tuple[int, Change]] = deque(maxlen=_CHANGES_KEPT)

    def edited(self, change: Change) -> None:
        with self._lock:
            self._serial += 1
            self._changes.append((self._serial, change))
            if self._tree is not None:
                _tell(self._tree, change)

    def forget(self) -> None:
        with self._lock:
            self._serial += 1
            self._tree, self._made_at = None, -1
            self._changes.clear()

    def base(self) -> tuple[int, tree_sitter.Tree | None]:
        """The present serial number and a tree to parse the present text from."""
        with self._lock:
            return self._serial, self._tree.copy() if self._tree is not None else None

    def made(self, serial: int, tree: tree_sitter.Tree) -> None:
        """`tree` is that of the text at `serial`: keep it, told of the edits since, unless a newer one is kept."""
        with self._lock:
            later = [change for number, change in self._changes if number > serial]
            if serial <= self._made_at or len(later) != self._serial - serial:
                return
            kept = tree.copy()
            for change in later:
                _tell(kept, change)
            self._tree, self._made_at = kept, serial


def _tell(tree: tree_sitter.Tree, change: Change) -> None:
    tree.edit(
        change.start_byte,
        change.old_end_byte,
        change.new_end_byte,
        change.start_point,
        change.old_end_point,
        change.new_end_point,
    )


class _Snapshot(Source):
    """A source whose tree is made from the document's last one."""

    def __init__(self, path: Path, data: bytes, language: Language | None, version: int, kept: _KeptTree) -> None:
        super().__init__(path, data, language, version)
        self._kept = kept
        self._serial, self._base = kept.base() if language is not None else (0, None)
        self._making = threading.Lock()

    @property
    def tree(self) -> tree_sitter.Tree | None:
        """The syntax tree, or None when the language is unknown."""
        if self.language is None:
            return None
        with self._making:
            if self._tree is None:
                self._tree = parse(self.data, self.language, self._base)
                self._base = None
                self._kept.made(self._serial, self._tree)
            return self._tree
