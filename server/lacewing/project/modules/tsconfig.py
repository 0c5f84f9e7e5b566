"""What `tsconfig.json` and `jsconfig.json` say of modules: `baseUrl`, `paths`, `extends`, `references`.

TypeScript handbook, "Modules: Reference". Packages that are extended are not read: they lie outside of the project.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any, NamedTuple

from lacewing.project.configuration import Configuration
from lacewing.project.modules.files import ancestors, joined
from lacewing.project.modules.jsonc import read_jsonc

_NAMES = ("tsconfig.json", "jsconfig.json")
_EXTENDS_DEEP = 8


class PathMapping(NamedTuple):
    """Where specifiers lead: `base` is the folder of `baseUrl` (None without), `paths` are (pattern, substitutes, the
    folder that these are relative to)."""

    base: str | None
    paths: tuple[tuple[str, tuple[str, ...], str], ...]


def mapped(configuration: Configuration, importing: str, specifier: str) -> Iterator[str]:
    """Paths without suffix that a bare specifier in the file `importing` may mean, the likeliest first."""
    for mapping in _mappings(configuration, posixpath.dirname(importing)):
        best = max((each for each in mapping.paths if _fits(each[0], specifier)), key=_exactness, default=None)
        if best is not None:
            pattern, substitutes, folder = best
            star = _star(pattern, specifier)
            for substitute in substitutes:
                yield joined(folder, substitute.replace("*", star, 1))
        if mapping.base is not None:
            yield joined(mapping.base, specifier)


def _mappings(configuration: Configuration, folder: str) -> list[PathMapping]:
    """Those of the nearest configuration file, and of the ones that it is split into."""
    for above in ancestors(folder):
        for name in _NAMES:
            path = posixpath.join(above, name)
            raw = configuration.parsed(path, read_jsonc)
            if raw is not None:
                found = [_mapping(configuration, path, 0)]
                for reference in _objects(raw.get("references")):
                    inner = joined(above, str(reference.get("path", "")))
                    inner = inner if inner.endswith(".json") else posixpath.join(inner, name)
                    found.append(_mapping(configuration, inner, 0))
                return found
    return []


def _mapping(configuration: Configuration, path: str, depth: int) -> PathMapping:
    raw = configuration.parsed(path, read_jsonc)
    if raw is None:
        return PathMapping(None, ())
    folder = posixpath.dirname(path)
    base: str | None = None
    paths: tuple[tuple[str, tuple[str, ...], str], ...] = ()
    if depth < _EXTENDS_DEEP:
        extended = raw.get("extends")
        for each in [extended] if isinstance(extended, str) else _strings(extended):
            if each.startswith("."):
                inherited = _mapping(configuration, _with_suffix(joined(folder, each)), depth + 1)
                base = base if inherited.base is None else inherited.base
                paths = inherited.paths or paths
    options = raw.get("compilerOptions")
    options = options if isinstance(options, dict) else {}
    if isinstance(options.get("baseUrl"), str):
        base = joined(folder, options["baseUrl"])
    if isinstance(options.get("paths"), dict):
        relative_to = folder if base is None else base
        paths = tuple((pattern, tuple(_strings(to)), relative_to) for pattern, to in options["paths"].items())
    return PathMapping(base, paths)


def _with_suffix(path: str) -> str:
    return path if path.endswith(".json") else path + ".json"


def _fits(pattern: str, specifier: str) -> bool:
    head, star, tail = pattern.partition("*")
    if not star:
        return pattern == specifier
    return len(specifier) >= len(head) + len(tail) and specifier.startswith(head) and specifier.endswith(tail)


def _exactness(mapping: tuple[str, tuple[str, ...], str]) -> tuple[bool, int]:
    """TypeScript takes an exact pattern, else the one with the longest part before the star."""
    head, star, _ = mapping[0].partition("*")
    return not star, len(head)


def _star(pattern: str, specifier: str) -> str:
    head, star, tail = pattern.partition("*")
    return specifier[len(head) : len(specifier) - len(tail)] if star else ""


def _strings(value: Any) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _objects(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
