"""What a definition calls, and what calls it."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator

from lacewing.project.facts import Call
from lacewing.project.index import CallSite, Index, Located
from lacewing.project.resolve.resolver import resolver_of


def callees(index: Index, located: Located) -> list[tuple[Call, Located | None]]:
    """Every call inside the definition, in order, with the definition it resolves to (None for one outside)."""
    resolver = resolver_of(index)
    facts = resolver.facts(located.path)
    symbol = located.symbol
    if facts is None:
        return []
    inside = [call for call in facts.calls if symbol.start <= call.start and call.end <= symbol.end]
    answers = []
    for call in inside:
        found = resolver.resolve(located.path, call.name, call.receiver, call.start)
        answers.append((call, found[0] if found else None))
    return answers


def callers(index: Index, located: Located, limit: int = 200, seconds: float = math.inf) -> Iterator[CallSite]:
    """Calls in the project that may mean this definition: same name, and resolved to it or to nothing else.

    At most `limit` calls are looked at, each only when it is asked for, and those that are found within `seconds`: a
    common name stands in hundreds of files, each to be read.
    """
    until = time.monotonic() + seconds
    resolver = resolver_of(index)
    symbol = located.symbol
    names = {symbol.name}
    if symbol.kind == "constructor":
        names.add(symbol.container.rpartition(".")[2])
    for name in sorted(names):
        for site in index.calls_to(name, limit, until):
            if time.monotonic() > until:
                return
            meant = resolver.resolve(site.path, site.call.name, site.call.receiver, site.call.start)
            if any(at.path == located.path and at.symbol.start == symbol.start for at in meant) or (
                symbol.kind == "constructor" and any(at.symbol.name == name for at in meant)
            ):
                yield site
