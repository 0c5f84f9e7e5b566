"""Next edits that were handed to the editor, by id, and how they are put into the protocol's terms."""

from __future__ import annotations

from collections import OrderedDict
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from lacewing.lsp.convert import to_range

if TYPE_CHECKING:
    from lacewing.features.next_edit.types import NextEdit
    from lacewing.lsp.server import LacewingServer

_KEPT = 64


class OfferedEdits:
    """The latest ones."""

    def __init__(self) -> None:
        self._offered: OrderedDict[str, NextEdit] = OrderedDict()
        self._numbers = count(1)

    def remember(self, edit: NextEdit) -> str:
        """The id of an edit that is about to be offered."""
        identifier = str(next(self._numbers))
        self._offered[identifier] = edit
        if len(self._offered) > _KEPT:
            self._offered.popitem(last=False)
        return identifier

    def get(self, identifier: Any) -> NextEdit | None:
        """The edit of this id, None when there is none any more."""
        return self._offered.get(identifier) if isinstance(identifier, str) else None


def range_of(server: LacewingServer, edit: NextEdit) -> types.Range:
    """The range that an edit replaces, in its file as it is now. Raises OSError when that cannot be read."""
    source = server.services.source(Path(edit.path))
    return to_range(source.lines, edit.edit.span, server.client.encoding)
