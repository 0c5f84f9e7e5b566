"""PHP: names in namespaces, found where the PSR-4 tables of `composer.json` say, else wherever they are declared.

php-fig.org/psr/psr-4 and getcomposer.org/doc/04-schema.md#psr-4. Files that are required give all that they define.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from typing import Any

from lacewing.project.facts import Import, Outline
from lacewing.project.imported import Imported
from lacewing.project.modules.convention import Convention, Target, Wanted
from lacewing.project.modules.files import ProjectPaths, ancestors, joined
from lacewing.project.modules.jsonc import read_jsonc


def find(files: ProjectPaths, importing: str, imported: Import) -> Sequence[Target]:
    """The class, function or constant of that name, or the required file."""
    if imported.name == "*":
        return _required(files, importing, imported.module)
    parts = [part for part in imported.module.split("\\") if part]
    if imported.name != imported.module:
        parts.append(imported.name)
    for path in _by_psr4(files, importing, "\\".join(parts)):
        if path in files:
            return [Target(path, parts[-1])]
    return [Target("", ".".join(parts))]


def _required(files: ProjectPaths, importing: str, path: str) -> Sequence[Target]:
    """Beside the file, else below the project's root or a folder of the include path."""
    relative = joined(posixpath.dirname(importing), path.lstrip("/") if path.startswith("/") else path)
    found = files.existing([relative, path.lstrip("./")]) or files.ending_with(
        posixpath.normpath(path).lstrip("./"), importing
    )
    return [Target(found[0], "*")] if found else ()


def _by_psr4(files: ProjectPaths, importing: str, name: str) -> Iterator[str]:
    """Paths where the autoloader would look for a class, the longest prefix first."""
    found: list[tuple[int, str]] = []
    for folder in ancestors(posixpath.dirname(importing)):
        raw = files.configuration.parsed(posixpath.join(folder, "composer.json"), read_jsonc)
        for prefix, places in _tables(raw or {}):
            if name.startswith(prefix):
                inside = name[len(prefix) :].replace("\\", "/") + ".php"
                found += [(-len(prefix), joined(folder, posixpath.join(place, inside))) for place in places]
    yield from (path for _, path in sorted(found))


def _tables(raw: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for section in ("autoload", "autoload-dev"):
        table = raw.get(section)
        table = table.get("psr-4") if isinstance(table, dict) else None
        for prefix, places in table.items() if isinstance(table, dict) else ():
            places = places if isinstance(places, list) else [places]
            yield prefix, [place for place in places if isinstance(place, str)]


def spell(_files: ProjectPaths, wanted: Wanted) -> Iterator[Imported]:
    """A class by its namespace, where that is not the file's own."""
    namespace, own = _namespace(wanted.outline), _namespace(wanted.own)
    if not wanted.symbol.container and wanted.symbol.kind in ("class", "interface", "enum") and namespace != own:
        yield Imported(namespace or wanted.symbol.name, wanted.symbol.name)


def _namespace(outline: Outline) -> str:
    return next((symbol.name for symbol in outline.symbols if symbol.kind == "module"), "")


CONVENTION = Convention(
    find,
    spell=spell,
    packages="module",
    reexports=True,
    separator="\\",
    own=frozenset(["$this", "self", "static"]),
    parents=frozenset(["parent"]),
)
