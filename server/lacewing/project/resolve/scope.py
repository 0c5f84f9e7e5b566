"""The typed names that code at a place sees: locals, parameters, and the fields of the type around."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lacewing.project.facts import Binding
from lacewing.project.index import Located
from lacewing.project.resolve.members import Members
from lacewing.project.resolve.types import Types
from lacewing.project.resolve.views import FUNCTIONS, TYPES, FileView

_NAMES_AT_MOST = 60
_TOP_LEVEL = frozenset(["variable", "constant"])
_FIELDS = frozenset(["field", "property", "constant", "variable"])


def names_in_scope(
    view: FileView, offset: int, types: Types, members: Members, wanted: Callable[[str], bool]
) -> list[tuple[str, list[Located]]]:
    """Each `wanted` name (a field as `self.name`) with the project's types that its value may have; others are left
    out."""
    names: dict[str, None] = {}
    regions = [symbol for symbol in view.around(offset) if symbol.kind in FUNCTIONS or symbol.kind in TYPES]
    if not regions:
        names.update(_bound(view, view.bound([], 0), offset))
    for number, region in enumerate(regions):
        if region.kind in TYPES:
            continue
        names.update(_bound(view, view.bound(regions, number), offset))
        names.update(dict.fromkeys(parameter.name for parameter in region.parameters if parameter.name))
    names.update(dict.fromkeys(_fields(view, offset, members)))
    names.update(dict.fromkeys(symbol.name for symbol in view.inside.of("") if symbol.kind in _TOP_LEVEL))
    found = []
    for name in list(names)[:_NAMES_AT_MOST]:
        if name in view.convention.own or not wanted(name):
            continue
        if meant := types.types_of(types.denoted(view.path, name, offset)):
            found.append((name, meant))
    return found


def _bound(view: FileView, bindings: Mapping[str, list[Binding]], offset: int) -> dict[str, None]:
    """The names whose `bindings` hold at `offset`, the one bound last first."""
    found = {}
    for name, each in bindings.items():
        if holding := view.holding(each, offset):
            found[name] = holding[-1].start
    return dict.fromkeys(sorted(found, key=lambda name: -found[name]))


def _fields(view: FileView, offset: int, members: Members) -> list[str]:
    owner = members.around(view, offset)
    own = view.convention.own
    if owner is None or not own:
        return []
    word = "this" if "self" not in own or view.style in ("script", "java", "include") else "self"
    return [f"{word}.{member.symbol.name}" for member in members.all(owner) if member.symbol.kind in _FIELDS]
