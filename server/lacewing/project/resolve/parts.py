"""What values of written types are made of: elements, parts, what an index gives. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from lacewing.project.resolve.annotations import element_types, named_types, part_types, value_types
from lacewing.project.resolve.values import Value, Written

_ITERATED = frozenset(["Iterator", "Iterable", "Generator", "AsyncIterator", "AsyncIterable", "AsyncGenerator"])


def indexed(values: Iterable[Value]) -> list[Value]:
    """What an index or a key gives."""
    return [each for value in _written(values) for each in _typed(value, value_types(value.text))]


def elements(values: Iterable[Value], position: int = -1) -> list[Value]:
    """What going through gives; of several names for each element, the one at `position`."""
    found: list[Value] = []
    for value in _written(values):
        texts = element_types(value.text, position)
        if position >= 0 and not texts:
            texts = [part for text in element_types(value.text) for part in part_types(text, position)]
        found += _typed(value, texts)
    return found


def parts(values: Iterable[Value], position: int) -> list[Value]:
    """The part at `position` of what is unpacked."""
    found: list[Value] = []
    for value in values:
        texts = part_types(value.text, position) if isinstance(value, Written) else ()
        if not texts and position == 0:  # Go's `a, ok := f()` with one result: an index, a cast, a receive
            found.append(value)
        elif isinstance(value, Written):
            found += _typed(value, texts)
    return found


def entered(values: Iterable[Value]) -> list[Value]:
    """What `with` gives: the value itself, or what a generator that became a context manager yields."""
    found: list[Value] = []
    for value in values:
        names = named_types(value.text) if isinstance(value, Written) else []
        if isinstance(value, Written) and any(name.rpartition(".")[2] in _ITERATED for name in names):
            found += _typed(value, element_types(value.text))
        else:
            found.append(value)
    return found


def _written(values: Iterable[Value]) -> list[Written]:
    return [value for value in values if isinstance(value, Written)]


def _typed(value: Written, texts: Iterable[str]) -> list[Value]:
    return [Written(value.path, text, value.offset) for text in texts]
