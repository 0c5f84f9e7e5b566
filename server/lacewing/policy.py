"""Policy files: what of a project may be shown to models, which models may be asked, what must not be shown or said.

An organisation's file stands where its administrators put it for every user of a machine (`site_policy_file`), where
the environment variable `LACEWING_POLICY` says, and where the user's own settings say (`privacy.policy_file`); a
project may have `.lacewing/policy.toml`. All that exist are in force together: what one forbids no other permits, so a
project can only be stricter. A file that cannot be understood forbids everything, and says why.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import platformdirs

from lacewing.model.redaction.types import KIND, OwnPattern
from lacewing.model.rules import ModelRules, Moderated
from lacewing.project.path_rules import PathRules, path_rules

_Entry = TypeVar("_Entry")

PROJECT_POLICY = Path(".lacewing") / "policy.toml"
VARIABLE = "LACEWING_POLICY"
_TABLES = {
    "paths": {"allow", "deny"},
    "providers": {"allow", "deny"},
    "secrets": {"regex", "name"},
    "moderation": {"regex", "message"},
}


@dataclass(frozen=True, slots=True)
class Policy:
    """Every file in force: `paths` and `models` have one entry for each.

    `seen` are all places that were looked at, with the size and time of what was there (None for nothing).
    """

    paths: tuple[PathRules, ...] = ()
    models: tuple[ModelRules, ...] = ()
    seen: tuple[tuple[Path, tuple[int, int] | None], ...] = ()

    def is_current(self) -> bool:
        """Whether the files are what they were (some 10 µs)."""
        return all(_state(path) == state for path, state in self.seen)

    @property
    def problems(self) -> tuple[str, ...]:
        """A sentence for each file that cannot be understood."""
        return tuple(
            f"{rules.origin}: {rules.broken}; until this is put right no model is asked anything"
            for rules in self.models
            if rules.broken
        )

    def permits(self, path: str, absolute: str) -> bool:
        """Whether a file at `path` (relative to its project) may leave, as far as policies go."""
        return all(rules.permits(path, absolute) for rules in self.paths)


def site_policy_file() -> Path:
    """Where administrators put the file for all users of a machine, on this platform."""
    return Path(platformdirs.site_config_dir("lacewing", appauthor=False)) / "policy.toml"


def load_policy(root: Path | None, policy_file: str = "", environ: Mapping[str, str] = os.environ) -> Policy:
    """The policy for the project at `root`; `policy_file` is the user's setting. Never raises."""
    files = [(site_policy_file(), False)]
    files += [(Path(name).expanduser(), True) for name in (environ.get(VARIABLE, ""), policy_file) if name]
    if root is not None:
        files.append((root / PROJECT_POLICY, False))
    seen = tuple((path, _state(path)) for path, _ in files)
    found = [read for path, must_exist in files if (read := _read(path, must_exist)) is not None]
    return Policy(tuple(paths for paths, _ in found), tuple(models for _, models in found), seen)


def _state(path: Path) -> tuple[int, int] | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_size, state.st_mtime_ns


class _WrongError(ValueError):
    """What is wrong with a policy file, in words."""


def _read(path: Path, must_exist: bool) -> tuple[PathRules, ModelRules] | None:
    try:
        return _understood(str(path), tomllib.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        if not must_exist:
            return None
        wrong = "there is no such policy file"
    except NotADirectoryError:
        return None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, _WrongError) as error:
        wrong = f"the policy cannot be read: {error}"
    return path_rules((), ()), ModelRules(str(path), allow=(), broken=wrong)


def _understood(origin: str, raw: Mapping[str, Any]) -> tuple[PathRules, ModelRules]:
    for name in raw:
        if name not in _TABLES:
            raise _WrongError(f"unknown table {name!r}; there are {', '.join(_TABLES)}")
    paths, providers = _table(raw, "paths"), _table(raw, "providers")
    try:
        where = path_rules(_optional_texts(paths, "paths", "allow"), _texts(paths, "paths", "deny"))
    except ValueError as error:
        raise _WrongError(f"paths: {error}") from error
    return where, ModelRules(
        origin,
        _optional_texts(providers, "providers", "allow"),
        _texts(providers, "providers", "deny"),
        _entries(raw, "secrets", lambda entry: OwnPattern(_regex(entry, "secrets"), _kind(entry))),
        _entries(raw, "moderation", lambda entry: Moderated(_regex(entry, "moderation"), _text(entry, "message"))),
    )


def _table(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = raw.get(name, {})
    if not isinstance(table, Mapping):
        raise _WrongError(f"{name} must be a table")
    _check_keys(table, name)
    return table


def _entries(raw: Mapping[str, Any], name: str, make: Callable[[Mapping[str, Any]], _Entry]) -> tuple[_Entry, ...]:
    entries = raw.get(name, [])
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        raise _WrongError(f"{name} must be written as [[{name}]]")
    for entry in entries:
        _check_keys(entry, name)
    return tuple(make(entry) for entry in entries)


def _check_keys(table: Mapping[str, Any], name: str) -> None:
    for key in table:
        if key not in _TABLES[name]:
            raise _WrongError(f"{name} has no {key!r}; it has {', '.join(sorted(_TABLES[name]))}")


def _texts(table: Mapping[str, Any], name: str, key: str) -> tuple[str, ...]:
    return _optional_texts(table, name, key) or ()


def _optional_texts(table: Mapping[str, Any], name: str, key: str) -> tuple[str, ...] | None:
    values = table.get(key)
    if values is None:
        return None
    if not isinstance(values, list) or not all(isinstance(each, str) and each for each in values):
        raise _WrongError(f"{name}.{key} must be a list of texts")
    return tuple(values)


def _regex(entry: Mapping[str, Any], name: str) -> re.Pattern[str]:
    try:
        return re.compile(_text(entry, "regex"))
    except re.error as error:
        raise _WrongError(f"{name}: the regex {entry['regex']!r} is wrong: {error}") from error


def _text(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value:
        raise _WrongError(f"every entry needs {key}, a text")
    return value


def _kind(entry: Mapping[str, Any]) -> str:
    name = _text(entry, "name")
    if not KIND.fullmatch(name):
        raise _WrongError(f"secrets: the name {name!r} must be capital letters, as CUSTOMER_NUMBER")
    return name
