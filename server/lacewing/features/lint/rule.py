"""One lint rule as its YAML file describes it. The format is documented in `docs/rules.md`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

import yaml

from lacewing.features.lint.constraints import Constraint
from lacewing.features.lint.types import Severity
from lacewing.features.lint.where import parse_constraint

SyntaxReport = Literal["all", "missing", "brackets"]

_KEYS = {"id", "title", "message", "severity", "default", "languages", "why", "query", "where", "fix", "syntax", "gaps"}
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class RuleError(ValueError):
    """A rule file that cannot be used; the message names the file and what is wrong."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """Part of a fix: the text of the capture `replace` becomes `template`, filled in with captured texts."""

    replace: str
    template: str


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A rule for files of `languages`.

    Findings are the `@finding` captures of `query` matches that hold against every constraint of `where`. A rule
    with `syntax` has no query: it reports what the parser could not read (`syntax_errors` says which of it),
    but nothing inside nodes of the types in `gaps`, where the grammar is known to refuse valid code.
    Rules are compared and hashed by identity, as each is read once.
    """

    name: str
    languages: tuple[str, ...]
    title: str
    message: str
    severity: Severity
    default: bool
    why: str
    query: str
    where: tuple[Constraint, ...]
    fix: tuple[Replacement, ...]
    syntax: SyntaxReport | None
    gaps: tuple[str, ...]
    file: Path


def read_rule(file: Path, home: str) -> Rule:
    """The rule of one YAML `file` in the folder of the language `home`. Raises RuleError."""
    try:
        raw = yaml.load(file.read_text("utf-8"), Loader=_LOADER)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise RuleError(f"{file}: not read: {error}") from error
    try:
        return _rule(raw, file, home)
    except (KeyError, TypeError, ValueError) as error:
        what = f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)
        raise RuleError(f"{file}: {what}") from error


def _rule(raw: Any, file: Path, home: str) -> Rule:
    if not isinstance(raw, Mapping):
        raise ValueError("a rule is a mapping of keys to values")
    if unknown := set(raw) - _KEYS:
        raise ValueError(f"unknown keys {', '.join(sorted(map(str, unknown)))}")
    name = raw["id"]
    if not isinstance(name, str) or not _ID.fullmatch(name) or name != file.stem:
        raise ValueError(f"the id {name!r} must be lower-case words joined by - and equal the file's name")
    if raw["severity"] not in get_args(Severity):
        raise ValueError(f"severity {raw['severity']!r} is none of {', '.join(get_args(Severity))}")
    syntax = raw.get("syntax")
    if syntax not in (None, *get_args(SyntaxReport)) or (syntax is None) == ("query" not in raw):
        raise ValueError("either a query or syntax (all, missing or brackets) is needed")
    return Rule(
        name=name,
        languages=tuple(raw.get("languages", [home])),
        title=str(raw["title"]).strip(),
        message=str(raw.get("message", raw["title"])).strip(),
        severity=cast("Severity", raw["severity"]),
        default=bool(raw.get("default", True)),
        why=str(raw["why"]).strip(),
        query=str(raw.get("query", "")),
        where=tuple(parse_constraint(item) for item in raw.get("where", ())),
        fix=tuple(Replacement(str(item["replace"]), str(item["with"])) for item in raw.get("fix", ())),
        syntax=syntax,
        gaps=tuple(map(str, raw.get("gaps", ()))),
        file=file,
    )


# The loader built on libyaml is about ten times as fast; some builds of PyYAML lack it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
