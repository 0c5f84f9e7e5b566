"""Layers of configuration read into the areas' own Options.

From weakest to strongest: defaults, the user's `config.toml`, the project's `.lacewing.toml`, the editor's settings,
environment variables `LACEWING_<SECTION>_<KEY>`. A project may not say where code is sent or what is executed: keys
that do (`PROTECTED`) are refused in `.lacewing.toml`, because opening a stranger's project must not leak anything.
`model = "provider:name"` is short for the two settings of that section, and so is `LACEWING_MODEL` in the environment.
A wrong value is reported with the place it stands in and the next weaker layer's value is used.
"""

from __future__ import annotations

import os
import tomllib
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, field, fields, is_dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

import platformdirs

from lacewing.engine.options import EngineOptions
from lacewing.features.completion.options import CompletionOptions
from lacewing.features.explain.options import ExplainOptions
from lacewing.features.lint.options import LintOptions
from lacewing.features.navigation.options import NavigationOptions
from lacewing.features.next_edit.options import NextEditOptions
from lacewing.features.testgen.options import TestgenOptions
from lacewing.model.network.options import NetworkOptions
from lacewing.model.options import ModelOptions, named
from lacewing.model.redaction.options import PrivacyOptions
from lacewing.model.routing.options import RoutingOptions
from lacewing.project.options import ProjectOptions

PROJECT_FILE = ".lacewing.toml"
PROTECTED = ("model.", "routing.", "network.", "privacy.", "testgen.python")


@dataclass(frozen=True, slots=True)
class Config:
    """All options, one section an area."""

    completion: CompletionOptions = field(default_factory=CompletionOptions)
    navigation: NavigationOptions = field(default_factory=NavigationOptions)
    next_edit: NextEditOptions = field(default_factory=NextEditOptions)
    explain: ExplainOptions = field(default_factory=ExplainOptions)
    testgen: TestgenOptions = field(default_factory=TestgenOptions)
    lint: LintOptions = field(default_factory=LintOptions)
    project: ProjectOptions = field(default_factory=ProjectOptions)
    model: ModelOptions = field(default_factory=ModelOptions)
    routing: RoutingOptions = field(default_factory=RoutingOptions)
    network: NetworkOptions = field(default_factory=NetworkOptions)
    privacy: PrivacyOptions = field(default_factory=PrivacyOptions)
    engine: EngineOptions = field(default_factory=EngineOptions)


@dataclass(frozen=True, slots=True)
class LoadedConfig:
    """The options in force, and a sentence for every value that was refused."""

    config: Config
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """Nested settings as read, and `origin`: the file, editor or environment they came from."""

    origin: str
    values: Mapping[str, Any]
    trusted: bool = True


def user_config_file() -> Path:
    """Where the user's own settings stand, on this platform."""
    return Path(platformdirs.user_config_dir("lacewing", appauthor=False)) / "config.toml"


def load_config(
    root: Path | None, editor: Mapping[str, Any] | None = None, environ: Mapping[str, str] = os.environ
) -> LoadedConfig:
    """The options for the project at `root`; `editor` is the editor's `lacewing` section, nested."""
    problems: list[str] = []
    layers = [_read_file(user_config_file(), True, problems)]
    if root is not None:
        layers.append(_read_file(root / PROJECT_FILE, False, problems))
    layers.append(Layer("editor settings", editor or {}))
    layers.append(Layer("environment", _from_environment(environ)))
    config = Config()
    for layer in layers:
        config = _apply(config, layer, problems)
    return LoadedConfig(config, tuple(problems))


def settings() -> Iterator[tuple[str, Field[Any], Any]]:
    """Every setting as (dotted key, dataclass field, its type), in the order of the sections."""
    for section in fields(Config):
        options = section.default_factory
        hints = typing.get_type_hints(options)
        for option in fields(typing.cast("Any", options)):
            yield f"{section.name}.{option.name}", option, hints[option.name]


def _read_file(path: Path, trusted: bool, problems: list[str]) -> Layer:
    try:
        return Layer(str(path), tomllib.loads(path.read_text("utf-8")), trusted)
    except FileNotFoundError:
        pass
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        problems.append(f"{path}: not read, its settings are ignored: {reason}")
    return Layer(str(path), {}, trusted)


