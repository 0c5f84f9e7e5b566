"""The providers people use, by name: `presets.toml`. A setting "provider:name" picks one, and a model's name there."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "presets.toml"


@functools.cache
def load_presets() -> dict[str, Preset]:
    """All presets by name, in the order of the file."""
    presets = {}
    for name, raw in tomllib.loads(_FILE.read_text("utf-8")).items():
        presets[name] = Preset(
            name, raw["title"], raw["protocol"], raw["url"], raw.get("key", ""), raw.get("fim", ""),
            raw.get("example", ""), Dialect(**raw.get("dialect", {})),
        )  # fmt: skip
    return presets


@dataclass(frozen=True, slots=True)
class Dialect:
    """Where servers of one provider differ from each other.

    `max_tokens` names the field for the length of a chat answer; `fim_url` is the address of the native fill-in route
    where it is not the usual one, and `fim_max_tokens` its limit; `max_stops` is how many stop texts are taken;
    `embed_batch` is how many texts are embedded by one request, 0 where the provider embeds none; temperatures outside
    the two bounds are moved to them; `usage` asks for token counts; `context_window` is asked of servers that would
    else cut a prompt silently; `reads_tokens` says that the server may take special tokens in user code for its own;
    `signed_key` sends a token signed with the key in its place (`signed_key.py`); `extra` is added to every body.
    """

    max_tokens: str = "max_tokens"
    fim_url: str = ""
    fim_max_tokens: int = 4096
    max_stops: int = 16
    embed_batch: int = 32
    min_temperature: float = 0.0
    max_temperature: float = 2.0
    usage: bool = False
    context_window: int = 8192
    reads_tokens: bool = False
    signed_key: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Preset:
    """One entry of `presets.toml`: `protocol` is a module of `providers/`, `key` an environment variable or "".

    `example` is the name of a model there, "" where the server needs none.
    """

    name: str
    title: str
    protocol: str
    url: str
    key: str
    fim: str
    example: str
    dialect: Dialect
