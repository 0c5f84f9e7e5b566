"""What completion takes and gives, as plain data in byte offsets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from lacewing.project.facts import SymbolKind
from lacewing.project.imported import Imported
from lacewing.project.index import Located
from lacewing.text.edit import TextEdit
from lacewing.text.position import Span

Origin = Literal["engine", "model", "cache"]
ItemKind = SymbolKind | Literal["keyword", "text", "snippet", "parameter"]


@dataclass(frozen=True, slots=True)
class InlineCompletion:
    """Ghost text: replace `span` (holds the cursor; its end may lie after it) by `text`.

    `confidence` is a probability in [0, 1]; `additional` are edits elsewhere in the file (an import). `whole` says that
    nothing else is expected to follow on its last line. `fit` says how well the text fits what stands around it: above
    0 for errors that it mends, below for a text that had to be cut.
    """

    span: Span
    text: str
    origin: Origin
    confidence: float
    additional: tuple[TextEdit, ...] = ()
    whole: bool = True
    fit: float = 0.0


@dataclass(frozen=True, slots=True)
class CompletionItem:
    """One entry of a completion list: replace `span` by `insert_text`. Higher `score` ranks first.

    `where` is a word on where it comes from, `located` its definition (of a library when the path is absolute).
    `imported` is an import that it needs, `to_import` says that one has to be found for its definition. `detail`,
    `documentation` and the edits that import it are only there once it was described.
    """

    label: str
    kind: ItemKind
    span: Span
    insert_text: str
    score: float
    detail: str = ""
    documentation: str = ""
    additional: tuple[TextEdit, ...] = field(default=())
    where: str = ""
    located: Located | None = None
    imported: Imported | None = None
    to_import: bool = False
