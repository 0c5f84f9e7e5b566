"""What an expression may denote."""

from __future__ import annotations

from typing import NamedTuple

from lacewing.project.index import Located
from lacewing.project.resolve.names import Module


class Instance(NamedTuple):
    """A value of a type of the project."""

    type: Located


class Written(NamedTuple):
    """A value of the type written as `text` in the file `path`, read as at byte `offset`."""

    path: str
    text: str
    offset: int


Bound = tuple[tuple[str, Written], ...]
"""The parameters of a generic type, each with what stands for it."""


class Denoted(NamedTuple):
    """A definition itself: a class (not a value of it), a function, a variable. `owner` is the type whose member it
    was looked up as, `bound` what stands for the parameters of that."""

    located: Located
    owner: Located | None = None
    bound: Bound = ()


class Callee(NamedTuple):
    """Something whose call gives `values`."""

    values: tuple[Value, ...]


class Outside(NamedTuple):
    """Something that is known not to be of the project: of a library, or the language's own."""


Value = Instance | Written | Denoted | Callee | Module | Outside
