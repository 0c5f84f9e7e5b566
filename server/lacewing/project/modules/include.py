"""C and C++: files include each other by path, beside the including file or below an include root.

The roots are those of `compile_commands.json` (clang.llvm.org/docs/JSONCompilationDatabase.html) where there is one;
without it any file with that path counts, the nearest first. What a header declares, the source of its name defines.
"""

from __future__ import annotations

import posixpath
import shlex
from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from lacewing.project.configuration import ConfigurationError
from lacewing.project.facts import Import
from lacewing.project.imported import Imported
from lacewing.project.modules.convention import Convention, Target, Wanted
from lacewing.project.modules.files import ProjectPaths, joined

_SOURCES = (".c", ".cc", ".cpp", ".cxx", ".c++", ".m", ".mm", ".cu")
_HEADERS = (".h", ".hh", ".hpp", ".hxx", ".h++", ".inl", ".ipp", ".tpp")
_DATABASES = ("compile_commands.json", "build/compile_commands.json", "out/compile_commands.json")
_FLAGS = ("-I", "-isystem", "-iquote", "--include-directory", "/I")


def find(files: ProjectPaths, importing: str, imported: Import) -> Sequence[Target]:
    """The header and the source beside it that goes with it; for `using` what has that whole name."""
    path = posixpath.normpath(imported.module)
    if not path or path == ".":
        return ()
    headers = _headers(files, importing, path) if imported.name in ("", "*") and "::" not in path else []
    if not headers and "/" not in path:
        return [Target("", ".".join(part for part in (path.replace("::", "."), imported.name) if part))]
    paired = [source for header in headers for source in pairs(files, header) if source != importing]
    return [Target(file, "*") for file in dict.fromkeys([*headers, *paired])]


def neighbours(files: ProjectPaths, path: str) -> Sequence[str]:
    """The other half of a header and a source of one name."""
    return pairs(files, path)


def pairs(files: ProjectPaths, path: str) -> list[str]:
    """The sources that go with a header, or the headers that go with a source: the same name in the same folder, or
    in `src` and `include` folders beside each other."""
    stem, dot, suffix = path.rpartition(".")
    if not dot:
        return []
    others = _HEADERS if f".{suffix}" in _SOURCES else _SOURCES
    beside = files.existing(stem + other for other in others)
    if beside:
        return beside
    name = posixpath.basename(stem)
    around = [candidate for other in others for candidate in files.ending_with(name + other, path)]
    return [around[0]] if len(around) == 1 else []


def _headers(files: ProjectPaths, importing: str, path: str) -> list[str]:
    beside = joined(posixpath.dirname(importing), path)
    roots = _roots(files)
    found = files.existing([beside, *(joined(root, path) for root in roots)])
    if found:
        return found[:1]
    return [] if path.startswith("../") else files.ending_with(path, importing)


def _roots(files: ProjectPaths) -> Sequence[str]:
    for database in _DATABASES:
        roots: tuple[str, ...] | None = files.configuration.parsed(database, read_compile_commands)
        if roots is not None:
            inside = [_inside(root, posixpath.dirname(database), files) for root in roots]
            return [root for root in inside if root is not None]
    return ()


def _inside(root: str, folder: str, files: ProjectPaths) -> str | None:
    """A root as a folder of the project. An absolute one's beginning is not known here: its longest end that is a
    folder of the project counts, as the database may have been made elsewhere."""
    if not root.startswith("/"):
        return joined(folder, root)
    parts = root.strip("/").split("/")
    return next((end for start in range(len(parts)) if (end := "/".join(parts[start:])) in files.folders), None)


def read_compile_commands(text: str) -> tuple[str, ...]:
    """The include roots of all commands, in the order they first come: absolute, or relative to the database.

    Raises ConfigurationError when the text is no compilation database.
    """
    try:
        entries = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise ConfigurationError(f"no JSON ({error})") from error
    if not isinstance(entries, list):
        raise ConfigurationError("no list of commands")
    found: dict[str, None] = {}
    seen: set[str] = set()
    for entry in entries:
        if not isinstance(entry, dict):
            continue
        directory = str(entry.get("directory", ""))
        for root in _included(_arguments(entry, seen)):
            found.setdefault(posixpath.normpath(posixpath.join(directory, root)))
    return tuple(found)


def _arguments(entry: dict[str, Any], seen: set[str]) -> list[str]:
    arguments = entry.get("arguments")
    if isinstance(arguments, list):
        return [str(each) for each in arguments]
    command = str(entry.get("command", ""))
    flags = command.replace(str(entry.get("file", "")) or "\0", "")
    if flags in seen:  # most commands differ in the file alone, and splitting is slow
        return []
    seen.add(flags)
    try:
        return shlex.split(command)
    except ValueError:
        return command.split()


def _included(arguments: list[str]) -> Iterator[str]:
    following = False
    for argument in arguments:
        if following:
            yield argument
        following = argument in _FLAGS
        if not following:
            for flag in _FLAGS:
                if argument.startswith(flag) and len(argument) > len(flag):
                    yield argument[len(flag) :].lstrip("=")
                    break


def spell(files: ProjectPaths, wanted: Wanted) -> Iterator[Imported]:
    """The header, from the longest known root, beside the file by its name."""
    header = wanted.path
    if not header.endswith(_HEADERS):
        header = next((other for other in pairs(files, header) if other.endswith(_HEADERS)), "")
    own_headers = pairs(files, wanted.importing)
    if not header or header == wanted.importing or header in own_headers:
        return
    folder = posixpath.dirname(wanted.importing)
    roots = sorted((root for root in _roots(files) if not root or header.startswith(root + "/")), key=len, reverse=True)
    if not roots:
        holder = next((part for part in ("include", "src") if f"/{part}/" in f"/{header}"), "")
        before, found, _ = f"/{header}".rpartition(f"/{holder}/") if holder else ("", "", "")
        roots = [(before + found).strip("/")] if found else []
    if posixpath.dirname(header) == folder:
        yield Imported(posixpath.basename(header), "*")
    for root in [*roots, ""]:
        yield Imported(header[len(root) :].lstrip("/"), "*")


CONVENTION = Convention(
    find,
    neighbours,
    spell=spell,
    flat=False,
    reexports=True,
    packages="container",
    spread="project",
    separator="::",
    implicit_self=True,
    own=frozenset(["this"]),
    parents=frozenset(),
)
