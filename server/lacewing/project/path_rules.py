"""Which paths a policy lets leave, by gitignore patterns. Pure: nothing is read from disk."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from lacewing.project.ignore import IgnoreRules, parse_rules


@dataclass(frozen=True, slots=True)
class PathRules:
    """A path may leave when no pattern of `deny` matches it or a folder above it and, where there are any, one of
    `allow` does. Make them with `path_rules`."""

    allow: IgnoreRules | None = None
    deny: IgnoreRules | None = None

    def permits(self, *names: str) -> bool:
        """Whether a file may leave that is known by these paths (relative to its project, absolute), with slashes."""
        if self.deny is not None and any(_matches(self.deny, name) for name in names):
            return False
        return self.allow is None or any(_matches(self.allow, name) for name in names)


def path_rules(allow: Sequence[str] | None, deny: Sequence[str]) -> PathRules:
    """Rules from gitignore patterns; `allow` None allows everything, an empty one nothing.

    Case never counts: a policy is about what is meant, and on some systems `SECRETS/` is `secrets/`. Raises ValueError
    for a pattern that can match nothing, because a policy must not hold less than it seems to.
    """
    return PathRules(_rules(allow) if allow is not None else None, _rules(deny) if deny else None)


def _rules(patterns: Sequence[str]) -> IgnoreRules:
    for pattern in patterns:
        if "\n" in pattern or not parse_rules(os.fsencode(pattern), ignore_case=True):
            raise ValueError(f"the pattern {pattern!r} can match nothing")
    return parse_rules(os.fsencode("\n".join(patterns)), ignore_case=True)


def _matches(rules: IgnoreRules, name: str) -> bool:
    """Whether the last word on the path or, failing that, on a folder above it is that it matches."""
    path = os.fsencode(name).strip(b"/")
    parts = path.split(b"/")
    for length in range(1, len(parts)):
        if rules.verdict(b"/".join(parts[:length]), parts[length - 1], True):
            return True
    return rules.verdict(path, parts[-1], False) is True
