"""The members of types, those of their bases included, the nearest first. Bounded, whatever circles bases make."""

from __future__ import annotations

from collections.abc import Mapping

from lacewing.project.facts import Symbol
from lacewing.project.index import Located
from lacewing.project.resolve.annotations import named_types
from lacewing.project.resolve.initialiser import initialiser
from lacewing.project.resolve.names import Names, unique
from lacewing.project.resolve.snapshot import Snapshot
from lacewing.project.resolve.views import TYPES, FileView

_BASES_DEEP = 8
_TYPES_AT_MOST = 64
_SPREAD = frozenset(["namespace", "module"])
_HOLDERS = TYPES | {"namespace"}
_NAMED = frozenset(["variable", "constant"])

_Place = tuple[str, int]


class Members:
    """Finds members in one snapshot and remembers them. Not thread-safe."""

    def __init__(self, snapshot: Snapshot, names: Names) -> None:
        self._snapshot = snapshot
        self._names = names
        self._own: dict[_Place, Mapping[str, list[Located]]] = {}
        self._lines: dict[_Place, list[Located]] = {}

    def named(self, owner: Located, name: str) -> list[Located]:
        """The member `name` of a type, namespace or enum: of the nearest type of its line of bases that has one."""
        for located in self.line(owner):
            if found := self._own_named(located, name):
                return found
        return []

    def all(self, owner: Located) -> list[Located]:
        """All members, those of the nearest type first; what it overrides is left out."""
        found: dict[str, list[Located]] = {}
        for located in self.line(owner):
            for name, members in self.own(located).items():
                found.setdefault(name, members)
        return [member for members in found.values() for member in members]

    def own(self, owner: Located) -> Mapping[str, list[Located]]:
        """The members that stand in the type itself, in any file that may hold some, by name."""
        key = (owner.path, owner.symbol.start)
        if key not in self._own:
            found: dict[str, list[Located]] = {}
            for located in self._in_files(owner):
                found.setdefault(located.symbol.name, []).append(located)
            self._own[key] = found
        return self._own[key]

    def is_object(self, located: Located) -> bool:
        """Whether a variable is an object with members written out: `const Status = { OPEN: 1 }`, its own type."""
        view = self._snapshot.view(located.path)
        return (
            view is not None and located.symbol.kind in _NAMED and bool(view.inside.of(located.symbol.qualified_name))
        )

    def _own_named(self, owner: Located, name: str) -> list[Located]:
        """The members of that name that stand in the type itself; the others need not be made."""
        view = self._snapshot.view(owner.path)
        if view is None or view.convention.spread != "file" or owner.symbol.kind in _SPREAD:
            return self.own(owner).get(name, [])
        container = owner.symbol.qualified_name
        return [Located(owner.path, each) for each in view.named.of(name) if each.container == container]

    def line(self, owner: Located) -> list[Located]:
        """The type and its bases, the nearest first, each once."""
        key = (owner.path, owner.symbol.start)
        if key in self._lines:
            return self._lines[key]
        found = {key: owner}
        level = [owner]
        for _ in range(_BASES_DEEP):
            above = [base for located in level for base in self.bases(located)]
            level = [base for base in unique(above) if (base.path, base.symbol.start) not in found]
            found.update({(base.path, base.symbol.start): base for base in level})
            if not level or len(found) > _TYPES_AT_MOST:
                break
        self._lines[key] = list(found.values())
        return self._lines[key]

    def bases(self, owner: Located) -> list[Located]:
        """The types that it extends, implements or embeds; for a name of a type (`type A = B`), what it stands for."""
        view = self._snapshot.view(owner.path)
        if view is None:
            return []
        halves = [Located(owner.path, each) for each in view.named.of(owner.symbol.name) if _same_type(each, owner)]
        if view.convention.spread == "project":
            if view.convention.partial:
                halves += [at for at in self._snapshot.symbols_named(owner.symbol.name) if _same_type(at.symbol, owner)]
            halves += self._snapshot.extensions_of(owner.symbol.name)
        found = [base for half in unique([owner, *halves]) for base in self._written_bases(half)]
        return [at for at in unique(found) if (at.path, at.symbol.start) != (owner.path, owner.symbol.start)]

    def _written_bases(self, half: Located) -> list[Located]:
        view = self._snapshot.view(half.path)
        written = [*half.symbol.bases, *([initialiser(half.symbol)] if half.symbol.kind == "type" else [])]
        names = [name for text in written for name in named_types(text)]
        # Ruby's modules are mixed into classes.
        found = (self._names.types(view, name, half.symbol.start, _HOLDERS) for name in names) if view else ()
        return [at for types in found for at in types]

    def around(self, view: FileView, offset: int | None) -> Located | None:
        """The innermost type around byte `offset`, or the type of a method that is declared outside of it."""
        around = view.around(offset)
        inner = next((symbol for symbol in around if symbol.kind in TYPES), None)
        if inner is not None:
            return Located(view.path, inner)
        method = next((symbol for symbol in around if symbol.container), None)
        if method is None:
            return None
        return next(iter(self._names.types(view, method.container, offset)), None)

    def _in_files(self, owner: Located) -> list[Located]:
        container = owner.symbol.qualified_name
        view = self._snapshot.view(owner.path)
        if view is None:
            return []
        found = [Located(owner.path, symbol) for symbol in view.inside.of(container)]
        spread = view.convention.spread
        if owner.symbol.kind in _SPREAD or spread == "project":
            others = self._snapshot.members_of(container)
            found += [at for at in others if at.path != owner.path and self._is_members_of(at, owner, view)]
        elif spread == "folder":
            for path in self._snapshot.paths.siblings(owner.path):
                other = self._snapshot.view(path)
                if other is not None and other.style == view.style:
                    found += [Located(path, symbol) for symbol in other.inside.of(container)]
        return found

    def _is_members_of(self, at: Located, owner: Located, view: FileView) -> bool:
        """Whether a definition in another file belongs to the type, and not to another one of its name there."""
        container = owner.symbol.qualified_name
        if at.symbol.container != container:
            return False
        if owner.symbol.kind not in TYPES or view.convention.partial:
            return True
        other = self._snapshot.view(at.path)
        own = other.named.of(owner.symbol.name) if other is not None else ()
        return not any(each.kind in TYPES and each.qualified_name == container for each in own)


def _same_type(symbol: Symbol, owner: Located) -> bool:
    """Whether a symbol is another part of the type (C#'s partial classes, TypeScript's merged interfaces)."""
    return symbol.kind in TYPES and symbol.qualified_name == owner.symbol.qualified_name
