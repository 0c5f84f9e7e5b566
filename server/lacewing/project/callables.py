"""What a call may run, with the parameters that its arguments stand for: functions, constructors, types made of fields.

For whoever completes or shows the arguments of a call. Knows nothing of features.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lacewing.project.facts import Parameter
from lacewing.project.index import Located
from lacewing.project.resolve import Resolver
from lacewing.project.resolve.initialiser import initialiser
from lacewing.syntax.call_site import CallSite

_TYPES = frozenset(["class", "struct", "enum", "interface", "type"])
_FUNCTIONS = frozenset(["function", "method", "constructor", "macro"])
_MADE_OF_FIELDS = re.compile(r"\b(?:dataclass|attrs|define|frozen|attr\.s|dataclass_transform)\b")
_BASES_OF_FIELDS = frozenset(["NamedTuple", "BaseModel", "TypedDict", "BaseSettings", "Struct"])
_AT_MOST = 12


@dataclass(frozen=True, slots=True)
class Callable:
    """A function or type that is called; `parameters` are those that arguments are given for, in order."""

    located: Located
    parameters: tuple[Parameter, ...]
    constructs: Located | None = None
    """The type of which the call makes a value, where it does."""


def callables(resolver: Resolver, path: str, call: CallSite) -> list[Callable]:
    """What the call in the file `path` may run, best first."""
    found: list[Callable] = []
    for located in resolver.resolve(path, call.name, call.receiver, call.opened):
        found += _called(resolver, located)
    if not found and call.name in ("super", "self", "cls", "this"):
        for owner in resolver.receiver_types(path, call.name, call.opened):
            found += _constructed(resolver, owner)
    seen: set[tuple[str, int]] = set()
    unique = []
    for each in found:
        key = (each.located.path, each.located.symbol.start)
        if key not in seen:
            seen.add(key)
            unique.append(each)
    return unique[:_AT_MOST]


def _called(resolver: Resolver, located: Located) -> list[Callable]:
    symbol = located.symbol
    if symbol.kind in _TYPES:
        return _constructed(resolver, located)
    if symbol.kind in _FUNCTIONS:
        return [Callable(located, _given(symbol.parameters))]
    return []


def _constructed(resolver: Resolver, owner: Located) -> list[Callable]:
    """The constructors of a type, its own before inherited ones; else what its fields say, where they do."""
    members = resolver.members_of_type(owner)
    if _is_made_of_fields(resolver, owner):
        fields = [at.symbol for at in members if at.symbol.kind in ("field", "variable") and at.symbol.result]
        parameters = tuple(Parameter(each.name, each.result, initialiser(each)) for each in fields)
        return [Callable(owner, parameters, owner)]
    makers = [at for at in members if at.symbol.kind == "constructor"]
    makers = [at for at in makers if at.symbol.name != "__new__"] or makers
    return [Callable(at, _given(at.symbol.parameters), owner) for at in makers]


def _is_made_of_fields(resolver: Resolver, owner: Located) -> bool:
    line = [owner, *resolver.bases_of_type(owner)]
    for at in line:
        if any(_MADE_OF_FIELDS.search(decorator) for decorator in at.symbol.decorators):
            return True
        if any(base.rpartition(".")[2].partition("[")[0] in _BASES_OF_FIELDS for base in at.symbol.bases):
            return True
    return False


def _given(parameters: tuple[Parameter, ...]) -> tuple[Parameter, ...]:
    return tuple(each for each in parameters if each.kind != "receiver")
