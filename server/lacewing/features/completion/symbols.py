"""What the project's index tells the embedded engine of the line being written: members of receivers, parameters."""

from __future__ import annotations

import re

from lacewing.project.callables import callables
from lacewing.project.facts import Import
from lacewing.project.index import Index
from lacewing.project.libraries import Libraries
from lacewing.project.resolve import Resolver, resolver_of
from lacewing.syntax.call_site import CallSite

_CALLEE = re.compile(r"(?P<receiver>.*?)(?:\?\.|->|::|\.)?(?P<name>[^\W\d][\w$]*)\Z", re.DOTALL)


class IndexSymbols:
    """Answers for the file `path` of `index` at byte `offset`; with `libraries` of what they define, too."""

    def __init__(self, index: Index, path: str, offset: int, libraries: Libraries | None = None) -> None:
        self._index = index
        self._libraries = libraries
        self._path = path
        # The cursor may stand at the very end of the enclosing definition, which then does not hold it any more.
        self._inside = max(0, offset - 1)

    def members(self, receiver: str) -> list[str]:
        """The members of the module or of the types that `receiver` has, the nearest first."""
        resolver = self._resolver()
        names = list(resolver.module_names(self._path, receiver, self._inside))
        if not names:
            types = resolver.receiver_types(self._path, receiver, self._inside)
            names = [member.symbol.name for owner in types for member in resolver.members_of_type(owner)]
        return list(dict.fromkeys(names))

    def parameters(self, callee: str) -> list[str]:
        """The parameters of the likeliest function that `callee` names."""
        found = _CALLEE.match(callee.removeprefix("new "))
        if found is None:
            return []
        call = CallSite(callee, found["receiver"], found["name"], self._inside, 0, "", (), callee.startswith("new "))
        meant = callables(self._resolver(), self._path, call)
        return [parameter.name for parameter in meant[0].parameters] if meant else []

    def importable(self, module: str) -> list[str]:
        """The names of a module, as the index or the libraries know it."""
        resolver = self._resolver()
        view = resolver.snapshot.view(self._path)
        if view is None:
            return []
        targets = resolver.snapshot.targets(view, Import(module, "", "", 0, 0, 0))
        files = [target.file for target in targets if target.file][:1]  # the source or the stub, not both
        return [name for name in resolver.file_names(files) if not name.startswith("__")]

    def _resolver(self) -> Resolver:
        return resolver_of(self._index, self._libraries)
