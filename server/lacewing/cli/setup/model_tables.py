"""The settings that `lacewing setup model` writes: a model, and an embedding model beside it."""

from __future__ import annotations

import tomllib
from typing import Any

import click

from lacewing.model.options import ModelOptions

_EMBEDDING = "vectors"
_WRITTEN = ("provider", "name", "endpoint", "fim", "api_key_env")


def tables(model: ModelOptions, embedding: ModelOptions | None) -> str:
    """The settings in TOML; what the provider's preset says is not repeated."""
    text = _table("model", model)
    if embedding is not None:
        text += f'\n[routing]\nembedding = ["{_EMBEDDING}"]\n\n' + _table(f"routing.endpoints.{_EMBEDDING}", embedding)
    return text


def embedding_in(text: str) -> ModelOptions | None:
    """The embedding model of settings that `tables` made; None where there is none, or they were changed by hand."""
    try:
        values = tomllib.loads(text)["routing"]["endpoints"][_EMBEDDING]
        known: dict[str, Any] = {
            name: value for name, value in values.items() if name in _WRITTEN and isinstance(value, str)
        }
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError):
        return None
    return ModelOptions(**known)


def _table(title: str, options: ModelOptions) -> str:
    values = {name: getattr(options, name) for name in _WRITTEN}
    lines = [f"[{title}]", *(f"{name} = {_quoted(value)}" for name, value in values.items() if value)]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    if not escaped.isprintable():
        raise click.UsageError(f"{text!r} cannot be written into a settings file")
    return f'"{escaped}"'
