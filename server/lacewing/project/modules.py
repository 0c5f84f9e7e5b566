"""From an import, as written, to the files of the project it may mean, by each language's own convention.

A convention is named in `language.toml` (`[imports] style = …`); this module knows the conventions, not the languages.
All paths are POSIX, relative to the project's root. Pure: the list of files is an argument.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Callable, Iterable

from lacewing.project.facts import Import

_SCRIPT_SUFFIXES = (".ts", ".tsx", ".d.ts", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts")


class ModuleFinder:
    """Finds files by the ends of their paths; made once for a list of `files`."""

    def __init__(self, files: Iterable[str]) -> None:
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._folders: dict[str, list[str]] = defaultdict(list)
        self._all = set()
        for path in files:
            self._all.add(path)
            self._by_name[posixpath.basename(path)].append(path)
            self._folders[posixpath.dirname(path)].append(path)

    def find(self, importing: str, imported: Import, style: str) -> list[str]:
        """The files that `imported`, standing in the file `importing`, may mean; nearest first, [] when none does."""
        convention = _CONVENTIONS.get(style)
        return convention(self, importing, imported) if convention else []

    def siblings(self, path: str) -> list[str]:
        """The files in the same folder, `path` itself left out."""
        return [other for other in self._folders[posixpath.dirname(path)] if other != path]

    def ending_with(self, suffix: str, near: str) -> list[str]:
        """Files whose path is or ends with `/suffix`, those sharing most of `near`'s folders first."""
        name = posixpath.basename(suffix)
        found = [path for path in self._by_name.get(name, ()) if path == suffix or path.endswith("/" + suffix)]
        return sorted(found, key=lambda path: (-_shared_folders(path, near), len(path), path))

    def exactly(self, candidates: Iterable[str]) -> list[str]:
        """Those of `candidates` that exist, in their order."""
        return [path for path in candidates if path in self._all]

    def in_folder_ending_with(self, suffix: str) -> list[str]:
        """Files directly in folders whose path is or ends with `/suffix`."""
        return [
            path
            for folder, paths in self._folders.items()
            if folder == suffix or folder.endswith("/" + suffix)
            for path in paths
        ]


def _shared_folders(path: str, near: str) -> int:
    shared = 0
    for one, other in zip(path.split("/")[:-1], near.split("/")[:-1], strict=False):
        if one != other:
            break
        shared += 1
    return shared


def _python(finder: ModuleFinder, importing: str, imported: Import) -> list[str]:
    """Python language reference §5.4 and §7.11: dotted modules, leading dots for the package of the importing file."""
    module = imported.module
    dots = len(module) - len(module.lstrip("."))
    parts = [part for part in module[dots:].split(".") if part]
    tails = [[*parts, imported.name]] if imported.name and imported.name != "*" else []
    tails.append(parts)
    found: list[str] = []
    for tail in tails:
        if dots:
            folder = posixpath.dirname(importing)
            for _ in range(dots - 1):
                folder = posixpath.dirname(folder)
            stem = posixpath.join(folder, *tail) if tail else folder
            found += finder.exactly(_python_files(stem))
        elif tail:
            for suffix in _python_files("/".join(tail)):
                found += finder.ending_with(suffix, importing)
    return list(dict.fromkeys(found))


def _python_files(stem: str) -> list[str]:
    return [f"{stem}.py", f"{stem}/__init__.py", f"{stem}.pyi", f"{stem}/__init__.pyi"]


def _script(finder: ModuleFinder, importing: str, imported: Import) -> list[str]:
    """ECMAScript and TypeScript: relative specifiers with the suffix left out or written `.js`, and index files."""
    module = imported.module
    if not module.startswith("."):
        name = module.rpartition("/")[2]
        found = [
            path for suffix in _SCRIPT_SUFFIXES for path in finder.ending_with(f"{name}/src/index{suffix}", importing)
        ]
        return found or [path for s in _SCRIPT_SUFFIXES for path in finder.ending_with(f"{name}/index{s}", importing)]
    stem = posixpath.normpath(posixpath.join(posixpath.dirname(importing), module))
    bare = stem.removesuffix(".js").removesuffix(".jsx").removesuffix(".mjs")
    candidates = [stem, *(bare + suffix for suffix in _SCRIPT_SUFFIXES)]
    return finder.exactly([*candidates, *(f"{stem}/index{suffix}" for suffix in _SCRIPT_SUFFIXES)])


def _java(finder: ModuleFinder, importing: str, imported: Import) -> list[str]:
    """Java language specification §7.5: `a.b.C`, `a.b.*`, and static imports of members of `a.b.C`."""
    dotted = ".".join(part for part in (imported.module, imported.name) if part and part != "*")
    parts = dotted.split(".")
    for end in (len(parts), len(parts) - 1):
        if end > 0 and (found := finder.ending_with("/".join(parts[:end]) + ".java", importing)):
            return found
    return finder.in_folder_ending_with("/".join(parts)) if imported.name == "*" else []


def _include(finder: ModuleFinder, importing: str, imported: Import) -> list[str]:
    """C and C++: beside the including file, else any file with that path under some include root."""
    path = imported.module.strip('<>"')
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(importing), path))
    headers = finder.exactly([beside]) or finder.ending_with(posixpath.normpath(path).lstrip("./"), importing)
    stems = [header.rpartition(".")[0] for header in headers]
    paired = finder.exactly(stem + suffix for stem in stems for suffix in (".c", ".cc", ".cpp", ".cxx"))
    return [*headers, *(path for path in paired if path != importing)]


def _go(finder: ModuleFinder, importing: str, imported: Import) -> list[str]:
    """Go: the folder whose path ends like the import path; the module's own prefix is not a folder, so it shrinks."""
    parts = imported.module.strip('"').split("/")
    for start in range(len(parts)):
        suffix = "/".join(parts[start:])
        if found := finder.in_folder_ending_with(suffix):
            return [path for path in found if path != importing and not path.endswith("_test.go")]
    return []


_CONVENTIONS: dict[str, Callable[[ModuleFinder, str, Import], list[str]]] = {
    "python": _python,
    "script": _script,
    "java": _java,
    "include": _include,
    "go": _go,
}