def _from_environment(environ: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    if "LACEWING_MODEL" in environ:
        found["model"] = dict(named(environ["LACEWING_MODEL"]))
    for key, _option, kind in settings():
        section, name = key.split(".")
        text = environ.get(f"LACEWING_{section}_{name}".upper())
        if text is not None:
            found.setdefault(section, {})[name] = _parse_text(text, kind)
    return found


def _parse_text(text: str, kind: Any) -> Any:
    """A value from an environment variable, as TOML would have given it; left as text when it does not fit."""
    if kind is bool:
        return {"1": True, "true": True, "on": True, "0": False, "false": False, "off": False}.get(text.lower(), text)
    if kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            return text
    if typing.get_origin(kind) is tuple:
        return [part.strip() for part in text.split(",") if part.strip()]
    return text


def _apply(config: Config, layer: Layer, problems: list[str]) -> Config:
    known = {section.name for section in fields(Config)}
    for section, written in layer.values.items():
        values = named(written) if section == "model" and isinstance(written, str) else written
        if section not in known:
            problems.append(f"{layer.origin}: unknown section {section!r}{_suggest(section, known)}")
        elif not isinstance(values, Mapping):
            wanted = '"provider:name" or a table of settings' if section == "model" else "a table of settings"
            problems.append(f"{layer.origin}: {section} must be {wanted}, not {values!r}")
        else:
            options = _apply_section(section, getattr(config, section), values, layer, problems)
            config = replace(config, **{section: options})
    return config


def _apply_section(section: str, options: Any, values: Mapping[str, Any], layer: Layer, problems: list[str]) -> Any:
    hints = typing.get_type_hints(type(options))
    changes: dict[str, Any] = {}
    for name, value in values.items():
        key = f"{section}.{name}"
        if name not in hints:
            problems.append(f"{layer.origin}: unknown setting {key}{_suggest(name, set(hints))}")
        elif not layer.trusted and key.startswith(PROTECTED):
            problems.append(f"{layer.origin}: {key} is ignored here: a project may not set it, your own settings may")
        else:
            try:
                changes[name] = coerce(value, hints[name])
            except ValueError as error:
                problems.append(f"{layer.origin}: {key} {error}")
    try:
        return replace(options, **changes)
    except ValueError as error:
        problems.append(f"{layer.origin}: {section}: {error}")
        return options


def coerce(value: Any, kind: Any) -> Any:
    """`value` as the type `kind` of an option; raises ValueError saying what was wanted."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is Literal:
        if value in arguments:
            return value
        raise ValueError(f"must be one of {', '.join(map(str, arguments))}, not {value!r}")
    if origin in (typing.Union, types.UnionType):
        return None if value is None else coerce(value, next(a for a in arguments if a is not type(None)))
    if origin is tuple:
        if isinstance(value, list | tuple):
            return tuple(coerce(item, arguments[0]) for item in value)
        raise ValueError(f"must be a list, not {value!r}")
    if origin in (dict, Mapping):
        if isinstance(value, Mapping):
            return {str(name): coerce(item, arguments[1]) for name, item in value.items()}
        raise ValueError(f"must be a table, not {value!r}")
    if is_dataclass(kind):
        return _coerce_table(value, kind)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
        return value
    words = {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}
    raise ValueError(f"must be {words.get(kind, kind)}, not {value!r}")


def _coerce_table(value: Any, kind: Any) -> Any:
    if kind is ModelOptions and isinstance(value, str):
        value = named(value)
    if not isinstance(value, Mapping):
        raise ValueError(f"must hold tables, not {value!r}")
    hints = typing.get_type_hints(kind)
    for name in value:
        if name not in hints:
            raise ValueError(f"has the unknown setting {name!r}{_suggest(name, set(hints))}")
    changes = {}
    for name, item in value.items():
        try:
            changes[name] = coerce(item, hints[name])
        except ValueError as error:
            raise ValueError(f"has a wrong {name}: it {error}") from error
    return kind(**changes)


def _suggest(name: str, known: set[str]) -> str:
    close = get_close_matches(name, known, 1)
    return f"; did you mean {close[0]!r}?" if close else ""
