"""Writes the server's options into `package.json` as settings; `--check` only says whether they are up to date.

The categories of `contributes.configuration` whose id starts with `server.` are generated here; others are kept. What
decides where code is sent or what is executed joins `restrictedConfigurations`: an untrusted workspace may not set it.
"""

import json
import sys
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from pathlib import Path
from typing import Any, Literal

from lacewing.config import PROTECTED, settings

MANIFEST = Path(__file__).resolve().parent.parent / "package.json"
GENERATED = "server."
# VS Code makes a setting's own title from its key, whatever else is declared; those of the groups are ours.
TITLES = {"next_edit": "Next edit", "explain": "Explanations", "testgen": "Generated tests"}
SCALARS = {bool: "boolean", int: "integer", float: "number", str: "string"}


def main(arguments: list[str]) -> int:
    """Write the manifest, or with `--check` compare it: 1 when it is out of date."""
    before = MANIFEST.read_text("utf-8")
    after = json.dumps(with_settings(json.loads(before)), indent=2, ensure_ascii=False) + "\n"
    if "--check" in arguments:
        if before != after:
            print(f"{MANIFEST} is out of date: run npm run settings in its folder", file=sys.stderr)
        return int(before != after)
    MANIFEST.write_text(after, "utf-8")
    return 0


def with_settings(manifest: dict[str, Any]) -> dict[str, Any]:
    """The manifest with its generated parts made anew."""
    categories: dict[str, dict[str, Any]] = {}
    restricted = []
    for key, option, kind in settings():
        section = key.split(".")[0]
        category = categories.setdefault(
            section,
            {
                "id": GENERATED + section,
                "title": f"Lacewing: {TITLES.get(section, section.capitalize())}",
                "order": len(categories) + 1,
                "properties": {},
            },
        )
        protected = key.startswith(PROTECTED)
        # In the order of the documents, which keeps together what belongs together, not in that of the alphabet.
        order = {"order": len(category["properties"])}
        category["properties"][f"lacewing.{key}"] = {**property_of(option, kind, protected), **order}
        if protected:
            restricted.append(f"lacewing.{key}")
    contributes = manifest["contributes"]
    kept = [category for category in contributes["configuration"] if not category["id"].startswith(GENERATED)]
    contributes["configuration"] = [*kept, *categories.values()]
    own = [key for category in kept for key in category["properties"] if key.startswith("lacewing.server.")]
    manifest["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"] = own + restricted
    return manifest


def property_of(option: "Field[Any]", kind: Any, protected: bool) -> dict[str, Any]:
    """One setting as VS Code declares it."""
    default = option.default if option.default is not MISSING else option.default_factory()  # type: ignore[misc]
    return {
        **schema(kind),
        "default": json.loads(json.dumps(default, default=dict)),
        "scope": "machine" if protected else "resource",
        "markdownDescription": option.metadata["doc"],
    }


def schema(kind: Any) -> dict[str, Any]:
    """The JSON schema of an option's type; raises TypeError for one that settings cannot hold."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if kind in SCALARS:
        return {"type": SCALARS[kind]}
    if origin is Literal:
        return {"type": "string", "enum": list(arguments)}
    if origin is tuple:
        return {"type": "array", "items": schema(arguments[0])}
    if origin in (dict, Mapping):
        return {"type": "object", "additionalProperties": schema(arguments[1])}
    if origin in (typing.Union, types.UnionType):
        (inner,) = (schema(argument) for argument in arguments if argument is not types.NoneType)
        return {**inner, "type": [inner["type"], "null"]}
    if is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        properties = {option.name: property_of(option, hints[option.name], False) for option in fields(kind)}
        return {"type": "object", "properties": {name: _inner(each) for name, each in properties.items()}}
    raise TypeError(f"settings cannot hold {kind}")


def _inner(declared: dict[str, Any]) -> dict[str, Any]:
    """A setting inside of another: without what only settings of their own have."""
    return {name: value for name, value in declared.items() if name not in ("scope", "default")}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
