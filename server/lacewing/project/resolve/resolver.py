"""From a name in a file to its definitions in the project, and from an expression to the types that it may have.

Resolution is by name, import and what the syntax shows of types, without running or type-checking anything; where
several definitions fit, all are given, best first, and where a type is unknown, none. Knows nothing of features or
editors.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import NamedTuple
from weakref import WeakKeyDictionary

from lacewing.project.facts import Facts, Import
from lacewing.project.index import Index, Located
from lacewing.project.libraries import Libraries
from lacewing.project.resolve.containers import COMMON
from lacewing.project.resolve.exports import Exports
from lacewing.project.resolve.members import Members
from lacewing.project.resolve.names import Module, Names, unique
from lacewing.project.resolve.outside import WithLibraries
from lacewing.project.resolve.scope import names_in_scope
from lacewing.project.resolve.snapshot import Snapshot, generation_of
from lacewing.project.resolve.types import Types
from lacewing.project.resolve.values import Outside
from lacewing.project.resolve.views import FileView

_FILES_NEAR = 80


class _Imported(NamedTuple):
    """What the imports `by` bring: names with definitions of the project, and files."""

    by: tuple[Import, ...]
    symbols: list[tuple[str, list[Located]]]
    files: list[str]


class Resolver:
    """Answers for one state of the index and remembers them: get one by `resolver_of` for each batch of questions.

    Thread-safe.
    """

    def __init__(self, index: Index, before: Resolver | None = None, libraries: Libraries | None = None) -> None:
        self._index = index
        known = before.snapshot if before is not None else None
        self.snapshot: Snapshot = (
            WithLibraries(index, known, libraries) if libraries is not None else Snapshot(index, known)
        )
        self._names = Names(self.snapshot)
        self._members = Members(self.snapshot, self._names)
        self._types = Types(self.snapshot, self._names, self._members)
        self._exports = Exports(self.snapshot, self._names)
        self._lock = threading.RLock()

    def resolve(self, path: str, name: str, receiver: str = "", offset: int | None = None) -> list[Located]:
        """Definitions that `name`, used in file `path` at byte `offset` on `receiver`, may mean; best first."""
        with self._lock:
            view = self.snapshot.view(path)
            if view is None:
                return []
            found = (
                self._behind(view, name, receiver, offset)
                if receiver
                else self._types.bare(view, name, offset, guess=True)
            )
            return sorted(found, key=_is_declaration)

    def receiver_types(self, path: str, receiver: str, offset: int | None) -> list[Located]:
        """The project's types that the expression `receiver` in file `path` at byte `offset` may have, or that it is
        (a class, an enum, a namespace)."""
        with self._lock:
            return self._types.types_of(self._types.denoted(path, receiver, offset))

    def members_of_type(self, owner: Located) -> list[Located]:
        """All members of a type (an enum, a namespace), those of its bases too, the nearest first."""
        with self._lock:
            return self._members.all(owner)

    def bases_of_type(self, owner: Located) -> list[Located]:
        """The project's types that it extends, implements or embeds, directly or not, the nearest first."""
        with self._lock:
            return self._members.line(owner)[1:]

    def typed_names_in_scope(
        self, path: str, offset: int, wanted: Callable[[str], bool] = lambda name: True
    ) -> list[tuple[str, list[Located]]]:
        """Locals, parameters and fields (`self.x`) that code at byte `offset` sees and whose types the project defines,
        the innermost first. Only of `wanted` ones types are looked for, which is what costs."""
        with self._lock:
            view = self.snapshot.view(path)
            return names_in_scope(view, offset, self._types, self._members, wanted) if view else []

    def imported_symbols(self, path: str) -> list[tuple[str, list[Located]]]:
        """For each import that binds a name to definitions of the project: the name and these; modules and imports of
        everything are left to `imported_files`."""
        with self._lock:
            view = self.snapshot.view(path)
            return self._imported(view).symbols if view is not None else []

    def symbols_imported(self, path: str, imported: Import) -> list[Located]:
        """The project's definitions that one import of `path` brings; [] for modules."""
        with self._lock:
            view = self.snapshot.view(path)
            return self._names.symbols_of(view, imported) if view is not None else []

    def module_files(self, path: str, text: str, offset: int | None = None) -> list[str]:
        """The files of the modules that the expression `text` in file `path` means; [] where it means none."""
        with self._lock:
            modules = (each for each in self._types.denoted(path, text, offset) if isinstance(each, Module))
            return list(dict.fromkeys(file for module in modules for file in module.files))

    def imported_files(self, path: str, imported: Import | None = None) -> list[str]:
        """The project's files that an import of `path` leads to, that all of them do without `imported`."""
        with self._lock:
            view = self.snapshot.view(path)
            if view is None:
                return []
            if imported is None:
                return self._imported(view).files
            return list(dict.fromkeys(self._names.files_of(view, imported)))

    def module_names(self, path: str, receiver: str, offset: int | None = None) -> dict[str, list[Located]]:
        """Every name that can be taken from the module that `receiver` means, with what it hands on from others; the
        definitions are [] where a name is a module's or not known."""
        with self._lock:
            modules = [each for each in self._types.denoted(path, receiver, offset) if isinstance(each, Module)]
            return self._exports.names(dict.fromkeys(file for module in modules for file in module.files))

    def denotes(self, path: str, text: str, offset: int | None = None) -> bool:
        """Whether anything is known of the expression, if only that it is not the project's."""
        with self._lock:
            values = self._types.denoted(path, text, offset)
            view = self.snapshot.view(path)
            return any(not isinstance(value, Outside) for value in values) or (
                view is not None and self._names.binds(view, text)
            )

    def file_names(self, files: Iterable[str]) -> dict[str, list[Located]]:
        """The same for the module that these files are."""
        with self._lock:
            return self._exports.names(files)

    def facts(self, path: str) -> Facts | None:
        """All that `path` says."""
        return self._index.facts(path)

    def exported(self, files: Iterable[str], name: str) -> list[Located]:
        """Top-level `name` of `files`, following re-exports."""
        with self._lock:
            return self._names.exported(files, name)

    def enclosing_type(self, path: str, offset: int | None) -> Located | None:
        """The innermost type around byte `offset`, or the type of a method declared outside it."""
        with self._lock:
            view = self.snapshot.view(path)
            return self._members.around(view, offset) if view else None

    def _imported(self, view: FileView) -> _Imported:
        """What the imports of a file bring; after a key they mostly are the same."""

        def find() -> _Imported:
            found = [(each.bound, self._names.symbols_of(view, each)) for each in view.imports]
            files = dict.fromkeys(file for each in view.imports for file in self._names.files_of(view, each))
            return _Imported(
                view.imports, [(name, symbols) for name, symbols in found if name and symbols], list(files)
            )

        known: _Imported | None = self.snapshot.known(view.path)
        return known if known is not None and known.by == view.imports else self.snapshot.remember(view.path, find)

    def _behind(self, view: FileView, name: str, receiver: str, offset: int | None) -> list[Located]:
        values = self._types.denoted(view.path, receiver, offset)
        modules = [value for value in values if isinstance(value, Module)]
        found = [at for module in modules for at in self._names.in_module(module, name)[0]]
        types = self._types.types_of(values)
        found += [at for owner in types for at in self._members.named(owner, name)]
        if not found and view.convention.extensions:
            found = self._names.imported(view, name)
        # What is known, even if only as a library's, is not guessed at.
        return unique(found) if found or values or name in COMMON else self._member_in_play(view, name)

    def _member_in_play(self, view: FileView, name: str) -> list[Located]:
        """A member of a receiver whose type is unknown: only of types of this file and of the files it imports.

        A wider guess would take every `items` or `join` of a built-in for some method of the project.
        """
        near = [view.path, *self.imported_files(view.path)][:_FILES_NEAR]
        views = [other for path in dict.fromkeys(near) if (other := self.snapshot.view(path)) is not None]
        found = [Located(other.path, each) for other in views for each in other.named.of(name) if each.container]
        return found if len(found) == 1 else []


