"""Reads the items of `where` in a rule file into constraints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lacewing.features.lint.constraints import Chain, Children, Constraint, Contains, Duplicate, Inside, Next, NotA


def parse_constraint(raw: Any) -> Constraint:
    """The constraint that one item of `where` describes. Raises ValueError saying what is wrong."""
    if not isinstance(raw, Mapping) or len(raw) != 1:
        raise ValueError("each item of where is one constraint")
    (kind, body), *_ = raw.items()
    if not isinstance(body, Mapping):
        raise ValueError(f"{kind} wants a mapping")
    values = dict(body)
    constraint = _parse(str(kind), values)
    if values:
        raise ValueError(f"{kind} does not know {', '.join(map(str, values))}")
    return constraint


def _parse(kind: str, values: dict[Any, Any]) -> Constraint:
    match kind:
        case "inside" | "not-inside":
            kinds, until = _kinds(values, "any"), _kinds(values, "until")
            of, bind = values.pop("of", "finding"), values.pop("as", "")
            children = _children(of, values)
            return Inside(of, frozenset(kinds), frozenset(until), children, bind, kind == "not-inside")
        case "contains" | "lacks":
            query, within = str(values.pop("query")), values.pop("in", "finding")
            where = tuple(parse_constraint(item) for item in values.pop("where", ()))
            return Contains(within, query, frozenset(_kinds(values, "skip")), where, kind == "lacks")
        case "not-a":
            return NotA(values.pop("of", "finding"), frozenset(_kinds(values, "any")))
        case "chain":
            return Chain(values.pop("of"), values.pop("as", "in"))
        case "next":
            return Next(values.pop("of"), values.pop("as", "finding"), frozenset(_kinds(values, "skip")))
        case "children":
            return _children(values.pop("of", "finding"), values)
        case "duplicate":
            return Duplicate(values.pop("key", "key"), values.pop("in", "in"))
    raise ValueError(f"unknown constraint {kind}")


def _children(of: str, values: dict[Any, Any]) -> Children:
    return Children(of, _kinds(values, "with"), _kinds(values, "without"))


def _kinds(values: dict[Any, Any], key: str) -> tuple[str, ...]:
    kinds = values.pop(key, ())
    if isinstance(kinds, str) or not all(isinstance(item, str) for item in kinds):
        raise ValueError(f"{key} wants a list of node kinds")
    return tuple(kinds)
