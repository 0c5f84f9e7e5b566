"""JavaScript and TypeScript: ES modules and CommonJS, relative or by tsconfig's paths and the project's packages.

Suffixes may be left out or be those of what is built (`./a.js` for `a.ts`); a folder means its index file.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from lacewing.project.facts import Import
from lacewing.project.imported import Imported
from lacewing.project.modules.convention import Convention, Target, Wanted
from lacewing.project.modules.files import ProjectPaths, joined
from lacewing.project.modules.package_json import internal_targets, main_targets, package_targets
from lacewing.project.modules.tsconfig import mapped

_SUFFIXES = (".ts", ".tsx", ".d.ts", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts", ".vue", ".svelte")
_TYPED_SUFFIXES = (".ts", ".tsx", ".mts", ".cts")
_RUN_SUFFIXES = (".js", ".jsx", ".mjs", ".cjs")
_BUILT_SUFFIXES = (".js", ".jsx", ".mjs", ".cjs", ".d.ts", ".d.mts", ".d.cts")


def find(files: ProjectPaths, importing: str, imported: Import) -> Sequence[Target]:
    """The first file that is there of those that the specifier may mean."""
    if not imported.module:
        return [Target(importing, imported.name)]
    typed = importing.endswith(_TYPED_SUFFIXES)
    for stem in _stems(files, importing, imported.module):
        if found := _file(files, stem, typed):
            return [Target(found, imported.name)]
    return ()


def _stems(files: ProjectPaths, importing: str, specifier: str) -> Iterator[str]:
    """The paths, with or without suffix, that a specifier may mean: of each place the file, then what the folder means
    (Node.js documentation, "Modules: CommonJS modules", LOAD_AS_FILE and LOAD_AS_DIRECTORY)."""
    specifier = specifier.partition("?")[0]  # bundlers: `./logo.svg?url`
    if specifier.startswith("."):
        place = joined(posixpath.dirname(importing), specifier)
        if posixpath.basename(specifier) not in (".", "..", ""):
            yield place
        yield from _of_folder(files, place)
        return
    for place in _places(files, importing, specifier):
        yield place
        yield from _of_folder(files, place)


def _places(files: ProjectPaths, importing: str, specifier: str) -> Iterator[str]:
    """What a specifier that is not relative may mean."""
    if specifier.startswith("#"):
        yield from internal_targets(files, importing, specifier)
    if specifier.startswith("/"):
        yield specifier.lstrip("/")
    yield from mapped(files.configuration, importing, specifier)
    yield from package_targets(files, specifier)


def _of_folder(files: ProjectPaths, folder: str) -> Iterator[str]:
    """Its package's main file, which may be a folder again, else its index."""
    for main in main_targets(files, folder):
        yield main
        yield joined(main, "index")
    yield joined(folder, "index")


def _file(files: ProjectPaths, stem: str, typed: bool) -> str | None:
    """The file that is there; a `typed` one that imports takes what gives a `.js` its types for it (TypeScript,
    "Modules: Reference", file extension substitution)."""
    candidates = [stem, *(stem + suffix for suffix in _SUFFIXES)]
    if typed and stem.endswith(_RUN_SUFFIXES):
        bare = stem[: stem.rindex(".")]
        candidates = [bare + suffix for suffix in (".ts", ".tsx", ".d.ts", ".mts", ".cts")] + candidates
    for suffix in _BUILT_SUFFIXES:
        if stem.endswith(suffix):
            bare = stem[: -len(suffix)]
            candidates += [bare + other for other in _SUFFIXES]
    return next(iter(files.existing(candidates)), None)


def spell(_files: ProjectPaths, wanted: Wanted) -> Iterator[Imported]:
    """By an alias of the configuration where the file uses it already, else relative; the suffix as the file has it."""
    symbol = wanted.symbol
    if symbol.container or symbol.visibility == "private":
        return
    given = [each for each in wanted.outline.imports if not each.module and each.name == symbol.name]
    default = any(each.alias == "default" for each in given)
    name = "default" if default else given[0].alias if given else symbol.name
    alias = symbol.name if name != symbol.name else ""
    for specifier in _specifiers(wanted):
        yield Imported(specifier, name, alias)


def _specifiers(wanted: Wanted) -> Iterator[str]:
    own = [each.module for each in wanted.own.imports if each.module]
    relative = posixpath.relpath(wanted.path, posixpath.dirname(wanted.importing) or ".")
    relative = relative if relative.startswith(".") else f"./{relative}"
    written = [each for each in own if each.startswith(".")]
    suffix = next((end for end in (".js", ".mjs", ".ts") if any(each.endswith(end) for each in written)), "")
    short = _short(relative, suffix)
    head, _, _ = next((each for each in own if each[:2] in ("@/", "~/", "#/")), "").partition("/")
    if head and relative.startswith("../"):
        for folder in ("src", "", "app"):
            if not folder or f"/{folder}/" in f"/{wanted.path}":
                inside = f"/{wanted.path}".rpartition(f"/{folder}/")[2] if folder else wanted.path
                yield f"{head}/{_short(inside, suffix)}"
    yield short
    yield relative


def _short(path: str, suffix: str) -> str:
    """A path as an import says it: with the `suffix` of what is built, else without one and without `index`."""
    for end in sorted(_SUFFIXES, key=len, reverse=True):
        if path.endswith(end) and end not in (".vue", ".svelte"):
            bare = path[: -len(end)]
            if suffix:
                return bare + suffix
            folder = bare.removesuffix("/index")
            return folder if folder not in (".", "..") else bare if folder == "." else folder
    return path


CONVENTION = Convention(find, spell=spell, reexports=True, whole="default", ambient=True)
