"""Files and folders inside of strings that name them: `import "./█"`, `#include "█`, `require_relative "█"`."""

from __future__ import annotations

import posixpath
import re

from lacewing.features.completion.listing.entry import Entry, Found
from lacewing.features.completion.listing.request import ListRequest
from lacewing.project.modules.files import ancestors, joined
from lacewing.project.modules.jsonc import read_jsonc
from lacewing.text.position import Span

_FILE, _FOLDER = 0.5, 0.45
_STRINGS = {
    "script": re.compile(r"""(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\()\s*["'`](?P<path>[^"'`]*)\Z"""),
    "include": re.compile(r"""^\s*#\s*(?:include|import)\s*["<](?P<path>[^">]*)\Z"""),
    "ruby": re.compile(r"""\brequire(?P<relative>_relative)?[\s(]+["'](?P<path>[^"']*)\Z"""),
    "php": re.compile(r"""\b(?:require|include)(?:_once)?[\s(]+(?:__DIR__\s*\.\s*)?["']/?(?P<path>[^"']*)\Z"""),
    "css": re.compile(r"""@import\s+(?:url\()?["'](?P<path>[^"']*)\Z"""),
    "lua": re.compile(r"""\b(?:require|dofile)[\s(]+["'](?P<path>[^"']*)\Z"""),
    "go": re.compile(r"""^\s*(?:import\s+)?(?:[\w.]+\s+)?"(?P<path>[^"]*)\Z"""),
}
_SUFFIXES = {
    "script": (".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts", ".vue", ".svelte", ".json", ".css"),
    "include": (".h", ".hpp", ".hh", ".hxx", ".inl", ".ipp", ".inc", ".cuh"),
    "ruby": (".rb",), "php": (".php",), "css": (".css",), "lua": (".lua",), "go": (".go",),
}  # fmt: skip
_KEEPING_SUFFIX = frozenset(["include", "php", "css"])
_DROPPED = re.compile(r"(?:\.d)?\.[mc]?[tj]sx?\Z|\.rb\Z|\.lua\Z")
_ROOTS = ("", "include", "src", "lib")
_INCLUDED = ("/include", "/inc")


def file_paths(request: ListRequest) -> Found:
    """Entries for the last part of the path that is being written; {} where none is."""
    pattern = _STRINGS.get(request.style)
    match = pattern.search(request.place.line_prefix) if pattern is not None else None
    if match is None:
        return {}
    typed = match["path"].replace(".", "/") if request.style == "lua" else match["path"]
    outer, _, last = typed.rpartition("/")
    span = Span(request.place.offset - len(last.encode()), request.place.offset)
    found: Found = {}
    for folder in _folders(outer, match, request):
        for name, entry in _inside(folder, span, request).items():
            found.setdefault(name, entry)
    if request.style == "script" and not typed.startswith("."):
        found |= _packages(request, Span(request.place.offset - len(typed.encode()), request.place.offset))
    return found


def _folders(outer: str, match: re.Match[str], request: ListRequest) -> list[str]:
    """The folders of the project that the path so far may mean."""
    here = posixpath.dirname(request.path)
    style = request.style
    relative = outer.startswith(".") or style in ("css", "php") or match.groupdict().get("relative") is not None
    if relative:
        folder = joined(here, outer)
        return [] if folder.startswith("..") else [folder]
    if style == "script":
        return []
    paths = request.resolver.snapshot.paths
    if style == "go":
        return _go_folders(outer, request)
    folders = [here, *_ROOTS, *(each for each in sorted(paths.folders) if each.endswith(_INCLUDED))]
    found = [joined(folder, outer) for folder in folders] if outer else folders
    if outer:
        found += paths.folders_ending_with(outer, request.path)
    return list(dict.fromkeys(found))


def _go_folders(outer: str, request: ListRequest) -> list[str]:
    """Folders by what other imports of the project say: the module's name before the path of a folder."""
    paths = request.resolver.snapshot.paths
    parts = outer.split("/")
    return ["/".join(parts[start:]) for start in range(len(parts) + 1) if "/".join(parts[start:]) in paths.folders][:1]


def _inside(folder: str, span: Span, request: ListRequest) -> Found:
    paths = request.resolver.snapshot.paths
    style = request.style
    found: Found = {}
    above = f"{folder}/" if folder else ""
    for each in sorted(paths.folders):
        if each.startswith(above) and each and "/" not in each[len(above) :]:
            found[each[len(above) :]] = Entry("namespace", _FOLDER, span=span)
    for path in paths.in_folder(folder) if style != "go" else ():
        name = path.rpartition("/")[2]
        if path == request.path or not name.endswith(_SUFFIXES[style]):
            continue
        shown = name if style in _KEEPING_SUFFIX else _DROPPED.sub("", name)
        if shown != "index" or style != "script":
            found[shown] = Entry("module", _FILE, span=span)
    return found


def _packages(request: ListRequest, span: Span) -> Found:
    """Packages that the nearest `package.json` names."""
    configuration = request.resolver.snapshot.paths.configuration
    for folder in ancestors(posixpath.dirname(request.path)):
        package = configuration.parsed(joined(folder, "package.json"), read_jsonc)
        if isinstance(package, dict):
            tables = (package.get(f"{kind}ependencies") for kind in ("d", "devD", "peerD"))
            names = [name for table in tables if isinstance(table, dict) for name in table]
            return {name: Entry("module", _FILE - 0.05, span=span) for name in names}
    return {}
