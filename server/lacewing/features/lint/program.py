"""The rules of one language as one query: a tree is walked once, however many rules there are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import tree_sitter

from lacewing.features.lint.rule import Rule
from lacewing.syntax.language import Language
from lacewing.syntax.queries import Captures, compile_query


@dataclass(frozen=True, slots=True)
class Program:
    """`query` holds the patterns of all usable rules; `owners[i]` is the rule of pattern i."""

    query: tree_sitter.Query
    owners: tuple[Rule, ...]
    problems: tuple[str, ...]

    def matches(self, root: tree_sitter.Node) -> dict[Rule, list[Captures]]:
        """What each rule's query matches below `root`, in document order; rules without a match are left out."""
        found: dict[Rule, list[Captures]] = {}
        for pattern, captures in tree_sitter.QueryCursor(self.query).matches(root):
            found.setdefault(self.owners[pattern], []).append(captures)
        return found


@lru_cache(maxsize=64)
def compile_program(language: Language, rules: tuple[Rule, ...]) -> Program:
    """Compile `rules` together. A rule whose query does not compile is left out and told of in `problems`."""
    try:
        return _combine(language, rules, ())
    except ValueError:  # which of them is wrong? tree_sitter.QueryError is a ValueError
        usable = []
        problems = []
        for rule in rules:
            try:
                compile_query(language, rule.query, str(rule.file))
            except ValueError as error:
                problems.append(f"{error} (not used for {language.name})")
            else:
                usable.append(rule)
        return _combine(language, usable, tuple(problems))


def _combine(language: Language, rules: Sequence[Rule], problems: tuple[str, ...]) -> Program:
    starts: list[int] = []
    text = ""
    for rule in rules:
        starts.append(len(text.encode("utf-8")))
        text += f"{rule.query}\n"
    query = compile_query(language, text, f"the rules of {language.name}")
    first = [query.start_byte_for_pattern(index) for index in range(query.pattern_count)]
    return Program(query, tuple(rules[bisect_right(starts, start) - 1] for start in first), problems)
