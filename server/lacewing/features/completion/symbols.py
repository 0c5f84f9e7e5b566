"""What the project's index tells the embedded engine of the line being written: members of receivers, parameters."""

from __future__ import annotations

import re

from lacewing.project.callables import callables
from lacewing.project.index import Index
from lacewing.project.resolve import resolver_of
from lacewing.syntax.call_site import CallSite

_CALLEE = re.compile(r"(?P<receiver>.*?)(?:\?\.|->|::|\.)?(?P<name>[^\W\d][\w$]*)\Z", re.DOTALL)


class IndexSymbols:
    """Answers for the file `path` of `index` at byte `offset`."""

    def __init__(self, index: Index, path: str, offset: int) -> None:
        self._index = index
        self._path = path
        # The cursor may stand at the very end of the enclosing definition, which then does not hold it any more.
        self._inside = max(0, offset - 1)

    def members(self, receiver: str) -> list[str]:
        """The members of the module or of the types that `receiver` has, the nearest first."""
        resolver = resolver_of(self._index)
        found = resolver.module_members(self._path, receiver, self._inside)
        if not found:
            types = resolver.receiver_types(self._path, receiver, self._inside)
            found = [member for owner in types for member in resolver.members_of_type(owner)]
        return list(dict.fromkeys(located.symbol.name for located in found))

    def parameters(self, callee: str) -> list[str]:
        """The parameters of the likeliest function that `callee` names."""
        found = _CALLEE.match(callee.removeprefix("new "))
        if found is None:
            return []
        call = CallSite(callee, found["receiver"], found["name"], self._inside, 0, "", (), callee.startswith("new "))
        meant = callables(resolver_of(self._index), self._path, call)
        return [parameter.name for parameter in meant[0].parameters] if meant else []
