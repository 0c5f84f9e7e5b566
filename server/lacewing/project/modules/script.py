"""JavaScript and TypeScript: ES modules and CommonJS, relative or by tsconfig's paths and the project's packages.

Suffixes may be left out or be those of what is built (`./a.js` for `a.ts`); a folder means its index file.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from lacewing.project.facts import Import
from lacewing.project.modules.convention import Convention, Target
from lacewing.project.modules.files import ProjectPaths, joined
from lacewing.project.modules.package_json import internal_targets, package_targets
from lacewing.project.modules.tsconfig import mapped

_SUFFIXES = (".ts", ".tsx", ".d.ts", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts", ".vue", ".svelte")
_BUILT_SUFFIXES = (".js", ".jsx", ".mjs", ".cjs", ".d.ts", ".d.mts", ".d.cts")


def find(files: ProjectPaths, importing: str, imported: Import) -> Sequence[Target]:
    """The first file that is there of those that the specifier may mean."""
    if not imported.module:
        return [Target(importing, imported.name)]
    for stem in _stems(files, importing, imported.module):
        if found := _file(files, stem):
            return [Target(found, imported.name)]
    return ()


def _stems(files: ProjectPaths, importing: str, specifier: str) -> Iterator[str]:
    specifier = specifier.partition("?")[0]  # bundlers: `./logo.svg?url`
    if specifier.startswith("."):
        yield joined(posixpath.dirname(importing), specifier)
        return
    if specifier.startswith("#"):
        yield from internal_targets(files, importing, specifier)
    if specifier.startswith("/"):
        yield specifier.lstrip("/")
    yield from mapped(files.configuration, importing, specifier)
    yield from package_targets(files, specifier)


def _file(files: ProjectPaths, stem: str) -> str | None:
    candidates = [stem, *(stem + suffix for suffix in _SUFFIXES)]
    for suffix in _BUILT_SUFFIXES:
        if stem.endswith(suffix):
            bare = stem[: -len(suffix)]
            candidates += [bare + other for other in _SUFFIXES]
    candidates += [posixpath.join(stem, f"index{suffix}") for suffix in _SUFFIXES]
    return next(iter(files.existing(candidates)), None)


CONVENTION = Convention(find, reexports=True, whole="default")
