"""From a bare or dotted name in a file to definitions: the file itself, its imports, its package. Knows no types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lacewing.project.facts import Import, Symbol
from lacewing.project.index import Located
from lacewing.project.modules import Target
from lacewing.project.resolve.snapshot import Snapshot
from lacewing.project.resolve.views import FUNCTIONS, TYPES, FileView
from lacewing.syntax.language import family_of, languages

# A bare name found nowhere nearer is taken from the whole project only when few files define it, and only one where
# each file says what it imports.
_PROJECT_WIDE_AT_MOST = 5
# Types whose members are not seen outside of them by their names alone.
_HIDING = TYPES - {"enum", "type"}
_FILES_ASKED = 300
_MODULES_DEEP = 3
_BASES_DEEP = 6


class Module(NamedTuple):
    """A module that a name of the file `seen_from` means: its `dotted` name as written there, and its files."""

    seen_from: str
    dotted: str
    files: tuple[str, ...]


class Names:
    """Looks names up in one snapshot and remembers them. Not thread-safe."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._whole: dict[tuple[str, str], list[Located]] = {}

    def here(self, view: FileView, name: str, offset: int | None) -> list[Located]:
        """Definitions of the file that a bare name at byte `offset` sees, the innermost first."""
        own = view.named.of(name)
        if not own:
            return []
        opened = _opened(view, offset)
        seen = [symbol for symbol in own if not symbol.container or symbol.container in opened]
        return [Located(view.path, each) for each in sorted(seen, key=lambda each: (-len(each.container), each.start))]

    def elsewhere(self, view: FileView, name: str, offset: int | None, guess: bool = False) -> list[Located]:
        """Definitions outside of the file that a bare name means: imported, of the package, or for a `guess` (and where
        what a file includes is not known for sure) the only ones."""
        found = self.imported(view, name)
        if found or self.binds(view, name):
            return found  # what is imported from elsewhere is not the project's
        for scope in self._packages(view, offset):
            if found := self.whole(view, f"{scope}.{name}" if scope else name):
                return found
        neighbours = view.convention.neighbours(self._snapshot.paths, view.path)
        beside = [at for file in neighbours for at in self._own(file, name)]
        if beside:
            return unique(beside)
        if builtin := [at for file in self._snapshot.builtin_files(view) for at in self._own(file, name)]:
            return builtin
        return self._only_ones(view, name) if guess or not view.convention.flat else []

    def _only_ones(self, view: FileView, name: str) -> list[Located]:
        """The project's only definitions of a name that nothing brings to the file: it may be about to be imported."""
        flat = view.convention.flat
        everywhere = [
            at
            for at in (self._snapshot.rarely_named(name) if flat else self._snapshot.symbols_named(name))
            if at.path != view.path and _same_family(at, view) and not (flat and at.symbol.container)
        ]
        return everywhere if 0 < len(everywhere) <= (1 if flat else _PROJECT_WIDE_AT_MOST) else []

    def imported(self, view: FileView, name: str) -> list[Located]:
        """Definitions behind the imports that bind `name`, or that bring everything of a module."""
        found = [at for each in view.bound_imports.get(name, ()) if each.bound for at in self._behind(view, each, name)]
        for each in view.starred_imports:
            found += self._starred(self._snapshot.targets(view, each), name, asking=view)
        return unique(found)

    def whole(self, view: FileView, name: str) -> list[Located]:
        """Definitions anywhere in the project whose package, containers and name are these, dotted."""
        key = (view.style, name)
        if key not in self._whole:
            scope, _, last = name.rpartition(".")
            named = [at for at in self._snapshot.symbols_named(last) if _same_family(at, view)]
            self._whole[key] = [at for at in named if self._scope(at) == scope and at.symbol.kind != "module"]
        return self._whole[key]

    def _scope(self, at: Located) -> str:
        view = self._snapshot.view(at.path)
        if view is None:
            return at.symbol.container
        container = "" if view.convention.extensions and _stands_outside(view, at.symbol) else at.symbol.container
        return ".".join(part for part in (view.package, container) if part)

    def _packages(self, view: FileView, offset: int | None) -> list[str]:
        """The packages and namespaces whose names the file sees at byte `offset` without an import, innermost first."""
        if view.convention.packages == "module":
            return [view.package]
        if view.convention.packages != "container":
            return []
        around = view.around(offset)
        inner = around[0].qualified_name if around else ""
        return [*_prefixes(inner), ""]

    def binds(self, view: FileView, name: str) -> bool:
        """Whether an import of the file binds `name`, wherever it leads."""
        return any(each.bound for each in view.bound_imports.get(name, ()))

    def symbols_of(self, view: FileView, imported: Import) -> list[Located]:
        """The definitions that an import brings by its name, [] for modules."""
        return unique(self._behind(view, imported, imported.bound)) if imported.name != "*" else []

    def files_of(self, view: FileView, imported: Import) -> list[str]:
        """The files that an import leads to."""
        found: list[str] = []
        for target in self._snapshot.targets(view, imported):
            if target.file:
                found.append(target.file)
            elif target.name.endswith(".*"):
                found += self._snapshot.files_declaring(target.name[:-2])
            else:
                found += [at.path for at in self.whole(view, target.name)]
        return found or [at.path for at in self._ambient(view, imported)] if view.convention.ambient else found

    def exported(self, files: Iterable[str], name: str) -> list[Located]:
        """Top-level `name` of `files`, re-exports followed."""
        return unique([at for file in files for at in self._exported(file, name)])

    def modules(self, view: FileView, name: str, depth: int = 0) -> list[Module]:
        """The modules that `name` means in the file by its imports."""
        found: list[Module] = []
        if name in view.convention.roots:
            targets = self._snapshot.targets(view, Import(name, "", "", 0, 0, 0))
            return [Module(view.path, name, tuple(target.file for target in targets))] if targets else []
        bound = view.bound_imports.get(name)
        if bound is None and view.convention.packages_named:
            bound = [each for each in view.imports if self._package_named(view, each, name)]
        for each in bound or ():
            meant = each
            if each.binding and each.module.startswith(each.binding) and each.binding != each.module:
                meant = each._replace(module=each.binding)  # Python's `import a.b` binds `a`
            targets = self._snapshot.targets(view, meant)
            whole = tuple(target.file for target in targets if target.file and target.name in ("", "*"))
            dotted = meant.module if meant.name in ("", "*") else _joined(view, meant.module, meant.name)
            if whole or meant.name == "":
                found.append(Module(view.path, dotted, whole))
            elif depth < _MODULES_DEEP:  # `export * as name`, or a module that the other file has imported itself
                for target in targets:
                    other = self._snapshot.view(target.file)
                    if other is not None and other is not view and other.convention.reexports:
                        found += self.modules(other, target.name, depth + 1)
        return found

    def in_module(self, module: Module, name: str) -> tuple[list[Located], list[Module]]:
        """What `name` behind a module means: definitions, or modules in it."""
        found = self.exported(module.files, name)
        if found:
            return found, []
        inner = [
            deeper
            for file in module.files
            if (view := self._snapshot.view(file)) is not None and view.convention.reexports
            for deeper in self.modules(view, name)
            if deeper.files
        ]
        view = self._snapshot.view(module.seen_from)
        if view is not None and not inner and module.dotted:
            below = Import(_joined(view, module.dotted, name), "", "", 0, 0, 0)
            files = tuple(target.file for target in self._snapshot.targets(view, below))
            inner = [Module(module.seen_from, below.module, files)] if files else []
        return [], inner

    def types(self, view: FileView, dotted: str, offset: int | None, kinds: frozenset[str] = TYPES) -> list[Located]:
        """The types (definitions of these `kinds`) that a dotted name, written in the file at `offset`, means."""
        head, *rest = dotted.split(".")
        symbols = self.here(view, head, offset) or self.elsewhere(view, head, offset)
        modules = self.modules(view, head) if rest else []
        for name in rest:
            inside = [each for at in symbols for each in self._nested(at, name)]
            deeper: list[Module] = []
            for module in modules:
                found, below = self.in_module(module, name)
                inside += found
                deeper += below
            symbols, modules = inside, deeper
        found = [at for at in unique(symbols) if at.symbol.kind in kinds]
        if not found and rest and view.convention.packages:
            scopes = ["", *self._packages(view, offset)]
            whole = (self.whole(view, f"{scope}.{dotted}" if scope else dotted) for scope in scopes)
            found = [at for each in whole for at in each if at.symbol.kind in kinds]
        if not found and rest and not view.convention.flat:  # the beginning may be a namespace of many files
            return self.types(view, rest[-1], offset, kinds)
        return found

    def _nested(self, outer: Located, name: str) -> list[Located]:
        view = self._snapshot.view(outer.path)
        inside = view.inside.of(outer.symbol.qualified_name) if view else []
        return [Located(outer.path, symbol) for symbol in inside if symbol.name == name]

    def _behind(self, view: FileView, imported: Import, bound: str) -> list[Located]:
        found: list[Located] = []
        for target in self._snapshot.targets(view, imported):
            if not target.file:
                found += self.whole(view, target.name)
            elif target.name and not target.name.endswith("*"):
                found += self._exported(target.file, target.name) or self._inherited(target)
        if not found and view.convention.ambient:
            found = self._ambient(view, imported)
        whole = view.convention.whole
        if not found and whole and imported.name in ("", whole):  # CommonJS, or an export that the syntax does not show
            files = [target.file for target in self._snapshot.targets(view, imported)]
            found = self.exported(files, whole) or (self.exported(files, bound) if imported.name else [])
        return found

    def _inherited(self, target: Target, depth: int = 0) -> list[Located]:
        """What a type of the target's file has from its bases (Java's static imports)."""
        owner, _, name = target.name.rpartition(".")
        if not owner or depth > _BASES_DEEP:
            return []
        for at in self._own(target.file, owner):
            view = self._snapshot.view(at.path)
            for written in at.symbol.bases if view is not None and at.symbol.kind in TYPES else ():
                for base in self.types(view, written.partition("<")[0].strip(), at.symbol.start) if view else ():
                    above = Target(base.path, f"{base.symbol.qualified_name}.{name}")
                    if found := self._nested(base, name) or self._inherited(above, depth + 1):
                        return found
        return []

    def _ambient(self, view: FileView, imported: Import) -> list[Located]:
        """What a file of the project says to be in a module that has no file of its own."""
        declared = not imported.module.startswith(".") and self._snapshot.files_declaring(imported.module)
        return self.whole(view, f"{imported.module}.{imported.name}") if declared else []

    def _starred(
        self,
        targets: Sequence[Target],
        name: str,
        seen: set[tuple[str, str]] | None = None,
        asking: FileView | None = None,
    ) -> list[Located]:
        found: list[Located] = []
        for target in targets:
            if not target.file and asking is not None:
                found += self.whole(asking, f"{target.name[:-1]}{name}")
                continue
            inside = target.name[:-1]  # "Kind.": `use self::Kind::*`, which the file may itself bring in again
            if inside and f".{inside}" in f".{name}":
                continue
            inner = f"{inside}{name}"
            view = self._snapshot.view(target.file) if self._snapshot.may_give(target.file, inner) else None
            if view is not None and view.convention.starred(view.listed, name):
                found += self._exported(target.file, inner, seen)
        return found

    def _exported(self, file: str, name: str, seen: set[tuple[str, str]] | None = None) -> list[Located]:
        """What a file gives away; `seen` are the files that the question has come through: re-exports may go round in a
        circle, and what is found on the way through one is not remembered as all there is."""
        key = (file, name)
        known: list[Located] | None = self._snapshot.known(key)
        if known is not None:
            return known
        if seen is not None:
            return self._looked_up(file, name, seen)
        return self._snapshot.remember(key, lambda: self._looked_up(file, name, set()))

    def _looked_up(self, file: str, name: str, seen: set[tuple[str, str]]) -> list[Located]:
        key = (file, name)
        view = self._snapshot.view(file)
        if view is None or key in seen or len(seen) > _FILES_ASKED:
            return []
        seen.add(key)
        return self._own(file, name) or unique(self._handed_on(view, name, seen))

    def _handed_on(self, view: FileView, name: str, seen: set[tuple[str, str]]) -> list[Located]:
        if not view.convention.reexports:
            return []
        found: list[Located] = []
        for again in view.given(name):
            if not again.module:  # the file's own, under another name
                found += self._own(view.path, again.name)
            elif again.name not in ("", "*"):
                for target in self._snapshot.targets(view, again):
                    found += self._exported(target.file, target.name, seen) if target.name else []
        head, _, rest = name.partition(".")
        for again in view.given_imports.get(head, ()) if rest else ():  # a module, under a name of the file's own
            for target in self._snapshot.targets(view, again) if again.module else ():
                inner = rest if target.name in ("", "*") else f"{target.name}.{rest}"
                found += self._exported(target.file, inner, seen)
        if name != view.convention.whole:
            for again in view.starred_imports:
                found += self._starred(self._snapshot.targets(view, again), name, seen)
        return found

    def _own(self, file: str, name: str) -> list[Located]:
        view = self._snapshot.view(file)
        if view is None:
            return []
        container, _, last = name.rpartition(".")
        own = view.named.of(last)
        if container or view.convention.flat:
            own = [symbol for symbol in own if symbol.container == container]
        else:
            own = [symbol for symbol in own if not _is_type(view, symbol.container, _HIDING)]
        return [Located(file, symbol) for symbol in sorted(own, key=lambda symbol: symbol.container.count("."))]

    def _package_named(self, view: FileView, imported: Import, name: str) -> bool:
        """Whether the package behind the import calls itself `name` in its files."""
        if imported.alias or imported.name or name not in imported.module.replace("-", "_"):
            return False
        targets = self._snapshot.targets(view, imported)[:1]
        first = self._snapshot.view(targets[0].file) if targets else None
        return first is not None and any(each.kind == "module" for each in first.named.of(name))


