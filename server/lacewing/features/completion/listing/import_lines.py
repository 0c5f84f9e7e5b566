"""Inside statements that import: modules and files that exist, and the names that they give away."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace

from lacewing.features.completion.listing.entry import Entry, Found
from lacewing.features.completion.listing.file_paths import file_paths
from lacewing.features.completion.listing.members import entry_of, names_of_module
from lacewing.features.completion.listing.request import ListRequest
from lacewing.project.facts import Import
from lacewing.project.resolve.views import FileView

_MODULE = 0.5
_STATEMENT = 1500  # bytes looked back for the beginning of a statement over several lines
_FROM = re.compile(r"(?:^|\n)[ \t]*from[ \t]+(?P<dots>\.*)(?P<module>[\w.]*)\Z")
_FROM_IMPORT = re.compile(r"(?:^|\n)[ \t]*from[ \t]+(?P<module>\.*[\w.]*)[ \t]+import[ \t]*(?:\([^)]*|[^\n(]*)\Z")
_IMPORT = re.compile(r"(?:^|\n)[ \t]*import[ \t]+(?:[\w.]+(?:[ \t]+as[ \t]+\w+)?[ \t]*,[ \t]*)*(?P<module>[\w.]*)\Z")
_BRACES = re.compile(r"\b(?:import|export)\b[^;'\"(){}]*\{[^{}]*\Z")
_PACKAGED = frozenset(["java", "kotlin", "scala", "php"])
_PACKAGE = re.compile(r"^\s*(?:import|use)\s+(?:static\s+|function\s+|const\s+)?(?P<package>[\w.\\]*[.\\])\Z")
_SOURCE = re.compile(r"[^{}]*\}\s*from\s*(?P<quote>['\"])(?P<path>[^'\"\n]+)(?P=quote)")


def import_line(request: ListRequest) -> Found | None:
    """Entries where a statement imports; None elsewhere. An empty answer says that nothing else fits either."""
    if request.style == "python":
        return _python(request)
    if request.style == "script":
        return _script_names(request)
    return _below_package(request) if request.style in _PACKAGED else None


def import_path(request: ListRequest) -> Found:
    """Entries inside a string that names a file or module."""
    return file_paths(request)


def _python(request: ListRequest) -> Found | None:
    text = request.place.prefix[-_STATEMENT:]
    if match := _FROM_IMPORT.search(text):
        return _names_of(match["module"], request)
    if match := _FROM.search(text):
        return _modules(match["dots"], match["module"], request)
    if match := _IMPORT.search(text):
        return _modules("", match["module"], request)
    return None


def _names_of(module: str, request: ListRequest) -> Found:
    """What `from module import` can take: its names and the modules in it."""
    view = request.resolver.snapshot.view(request.path)
    if view is None:
        return {}
    found = names_of_module(request.resolver.file_names(_files(module, view, request)))
    dots = module[: len(module) - len(module.lstrip("."))]
    for name, entry in _inner(dots, module[len(dots) :], request).items():
        found.setdefault(name, entry)
    return {name: entry for name, entry in found.items() if not (name.startswith("__") and name.endswith("__"))}


def _files(module: str, view: FileView, request: ListRequest) -> list[str]:
    asked = Import(module, "", "", 0, 0, 0)
    files = [target.file for target in request.resolver.snapshot.targets(view, asked) if target.file]
    return files[:1]  # the source or the stub, not both


def _modules(dots: str, module: str, request: ListRequest) -> Found:
    """Modules for the last part of what is typed."""
    outer = module.rpartition(".")[0]
    found = _inner(dots, outer, request)
    if not dots and not outer:
        found |= _top_level(request)
    return found


def _top_level(request: ListRequest) -> Found:
    found: Found = {}
    paths = request.resolver.snapshot.paths
    for folder in ("", "src", "lib", request.path.rpartition("/")[0]):
        for name in _modules_below(paths.in_folder(folder), paths.folders, folder):
            found.setdefault(name, Entry("module", _MODULE))
    libraries = request.sources.libraries
    for name in libraries.top_level() if libraries is not None else ():
        found.setdefault(name, Entry("module", _MODULE - 0.1 - 0.2 * name.startswith("_")))
    return found


def _inner(dots: str, module: str, request: ListRequest) -> Found:
    """The modules in a package, given by its dotted name; those beside the file for dots alone."""
    snapshot = request.resolver.snapshot
    view = snapshot.view(request.path)
    if view is None or not (dots or module):
        return {}
    folders: list[str] = []
    if dots and not module:
        folder = request.path.rpartition("/")[0]
        for _ in range(len(dots) - 1):
            folder = folder.rpartition("/")[0]
        folders = [folder]
    else:
        files = _files(dots + module, view, request)
        if any(file.startswith("/") for file in files):
            libraries = request.sources.libraries
            inner = libraries.submodules(module) if libraries is not None else []
            return {name: Entry("module", _MODULE) for name in inner}
        stems = [file.rpartition("/")[0] for file in files if re.search(r"/__init__\.pyi?\Z", file)]
        folders = stems or snapshot.paths.folders_ending_with(module.replace(".", "/"), request.path)[:1]
    names = {
        name
        for folder in folders
        for name in _modules_below(snapshot.paths.in_folder(folder), snapshot.paths.folders, folder)
    }
    own = request.path.rpartition("/")[2].rpartition(".")[0] if dots and not module else ""
    return {name: Entry("module", _MODULE) for name in sorted(names - {own})}


def _modules_below(files: list[str], folders: frozenset[str], folder: str) -> set[str]:
    stems = {path.rpartition("/")[2].partition(".")[0] for path in files if path.endswith((".py", ".pyi"))}
    above = f"{folder}/" if folder else ""
    packages = {
        each[len(above) :] for each in folders if each.startswith(above) and each and "/" not in each[len(above) :]
    }
    return {name for name in stems | packages if name.isidentifier() and name != "__init__"}


def _below_package(request: ListRequest) -> Found | None:
    """Types and packages in the package that is written so far, by the folders that hold them."""
    match = _PACKAGE.search(request.before)
    if match is None:
        return None
    paths = request.resolver.snapshot.paths
    folder = re.sub(r"[.\\]", "/", match["package"].rstrip(".\\"))
    suffix = posixpath.splitext(request.path)[1]
    found: Found = {}
    for each in paths.folders_ending_with(folder, request.path) or [
        each for each in paths.folders if each == folder or each.endswith("/" + folder)
    ]:
        for path in paths.in_folder(each):
            if path.endswith(suffix):
                found[path.rpartition("/")[2].removesuffix(suffix)] = Entry("class", _MODULE)
        inner = (below[len(each) + 1 :] for below in paths.folders if below.startswith(each + "/"))
        found |= {name: Entry("module", _MODULE) for name in inner if "/" not in name}
    return found or None


def _script_names(request: ListRequest) -> Found | None:
    """Between the braces of `import { } from "./module"`: what the module exports."""
    place = request.place
    if not _BRACES.search(place.prefix[-_STATEMENT:]):
        return None
    match = _SOURCE.match(place.suffix[:_STATEMENT])
    view = request.resolver.snapshot.view(request.path)
    if match is None or view is None:
        return None
    targets = request.resolver.snapshot.targets(view, Import(match["path"], "*", "", 0, 0, 0))
    names = request.resolver.file_names(dict.fromkeys(target.file for target in targets if target.file))
    return {
        name: replace(entry_of(located[0], _MODULE), located=located[0])
        for name, located in names.items()
        if located and name != "default"
    }
