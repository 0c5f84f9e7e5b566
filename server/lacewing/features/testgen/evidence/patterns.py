"""Texts that a regular expression of the function matches, so that its inner branches are reached."""

from __future__ import annotations

import ast
import re
import warnings
from typing import Any

from lacewing.features.testgen.module import Function, Module

_LONGEST = 60


def pattern_examples(function: Function, module: Module) -> list[str]:
    """Expressions for texts matching the patterns used in `function`: with optional parts, and without."""
    found: list[str] = []
    for pattern in _patterns(function, module):
        for generous in (True, False):
            text = matching_text(pattern, generous)
            if text is not None and repr(text) not in found:
                found.append(repr(text))
    return found


def matching_text(pattern: str, generous: bool) -> str | None:
    """A text that `pattern` matches from its start, or None; `generous` takes optional parts, and two of repeats."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from re import _parser  # type: ignore[attr-defined]

            compiled = re.compile(pattern, re.VERBOSE if _is_verbose(pattern) else 0)
            text = _text(_parser.parse(pattern, compiled.flags), generous, {})
    except (ImportError, re.error, _NoExample, RecursionError, OverflowError):
        return None
    return text if len(text) <= _LONGEST and compiled.search(text) else None


class _NoExample(Exception):
    pass


def _is_verbose(pattern: str) -> bool:
    return "\n" in pattern


def _patterns(function: Function, module: Module) -> list[str]:
    names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(function) if isinstance(node, ast.Attribute)}
    constants = dict(module.constants)
    for owner in module.classes.values():
        for statement in owner.body:
            if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
                target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
                if isinstance(target, ast.Name):
                    constants[target.id] = statement.value
    nodes: list[ast.AST] = [function, *(value for name, value in constants.items() if name in names)]
    found = []
    for node in nodes:
        for call in ast.walk(node):
            if isinstance(call, ast.Call) and call.args and _is_regex_call(call):
                first = call.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.append(first.value)
    return list(dict.fromkeys(found))


def _is_regex_call(call: ast.Call) -> bool:
    name = ast.unparse(call.func)
    return name.partition(".")[0] in ("re", "regex") or name == "compile"


def _text(nodes: Any, generous: bool, groups: dict[int, str]) -> str:
    return "".join(_one(str(kind), argument, generous, groups) for kind, argument in nodes)


def _one(kind: str, argument: Any, generous: bool, groups: dict[int, str]) -> str:
    match kind:
        case "LITERAL":
            return chr(argument)
        case "ANY":
            return "a"
        case "NOT_LITERAL":
            return "b" if argument == ord("a") else "a"
        case "IN":
            return _member(argument)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, most, inner = argument
            times = min(max(least, 2 if generous else 0), most, 4) if least <= 4 else least
            return "".join(_text(inner, generous, groups) for _ in range(times))
        case "SUBPATTERN":
            text = _text(argument[3], generous, groups)
            if argument[0] is not None:
                groups[argument[0]] = text
            return text
        case "BRANCH":
            return _text(argument[1][-1 if generous else 0], generous, groups)
        case "ATOMIC_GROUP":
            return _text(argument, generous, groups)
        case "GROUPREF":
            return groups.get(argument, "")
        case "AT" | "ASSERT_NOT" | "ASSERT":
            return ""
    raise _NoExample(kind)


_CATEGORIES = {
    "CATEGORY_DIGIT": "7", "CATEGORY_WORD": "w", "CATEGORY_SPACE": " ", "CATEGORY_NOT_DIGIT": "d",
    "CATEGORY_NOT_WORD": "-", "CATEGORY_NOT_SPACE": "s",
}  # fmt: skip


def _member(choices: Any) -> str:
    negated = bool(choices) and str(choices[0][0]) == "NEGATE"
    if negated:
        refused = {argument for kind, argument in choices[1:] if str(kind) == "LITERAL"}
        candidates = [text for text in "a1 -_A" if ord(text) not in refused]
        if not candidates:
            raise _NoExample("negated set")
        return candidates[0]
    for kind, argument in choices:
        if str(kind) == "LITERAL":
            return chr(argument)
        if str(kind) == "RANGE":
            return chr(min(argument[0] + 2, argument[1]))
        if str(kind) == "CATEGORY" and str(argument) in _CATEGORIES:
            return _CATEGORIES[str(argument)]
    raise _NoExample("set")