class _Kept:
    """The resolver of one index that was made last, and the lock of whoever makes the next."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.resolver: Resolver | None = None


_kept: WeakKeyDictionary[Index, _Kept] = WeakKeyDictionary()
_kept_with_libraries: WeakKeyDictionary[Index, _Kept] = WeakKeyDictionary()
_lock = threading.Lock()


def resolver_of(index: Index, libraries: Libraries | None = None) -> Resolver:
    """The resolver for the present state of the index: the same one until something is written or edited.

    With `libraries` it also finds what they define, as far as they have been read; files of theirs have absolute paths.
    """
    with _lock:
        kept = (_kept if libraries is None else _kept_with_libraries).setdefault(index, _Kept())
    with kept.lock:  # whoever asks meanwhile waits for the same one
        generation = _generation(index, libraries)
        if kept.resolver is not None and kept.resolver.snapshot.generation == generation:
            return kept.resolver
        resolver = Resolver(index, kept.resolver, libraries)
        if _generation(index, libraries) == generation:  # else it may have seen either state
            kept.resolver = resolver
        return resolver


def _generation(index: Index, libraries: Libraries | None) -> tuple[int, ...]:
    found = generation_of(index)
    return found if libraries is None else (*found, libraries.generation)


def _is_declaration(located: Located) -> bool:
    """Whether it only declares a function that is defined elsewhere (a C prototype, an abstract method)."""
    symbol = located.symbol
    return symbol.kind in ("function", "method", "constructor") and symbol.body_start >= symbol.end
