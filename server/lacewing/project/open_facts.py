"""The facts of a text as an editor shows it, made from its kept tree, and once, however many ask at the same time."""

from __future__ import annotations

import threading
from weakref import WeakKeyDictionary

from lacewing.project.bounds import too_large
from lacewing.project.extract import extract, facts_of_tree
from lacewing.project.facts import Facts
from lacewing.syntax.source import Source


class _Making:
    """The facts of one text, and who makes them."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.facts: Facts | None = None


_made: WeakKeyDictionary[Source, _Making] = WeakKeyDictionary()
_lock = threading.Lock()


def facts_of(source: Source) -> Facts | None:
    """All that the text says, as `extract` finds it; None when no grammar knows its language. Thread-safe."""
    if source.language is None:
        return None
    with _lock:
        making = _made.setdefault(source, _Making())
    with making.lock:
        if making.facts is None:
            making.facts = _read(source)
        return making.facts


def _read(source: Source) -> Facts:
    assert source.language is not None
    whole = source is source.whole
    if not whole or too_large(source.data, source.language) or source.tree is None:
        return extract(source.data, source.language)
    return facts_of_tree(source.tree.root_node, source.data, source.language)
