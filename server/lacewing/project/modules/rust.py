"""Rust: modules are files below a crate's root, crates those of the project's `Cargo.toml` files.

Reference, "Modules" and "Paths". `a::b` is `a/b.rs` or `a/b/mod.rs`, or a module written out in the file of `a`.
"""

from __future__ import annotations

import posixpath
import tomllib
from collections.abc import Iterator, Sequence
from typing import Any

from lacewing.project.configuration import ConfigurationError
from lacewing.project.facts import Import
from lacewing.project.imported import Imported
from lacewing.project.modules.convention import Convention, Target, Wanted
from lacewing.project.modules.files import ProjectPaths, ancestors, joined

_ROOT_FILES = ("lib.rs", "main.rs", "mod.rs")
# Each file directly in one of these is a crate of its own (The Cargo Book, "Package Layout"), its modules beside it.
_ROOT_FOLDERS = ("tests", "examples", "benches", "src/bin")


def find(files: ProjectPaths, importing: str, imported: Import) -> Sequence[Target]:
    """What a path means: a module, or what stands in the last module of the path that is a file."""
    parts = [part for part in imported.module.split("::") if part]
    if imported.name and imported.name != "*":
        parts.append(imported.name)
    if not parts:
        return ()
    start = _start(files, importing, parts)
    if start is None:
        return ()
    file, rest = _descend(files, *start)
    if imported.name == "*":
        return [Target(file, ".".join([*rest, "*"]))]
    return [Target(file, ".".join(rest))]


def _start(files: ProjectPaths, importing: str, parts: list[str]) -> tuple[str, list[str]] | None:
    """The file of the module in which the path begins, and the rest of the path."""
    head = parts[0]
    if head == "crate":
        root = _crate_root(files, importing)
        return (root, parts[1:]) if root else None
    if head in ("self", "super"):
        file, rest = importing, parts
        while rest and rest[0] in ("self", "super"):
            if rest[0] == "super":
                above = _parent(files, file)
                if above is None:
                    return None
                file = above
            rest = rest[1:]
        return file, rest
    root = _crates(files).get(head.removeprefix("r#"))
    if root is not None:
        return root, parts[1:]
    # A module of this one (`use child::x`), or one that it declares.
    child = _child(files, importing, head)
    return (child, parts[1:]) if child else None


def _descend(files: ProjectPaths, file: str, parts: list[str]) -> tuple[str, list[str]]:
    """Through the modules that are files; what is left is found in the last of them."""
    while parts and (child := _child(files, file, parts[0])) is not None:
        file, parts = child, parts[1:]
    return file, parts


def _child(files: ProjectPaths, file: str, name: str) -> str | None:
    folder = _inside(files, file)
    name = name.removeprefix("r#")
    found = files.existing([posixpath.join(folder, f"{name}.rs"), posixpath.join(folder, name, "mod.rs")])
    return found[0] if found else None


def _inside(files: ProjectPaths, file: str) -> str:
    """The folder in which the modules of a file's module lie."""
    folder, name = posixpath.split(file)
    return (
        folder if name in _ROOT_FILES or _is_root(files, folder) else posixpath.join(folder, name.removesuffix(".rs"))
    )


def _is_root(files: ProjectPaths, folder: str) -> bool:
    """Whether the files in a folder are crates of their own."""
    for roots in _ROOT_FOLDERS:
        if folder == roots or folder.endswith("/" + roots):
            package = folder[: -len(roots)]
            return files.configuration.parsed(f"{package}Cargo.toml", read_manifest) is not None
    return False


def _parent(files: ProjectPaths, file: str) -> str | None:
    folder, name = posixpath.split(file)
    if name == "mod.rs":
        folder, inner = posixpath.split(folder)
        beside = posixpath.join(folder, f"{inner}.rs")
        if beside in files and beside != file:
            return beside
    elif name in _ROOT_FILES:
        return None
    roots = [posixpath.join(folder, root) for root in _ROOT_FILES]
    found = files.existing([*roots, f"{folder}.rs"] if folder else roots)
    return found[0] if found else None


def _crate_root(files: ProjectPaths, importing: str) -> str | None:
    for folder in ancestors(posixpath.dirname(importing)):
        roots = files.existing(posixpath.join(folder, name) for name in ("lib.rs", "main.rs"))
        if len(roots) == 1 or importing in roots:
            return importing if importing in roots else roots[0]
        if roots:
            return roots[0]
        manifest = files.configuration.parsed(posixpath.join(folder, "Cargo.toml"), read_manifest)
        if manifest is not None:
            return importing if posixpath.dirname(importing) != folder else None  # a binary, a test, an example
    return None


def _crates(files: ProjectPaths) -> dict[str, str]:
    """The root files of the project's library crates by the names under which code uses them."""
    generation = files.configuration.generation()
    known: tuple[int, dict[str, str]] | None = files.remembered.get("crates")
    if known is None or known[0] != generation:
        found: dict[str, str] = {}
        for folder in sorted(files.folders):
            manifest = files.configuration.parsed(posixpath.join(folder, "Cargo.toml"), read_manifest)
            if manifest is not None and manifest[0]:
                root = joined(folder, manifest[1] or "src/lib.rs")
                if root in files:
                    found.setdefault(manifest[0].replace("-", "_"), root)
        known = files.remembered["crates"] = (generation, found)
    return known[1]


def read_manifest(text: str) -> tuple[str, str]:
    """The name of the library in a `Cargo.toml` and its path, each "" when it isn't given.

    Raises ConfigurationError when the text is no TOML.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"no TOML ({error})") from error
    library, package = _table(raw, "lib"), _table(raw, "package")
    name, path = library.get("name") or package.get("name"), library.get("path")
    return (name if isinstance(name, str) else ""), (path if isinstance(path, str) else "")


def _table(raw: dict[str, Any], name: str) -> dict[str, Any]:
    found = raw.get(name)
    return found if isinstance(found, dict) else {}


def spell(files: ProjectPaths, wanted: Wanted) -> Iterator[Imported]:
    """`crate::a::b::Name`, or behind the name of another crate of the project."""
    root = _crate_root(files, wanted.path)
    if wanted.symbol.container or root is None:
        return
    folder = posixpath.dirname(root)
    inside = wanted.path[len(folder) :].strip("/").removesuffix(".rs")
    parts = [part for part in inside.split("/") if part]
    if wanted.path == root or (parts and parts[-1] == "mod"):
        del parts[-1:]
    heads = [name for name, place in _crates(files).items() if place == root]
    for head in ["crate"] if _crate_root(files, wanted.importing) == root else heads:
        yield Imported("::".join([head, *parts]), wanted.symbol.name)


CONVENTION = Convention(
    find,
    spell=spell,
    reexports=True,
    spread="project",
    separator="::",
    roots=frozenset(["crate", "super"]),
    own=frozenset(["self", "Self"]),
    parents=frozenset(),
)
