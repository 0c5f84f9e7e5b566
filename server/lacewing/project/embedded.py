"""The facts of a file joined with those of the code in it that is in other languages. Pure; knows no language by name.

Code counts as if it were a file of its own, and so does a template, but for its errors. Expressions and examples only
use names: what an example in a document defines is nothing the project has.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from operator import attrgetter

import tree_sitter

from lacewing.project.facts import Facts
from lacewing.syntax.injections import InjectionRole, find_regions, parse_region
from lacewing.syntax.language import Language

_DEEPEST = 3
"""Code in code in code is read, no deeper."""

ROLES = frozenset[InjectionRole](["code", "template", "expression", "example"])
OUTLINED_ROLES = frozenset[InjectionRole](["code", "template"])
"""Of which regions an outline holds anything: expressions and examples neither define nor import."""

ReadFacts = Callable[[tree_sitter.Node, Language], Facts]


def with_embedded(
    own: Facts,
    root: tree_sitter.Node,
    data: bytes,
    language: Language,
    read: ReadFacts,
    roles: Collection[InjectionRole],
    depth: int = 1,
) -> Facts:
    """`own`, the facts of the tree `root` of `language`, with those of its regions of these `roles`.

    `read` gives a tree's own facts.
    """
    parts = []
    for region in find_regions(root, data, language) if depth <= _DEEPEST else ():
        if region.role in roles:
            tree = parse_region(data, region).root_node
            facts = with_embedded(read(tree, region.language), tree, data, region.language, read, roles, depth + 1)
            parts.append(_counted(facts, region.role))
    return _joined(own, parts) if parts else own


def _counted(facts: Facts, role: InjectionRole) -> Facts:
    if role == "code":
        return facts
    if role == "template":
        return replace(facts, errors=0)
    calls = tuple(call._replace(caller="") for call in facts.calls)
    return Facts(facts.language, (), facts.references, calls, (), 0)


def _joined(own: Facts, parts: list[Facts]) -> Facts:
    every = [own, *parts]
    by_start = attrgetter("start")
    return Facts(
        language=own.language,
        symbols=tuple(
            sorted((each for facts in every for each in facts.symbols), key=lambda each: (each.start, -each.end))
        ),
        references=tuple(sorted((each for facts in every for each in facts.references), key=by_start)),
        calls=tuple(sorted((each for facts in every for each in facts.calls), key=by_start)),
        imports=tuple(sorted((each for facts in every for each in facts.imports), key=by_start)),
        errors=sum(facts.errors for facts in every),
    )