def _opened(view: FileView, offset: int | None) -> set[str]:
    """The containers whose names are seen bare at byte `offset`.

    What a type holds is not seen in the bodies of its methods, but where the language says so.
    """
    found = set()
    in_body = False
    for symbol in view.around(offset):
        if not in_body or symbol.kind not in TYPES or view.convention.implicit_self:
            found.add(symbol.qualified_name)
        found.update(prefix for prefix in _prefixes(symbol.container) if not _is_type(view, prefix))
        in_body = in_body or (symbol.kind in FUNCTIONS and symbol.body_start <= (offset or 0))
    return found


def _stands_outside(view: FileView, symbol: Symbol) -> bool:
    """Whether a member stands outside of the type whose member it is (Kotlin's extension functions)."""
    around = view.named.of(symbol.container.rpartition(".")[2]) if symbol.container else ()
    return not any(each.start <= symbol.start < each.end for each in around) and bool(symbol.container)


def _prefixes(dotted: str) -> list[str]:
    """The dotted name and those before each of its dots, the longest first."""
    parts = dotted.split(".") if dotted else []
    return [".".join(parts[:count]) for count in range(len(parts), 0, -1)]


def _is_type(view: FileView, qualified: str, kinds: frozenset[str] = TYPES) -> bool:
    named = view.named.of(qualified.rpartition(".")[2])
    return any(symbol.kind in kinds and symbol.qualified_name == qualified for symbol in named)


def _joined(view: FileView, module: str, name: str) -> str:
    separator = view.convention.separator
    return f"{module}{name}" if module.endswith(separator) else f"{module}{separator}{name}"


def unique(found: Iterable[Located]) -> list[Located]:
    """Each definition once, where it came first."""
    seen: dict[tuple[str, int], Located] = {}
    for located in found:
        seen.setdefault((located.path, located.symbol.start), located)
    return list(seen.values())


def _same_family(located: Located, view: FileView) -> bool:
    """Whether code of the file could mean a definition in that one (C and C++, the script languages)."""
    own = languages().get(view.language)
    return own is not None and family_of(located.path) == own.family
