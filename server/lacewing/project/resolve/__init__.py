"""From names to definitions and from expressions to types: `resolver_of(index)` gives the resolver.

`snapshot` is one state of the project; on it build `names` (files, imports, packages), `members` (bases included),
`types` (what an expression denotes) and the `resolver` that others ask. `expressions` and `annotations` read what is
written, purely.
"""

from lacewing.project.index import Index, Located
from lacewing.project.resolve.calls import callees, callers
from lacewing.project.resolve.resolver import Resolver, resolver_of

__all__ = ["Resolver", "callees", "callers", "resolve", "resolver_of"]


def resolve(index: Index, path: str, name: str, receiver: str = "", offset: int | None = None) -> list[Located]:
    """One question to the index's resolver."""
    return resolver_of(index).resolve(path, name, receiver, offset)
