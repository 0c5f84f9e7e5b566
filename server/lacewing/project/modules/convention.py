"""What every convention answers, and which one a language follows."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from lacewing.project.facts import Import, Outline, Symbol
from lacewing.project.imported import Imported
from lacewing.project.modules.files import ProjectPaths
from lacewing.syntax.language import languages


class Target(NamedTuple):
    """Where an imported name comes from: `name` (dotted: `Outer.Inner`) of `file`; the file's module itself when
    `name` is "", any of its names when it is "*", any of a type's when it ends in ".*".

    Without a `file` the name is a whole one (`org.app.Outer.Inner`), wherever in the project that is defined.
    """

    file: str
    name: str = ""


class Wanted(NamedTuple):
    """A definition that a file is to import: `symbol` of the file `path`, whose `outline` this is, in the file
    `importing`, whose own outline is `own`."""

    importing: str
    own: Outline
    path: str
    outline: Outline
    symbol: Symbol


def _unspelled(_files: ProjectPaths, _wanted: Wanted) -> Iterable[Imported]:
    return ()


def _nobody(_files: ProjectPaths, _path: str) -> Sequence[str]:
    return ()


def _every_name(_listed: str, _name: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Convention:
    """How files of one style name each other.

    `find(files, importing, imported)` gives the targets of an import that stands in the file `importing`, the
    likeliest first; () when it leads out of the project. `neighbours(files, path)` are the files whose top level
    `path` sees without an import. `starred(listed, name)` says whether importing everything of a file brings `name`;
    `listed` is the signature of the file's `__all__`, "" when it has none. `spell(files, wanted)` gives imports that
    may lead to a definition, the likeliest first; () where none is needed.
    """

    find: Callable[[ProjectPaths, str, Import], Sequence[Target]]
    neighbours: Callable[[ProjectPaths, str], Sequence[str]] = _nobody
    starred: Callable[[str, str], bool] = _every_name
    spell: Callable[[ProjectPaths, Wanted], Iterable[Imported]] = _unspelled
    flat: bool = True
    """Whether a file gives away only what stands at its top level, never members of its types and namespaces."""
    reexports: bool = False
    """Whether what a file imports can be imported from it."""
    whole: str = ""
    """The name under which a file gives away a value that stands for all of it, where it may."""
    packages_named: bool = False
    """Whether an import without an alias is bound to the name that the package's files give it."""
    spread: Literal["file", "folder", "project"] = "file"
    """Where members of a type may stand."""
    packages: Literal["", "module", "container"] = ""
    """Where a file says to which package or namespace its definitions belong: in a symbol of kind "module" beside them,
    or in their containers. What is in the same one is seen without an import."""
    partial: bool = False
    """Whether a type may be defined in several parts."""
    separator: str = "."
    """What stands between the parts of a module's name."""
    roots: frozenset[str] = frozenset()
    """Words with which the name of a module of the project may begin, without an import."""
    implicit_self: bool = False
    """Whether a bare name may mean a member of the type around it."""
    descriptors: bool = False
    """Whether a field may give what a method of its value's type does."""
    ambient: bool = False
    """Whether any file may define a module of any name (`declare module "name" { … }`)."""
    extensions: bool = False
    """Whether functions for a type may stand outside of it, in a package, and are imported from there by their name."""
    calls_bare: bool = False
    """Whether a method is called by its name alone, without parentheses."""
    own: frozenset[str] = frozenset(["self", "this", "cls"])
    """Words for the instance or the type around."""
    parents: frozenset[str] = frozenset(["super"])
    """Words for its bases."""


@functools.cache
def style_of(language: str) -> str:
    """The style by which files of a language name each other."""
    found = languages().get(language)
    return str(found.extra.get("imports", {}).get("style", "")) or language if found else language


@functools.cache
def convention_of(style: str) -> Convention:
    """The convention of a style; for languages whose files do not name each other, one that finds nothing."""
    if style.isidentifier():
        try:
            module = importlib.import_module(f"lacewing.project.modules.{style}")
        except ModuleNotFoundError as error:
            if error.name != f"lacewing.project.modules.{style}":
                raise
        else:
            found = getattr(module, "CONVENTION", None)
            if isinstance(found, Convention):
                return found
    return Convention(lambda files, importing, imported: ())
