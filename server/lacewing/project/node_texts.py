"""The texts of nodes of one file, each made once: names and receivers repeat."""

from __future__ import annotations

import tree_sitter

_LONGEST_RECEIVER = 120  # bytes; a chain of calls nests receivers, and all of them whole would be quadratic


class NodeTexts:
    """Texts of the nodes of the tree parsed from the UTF-8 `data`; `names` holds those of names so far.

    `escape` is what makes a keyword a name (`r#type`, `` `is` ``) and is no part of it.
    """

    __slots__ = ("_data", "_receivers", "escape", "names")

    def __init__(self, data: bytes, escape: str) -> None:
        self._data = data
        self.escape = escape
        self.names: dict[bytes, str] = {}
        self._receivers: dict[bytes, str] = {}

    def name(self, start: int, end: int) -> str:
        """The text of the name between two offsets."""
        raw = self._data[start:end]
        found = self.names.get(raw)
        if found is None:
            found = self.names[raw] = unescaped(raw.decode("utf-8", "replace"), self.escape)
        return found

    def receiver(self, node: tree_sitter.Node) -> str:
        """What stands before a dot, on one line; of a very long one the end, behind "…"."""
        start, end = node.start_byte, node.end_byte
        if end - start > _LONGEST_RECEIVER:
            return "…" + self._joined(self._data[end - _LONGEST_RECEIVER : end])
        raw = self._data[start:end]
        return self._receivers.get(raw) or self._joined(raw)

    def _joined(self, raw: bytes) -> str:
        # A `!` before it belongs to all of the expression; Kotlin's grammar reads `!a.b()` as `(!a).b()`.
        found = self._receivers[raw] = " ".join(raw.decode("utf-8", "ignore").split()).lstrip("!")
        return found


def unescaped(name: str, escape: str) -> str:
    """A name without what only makes it one: before it, or around it where that is a quote."""
    if escape and name.startswith(escape):
        return name.removeprefix(escape).removesuffix(escape)
    return name
