"""Files made from the code: what they must hold. `LACEWING_UPDATE_GOLDENS=1 pytest tests/tidy` writes them."""

from __future__ import annotations

import json
import typing
from collections.abc import Callable
from dataclasses import MISSING, is_dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]

SETTINGS_HEAD = """\
Each setting stands, from weakest to strongest, in the user's `config.toml` (on Linux in `~/.config/lacewing`, on macOS
in `~/Library/Application Support/lacewing`), in the project's `.lacewing.toml`, in the editor's settings under
`lacewing`, or in an environment variable `LACEWING_<SECTION>_<NAME>`. Those with a lock say where code goes or what is
executed: a project's own `.lacewing.toml` may not set them. This file is made from the code."""


def configuration() -> str:
    """docs/configuration.md"""
    from lacewing.config import PROTECTED, settings

    lines = ["# Settings", "", *SETTINGS_HEAD.split("\n")]
    section = ""
    for key, option, kind in settings():
        name, _, field = key.partition(".")
        if name != section:
            section = name
            lines += ["", f"## `[{section}]`", "", "| Setting | Type | Default | |", "|---|---|---|---|"]
        lock = " 🔒" if key.startswith(PROTECTED) else ""
        default = json.dumps(default_of(option), ensure_ascii=False)
        lines.append(f"| `{field}`{lock} | {type_name(kind)} | `{default}` | {option.metadata['doc']} |")
    return "\n".join(lines) + "\n"


def registry() -> str:
    """docs/generated/registry.md: everything that is discovered by folder."""
    from lacewing.features.lint.rules import load_rules
    from lacewing.model.templates import template_names
    from lacewing.project.context import retrievers
    from lacewing.syntax.language import languages

    def files(folder: str) -> list[str]:
        return sorted(p.stem for p in (ROOT / "server/lacewing" / folder).glob("*.py") if p.stem != "__init__")

    parts = {
        "Languages": [f"{each.name} ({', '.join(each.suffixes)})" for each in languages().values()],
        "Lint rules": sorted(f"{rule.name} ({', '.join(rule.languages)})" for rule in load_rules().rules),
        "LSP methods": files("lsp/methods"),
        "LSP commands": files("lsp/commands"),
        "Retrievers": list(retrievers()),
        "Model providers": files("model/providers"),
        "Fill-in-the-middle formats": template_names(),
        "Completion filters": files("features/completion/filters"),
    }
    lines = [
        "# Registry",
        "",
        "Everything that is discovered by folder; made from the code, so that additions are seen.",
    ]
    for title, names in parts.items():
        lines += ["", f"## {title} ({len(names)})", "", *(f"- {name}" for name in names)]
    return "\n".join(lines) + "\n"


GENERATED: dict[str, Callable[[], str]] = {
    "docs/configuration.md": configuration,
    "docs/generated/registry.md": registry,
}


def default_of(option: Any) -> Any:
    value = option.default if option.default is not MISSING else option.default_factory()
    return list(value) if isinstance(value, tuple) else dict(value) if isinstance(value, typing.Mapping) else value


def type_name(kind: Any) -> str:
    schema = schema_of(kind)
    if "enum" in schema:
        return " \\| ".join(f"`{value}`" for value in schema["enum"])
    if schema["type"] == "array":
        return "list of texts"
    return {"boolean": "true / false", "integer": "whole number", "number": "number", "string": "text",
            "object": "table"}[schema["type"]]  # fmt: skip


def schema_of(kind: Any) -> dict[str, Any]:
    """The JSON schema of an option's type."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Literal:
        return {"type": "string", "enum": list(arguments)}
    if origin is tuple:
        return {"type": "array", "items": schema_of(arguments[0])}
    if origin is not None and issubclass(origin, typing.Mapping):
        return {"type": "object", "additionalProperties": schema_of(arguments[1])}
    if is_dataclass(kind):
        return {"type": "object"}
    return {"type": {bool: "boolean", int: "integer", float: "number", str: "string"}[kind]}
