"""Python: the language reference's import system (§5) and `import` statements (§7.11), for sources and stubs.

What `sys.path` will be is unknown; a root is a folder from which a module's dotted path begins and that is no package
itself. The importing file's own folder counts first (a script), then the folders above it, `src` and the rest.
"""

from __future__ import annotations

import functools
import posixpath
import re
import sys
from collections.abc import Iterator, Sequence

from lacewing.project.facts import Import
from lacewing.project.imported import Imported
from lacewing.project.modules.convention import Convention, Target, Wanted
from lacewing.project.modules.files import ProjectPaths, nearness

_STRING = re.compile(r"""["']([^"']+)["']""")
_SUFFIXES = (".py", "/__init__.py", ".pyi", "/__init__.pyi", ".pyw")
_HOLDERS = frozenset(["src", "lib", "python"])
_KEPT = 10_000  # modules, as seen from a folder
_Rank = tuple[int, tuple[int, int, str]]
_ASIDE = frozenset(["example", "examples", "sample", "samples", "fixture", "fixtures", "testdata", "docs"])


def find(files: ProjectPaths, importing: str, imported: Import) -> Sequence[Target]:
    """`from m import n` means n of m, or else the module m.n; `import m` the module m."""
    module, name = imported.module, imported.name
    if name and name != "*":
        of_module = [Target(file, name) for file in module_files(files, importing, module)]
        inner = f"{module}{name}" if module.endswith(".") else f"{module}.{name}"
        return [*of_module, *(Target(file) for file in module_files(files, importing, inner))]
    return [Target(file, name) for file in module_files(files, importing, module)]


def starred(listed: str, name: str) -> bool:
    """Whether `from m import *` brings a name of a module: what `__all__` lists, else all without an underscore."""
    if listed and not listed.endswith("…") and listed.rstrip().endswith(("]", ")")) and "+" not in listed:
        return name in _names_in(listed)
    return bool(listed) or not name.startswith("_")


@functools.lru_cache(512)
def _names_in(listed: str) -> frozenset[str]:
    return frozenset(_STRING.findall(listed))


def module_files(files: ProjectPaths, importing: str, module: str) -> list[str]:
    """The source, then the stub of a module written like this (`a.b`, `..a`) in the file `importing`."""
    dots = len(module) - len(module.lstrip("."))
    parts = [part for part in module[dots:].split(".") if part]
    if dots:
        folder = posixpath.dirname(importing)
        for _ in range(dots - 1):
            folder = posixpath.dirname(folder)
        stem = posixpath.join(folder, *parts)
        return files.existing(_candidates(stem) if stem else [])
    return _absolute(files, importing, "/".join(parts)) if parts else []


def _candidates(stem: str) -> Iterator[str]:
    yield from (stem + suffix for suffix in _SUFFIXES)


def _absolute(files: ProjectPaths, importing: str, tail: str) -> list[str]:
    known: dict[tuple[str, str], list[tuple[_Rank, str]]] = files.remembered.setdefault("python", {})
    folder = posixpath.dirname(importing)
    ranked = known.get((folder, tail))
    if ranked is None:
        if len(known) > _KEPT:
            known.clear()
        ranked = known[folder, tail] = _ranked(files, folder, tail)
    others = [each for each in ranked if each[1] != importing]
    best = min(others)[0] if others else None
    return [path for rank, path in others if rank == best]


def _ranked(files: ProjectPaths, folder: str, tail: str) -> list[tuple[_Rank, str]]:
    """The files that the module may be for code in `folder`, with the ranks of their roots."""
    near = f"{folder}/"
    found = []
    for suffix in _SUFFIXES:
        ends = tail + suffix
        for path in files.ending_with(ends, near):
            root = path[: -len(ends)].rstrip("/")
            if not _is_package(files, root):
                found.append((root, path))
    package, _, inner = tail.partition("/")
    for suffix in (".pyi", "/__init__.pyi"):
        ends = f"{package}-stubs/{inner or '__init__'}{suffix}"
        found += [(path[: -len(ends)].rstrip("/"), path) for path in files.ending_with(ends, near)]
    return [(_rank(root, folder), path) for root, path in found if _may_be_root(root, folder, package)]


def _is_package(files: ProjectPaths, folder: str) -> bool:
    return bool(folder) and (f"{folder}/__init__.py" in files or f"{folder}/__init__.pyi" in files)


def _may_be_root(root: str, folder: str, package: str) -> bool:
    """Whether code in `folder` can have a module of that name from `root`.

    A module of the standard library is taken from elsewhere only where the folder itself, the project's root or one
    that only holds packages has such a one; and what lies aside, in examples or fixtures, is seen from there only.
    """
    if root == folder or not root:
        return True
    if package in sys.stdlib_module_names:
        return posixpath.basename(root).lower() in _HOLDERS
    if folder.startswith(root + "/"):
        return True
    shared = posixpath.commonpath([root, folder]) if folder else ""
    return _ASIDE.isdisjoint(root[len(shared) :].strip("/").split("/"))


def _rank(root: str, folder: str) -> _Rank:
    """Which of several roots that hold such a module counts: all others are hidden by it."""
    if root == folder:
        return 0, (0, 0, "")
    if not root or folder.startswith(root + "/"):
        return 1, (-len(root), 0, "")
    return 2, nearness(root + "/", f"{folder}/")


def spell(files: ProjectPaths, wanted: Wanted) -> Iterator[Imported]:
    """`from m import n`, relative where the file writes its own package's imports so."""
    if wanted.symbol.container:
        return
    stem = wanted.path
    for suffix in sorted(_SUFFIXES, key=len, reverse=True):
        if stem.endswith(suffix):
            stem = stem[: -len(suffix)]
            break
    if any(each.module.startswith(".") for each in wanted.own.imports):
        yield from (Imported(module, wanted.symbol.name) for module in _relative(files, stem, wanted.importing))
    parts = stem.split("/")
    package = len(parts) - 1
    while package > 0 and _is_package(files, "/".join(parts[:package])):
        package -= 1
    # Without `__init__.py` nothing says where the packages begin: at the root, or below a folder that only holds them.
    starts = [package] if package < len(parts) - 1 else [int(parts[0] in _HOLDERS), *range(len(parts))]
    heads = {each.module.partition(".")[0] for each in wanted.own.imports}
    starts = [*(start for start in range(package) if parts[start] in heads), *starts]
    for start in dict.fromkeys(starts):
        if all(part.isidentifier() for part in parts[start:]):
            yield Imported(".".join(parts[start:]), wanted.symbol.name)


def _relative(files: ProjectPaths, stem: str, importing: str) -> Iterator[str]:
    """The module seen from the file, where both lie in one package."""
    folder, dots = posixpath.dirname(importing), "."
    while True:
        if stem.startswith(folder + "/") and folder:
            yield dots + stem[len(folder) + 1 :].replace("/", ".")
            return
        if not _is_package(files, folder):
            return
        folder, dots = posixpath.dirname(folder), dots + "."


CONVENTION = Convention(find, starred=starred, spell=spell, reexports=True, descriptors=True)
