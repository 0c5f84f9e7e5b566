"""Packages of a project that hold several (npm, Yarn, pnpm workspaces): from `name/inside` to files, by `package.json`.

Node.js documentation, "Modules: Packages". Every `package.json` of the project counts, whichever tool lists it as part
of a workspace. What a package gives away is often built; then the source that it is built from is meant.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from lacewing.project.modules.files import ProjectPaths, ancestors, joined
from lacewing.project.modules.jsonc import read_jsonc

_CONDITIONS = ("types", "source", "import", "module", "node", "require", "default", "browser", "deno", "bun", "worker")
_MAIN_FIELDS = ("source", "types", "typings", "module", "main")
_BUILT = frozenset(["dist", "lib", "build", "out", "esm", "cjs", "es", "types"])
_NESTED_DEEP = 8


def package_targets(files: ProjectPaths, specifier: str) -> Iterator[str]:
    """Paths, with or without suffix, that a bare specifier may mean if a package of the project has that name."""
    name, inside = _split(specifier)
    for folder in _packages(files).get(name, ()):
        raw = _package(files, folder) or {}
        for place in _given(raw, inside):
            yield from _sources(joined(folder, place))
        if inside == ".":
            yield from (
                joined(folder, each) for each in ("src/index", "index", "src/main", f"src/{name.rpartition('/')[2]}")
            )
        else:
            yield joined(folder, inside)
            yield joined(folder, f"src/{inside}")


def main_targets(files: ProjectPaths, folder: str) -> Iterator[str]:
    """Paths that a folder means when it is imported by its path: what its `package.json` names as its main file."""
    for place in _given(
        {name: each for name, each in (_package(files, folder) or {}).items() if name != "exports"}, "."
    ):
        yield from _sources(joined(folder, place))


def internal_targets(files: ProjectPaths, importing: str, specifier: str) -> Iterator[str]:
    """Paths that `#name` may mean by the `imports` of the nearest `package.json`."""
    for folder in ancestors(posixpath.dirname(importing)):
        raw = _package(files, folder)
        if raw is not None:
            for place in _matching(raw.get("imports"), specifier):
                yield from _sources(joined(folder, place))
            return


def _split(specifier: str) -> tuple[str, str]:
    """The package's name and what is asked of it: "." or "./path"."""
    parts = specifier.split("/")
    count = 2 if specifier.startswith("@") else 1
    inside = "/".join(parts[count:])
    return "/".join(parts[:count]), f"./{inside}" if inside else "."


def _packages(files: ProjectPaths) -> dict[str, list[str]]:
    """The folders of the project's packages by name."""
    generation = files.configuration.generation()
    known: tuple[int, dict[str, list[str]]] | None = files.remembered.get("packages")
    if known is None or known[0] != generation:
        found: dict[str, list[str]] = {}
        for folder in sorted(files.folders):
            raw = _package(files, folder)
            if raw is not None and isinstance(raw.get("name"), str):
                found.setdefault(raw["name"], []).append(folder)
        known = files.remembered["packages"] = (generation, found)
    return known[1]


def _package(files: ProjectPaths, folder: str) -> dict[str, Any] | None:
    raw: dict[str, Any] | None = files.configuration.parsed(posixpath.join(folder, "package.json"), read_jsonc)
    return raw


def _given(raw: dict[str, Any], inside: str) -> Iterator[str]:
    """Places in the package that stand for `inside`, by `exports`, else by the fields before it."""
    exports = raw.get("exports")
    if exports is not None:
        by_path = isinstance(exports, dict) and any(key.startswith(".") for key in exports)
        yield from _matching(exports if by_path else {".": exports}, inside)
    if inside == ".":
        yield from (raw[name] for name in _MAIN_FIELDS if isinstance(raw.get(name), str))


def _matching(table: Any, wanted: str) -> Iterator[str]:
    if not isinstance(table, dict):
        return
    if wanted in table:
        yield from _by_condition(table[wanted], "", 0)
        return
    for pattern in sorted((key for key in table if "*" in key), key=len, reverse=True):
        head, _, tail = pattern.partition("*")
        if len(wanted) >= len(head) + len(tail) and wanted.startswith(head) and wanted.endswith(tail):
            yield from _by_condition(table[pattern], wanted[len(head) : len(wanted) - len(tail)], 0)
            return


def _by_condition(value: Any, star: str, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value.replace("*", star)
    elif depth < _NESTED_DEEP and isinstance(value, list):
        for each in value:
            yield from _by_condition(each, star, depth + 1)
    elif depth < _NESTED_DEEP and isinstance(value, dict):
        for condition in (
            *(name for name in _CONDITIONS if name in value),
            *(n for n in value if n not in _CONDITIONS),
        ):
            yield from _by_condition(value[condition], star, depth + 1)


def _sources(path: str) -> Iterator[str]:
    """The file itself, and the one that it is built from: `dist/esm/a.js` from `src/a.ts`."""
    yield path
    parts = path.split("/")
    for start, part in enumerate(parts):
        if part in _BUILT:
            end = start
            while parts[end] in _BUILT and end < len(parts) - 1:
                end += 1
            yield "/".join([*parts[:start], "src", *parts[end:]])
            yield "/".join([*parts[:start], *parts[end:]])
            return
