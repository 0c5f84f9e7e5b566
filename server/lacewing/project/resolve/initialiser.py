"""What a variable, field or alias is set to where it is defined, read from its signature. Pure."""

from __future__ import annotations

import re

from lacewing.project.facts import Symbol
from lacewing.project.resolve.brackets import closing_angle

_SET = re.compile(r"(?<![=!<>:+\-*/%&|^])=(?![=>])|:=")


def initialiser(symbol: Symbol) -> str:
    """The expression (or for an alias the type) behind the `=`, "" when there is none or it is shared by several names.

    A signature that was cut is taken up to there.
    """
    head, found, rest = symbol.signature.partition(symbol.name)
    if not found or "," in head or head.rstrip().endswith(("{", "[", "(")):
        return ""
    if rest.startswith("<"):  # parameters of the type may have defaults
        rest = rest[closing_angle(rest, 0) + 1 :]
    match = _SET.search(rest)
    if match is None or "," in _outside_brackets(rest[: match.start()]) or rest[: match.start()].rstrip().endswith("}"):
        return ""
    return rest[match.end() :].strip().removesuffix("…")


def _outside_brackets(text: str) -> str:
    while (shorter := re.sub(r"[\[(<{][^\[\](){}<>]*[\])>}]", "", text)) != text:
        text = shorter
    return text
