"""What one source of the list has found, before it is ranked."""

from __future__ import annotations

from dataclasses import dataclass

from lacewing.features.completion.types import ItemKind
from lacewing.project.imported import Imported
from lacewing.project.index import Located
from lacewing.text.position import Span


@dataclass(frozen=True, slots=True)
class Entry:
    """`worth` (0 to 1) is what its source speaks for it. `insert` is what is written, the name itself when "".

    `located` is its definition, `where` a word on where it comes from, `imported` an import it needs; `to_import` says
    that its definition has to be imported; `span` replaces another place than the word at the cursor.
    """

    kind: ItemKind
    worth: float
    located: Located | None = None
    insert: str = ""
    where: str = ""
    imported: Imported | None = None
    to_import: bool = False
    span: Span | None = None


Found = dict[str, Entry]
"""Entries by their labels."""
