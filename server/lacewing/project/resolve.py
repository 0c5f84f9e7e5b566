"""From a name in a file to its definitions in the project: the file itself, its imports, its package, its types.

Resolution is by name and import, without running or type-checking anything; where several definitions fit, all are
given, best first. Knows nothing of features or editors.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator
from weakref import WeakKeyDictionary

from lacewing.project.facts import Call, Facts, Import, Symbol
from lacewing.project.index import CallSite, Index, Located
from lacewing.project.modules import ModuleFinder
from lacewing.syntax.language import language_for_path, languages

_SELF_NAMES = frozenset(["self", "cls", "this", "super", "super()"])
_TYPES = frozenset(["class", "interface", "struct", "enum", "type"])
# A bare name found nowhere nearer is taken from the whole project only when few files define it.
_PROJECT_WIDE_AT_MOST = 5
_BASES_DEEP = 5
_REEXPORTS_DEEP = 3
_FILES_REMEMBERED = 256
# Import styles of languages in which a file gives away only what stands at its top level, never members of its types.
_FLAT_STYLES = frozenset(["python", "script", "go"])
# A text, number, list or table written out: what it gives is the language's own, never the project's.
_LITERAL = re.compile(r"""[a-zA-Z]{0,2}["'`]|[\d\[{]""")


class Resolver:
    """Answers for one state of the index and remembers them: get one by `resolver_of` for each batch of questions.

    Thread-safe.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._finder = ModuleFinder(index.files())
        self._facts: dict[str, Facts | None] = {}
        self._imported: dict[tuple[str, Import], list[str]] = {}
        self._exports: dict[tuple[str, str, int], list[Located]] = {}
        self._named: dict[str, list[Located]] = {}
        self._lock = threading.RLock()

    @property
    def full(self) -> bool:
        """Whether it remembers so many files that a new one should take its place."""
        return len(self._facts) > _FILES_REMEMBERED

    def resolve(self, path: str, name: str, receiver: str = "", offset: int | None = None) -> list[Located]:
        """Definitions that `name`, used in file `path` at byte `offset` on `receiver`, may mean; best first."""
        with self._lock:  # what is half worked out must not be taken for an answer
            return self._resolve(path, name, receiver, offset)

    def _resolve(self, path: str, name: str, receiver: str, offset: int | None) -> list[Located]:
        facts = self.facts(path)
        if facts is None:
            return []
        if receiver in _SELF_NAMES:
            owner = self.enclosing_type(facts, offset)
            return self.members(path, owner, name) if owner else []
        found = (
            self._on_receiver(path, facts, name, receiver, offset)
            if receiver
            else self._bare(path, facts, name, offset)
        )
        return sorted(found, key=_is_declaration)

    def facts(self, path: str) -> Facts | None:
        """The facts of a file, fetched once."""
        if path not in self._facts:
            self._facts[path] = self._index.facts(path)
        return self._facts[path]

    def imported_files(self, path: str, imported: Import) -> list[str]:
        """The project's files that an import of `path` may mean."""
        key = (path, imported)
        if key not in self._imported:
            facts = self.facts(path)
            self._imported[key] = self._finder.find(path, imported, _style(facts.language)) if facts else []
        return self._imported[key]

    def members(self, path: str, owner: Symbol, name: str, depth: int = 0) -> list[Located]:
        """The member `name` of the type `owner` of `path`, or of its bases (nearest first)."""
        facts = self.facts(path)
        own = [s for s in facts.symbols if s.name == name and s.container == owner.qualified_name] if facts else []
        if own or depth >= _BASES_DEEP:
            return [Located(path, symbol) for symbol in own]
        elsewhere = [at for at in self._index.members_of(owner.qualified_name) if at.symbol.name == name]
        if elsewhere:
            return elsewhere
        found = []
        for base in owner.bases:
            for located in self._types_named(path, _plain(base)):
                if located.symbol is not owner:
                    found += self.members(located.path, located.symbol, name, depth + 1)
        return found

    def enclosing_type(self, facts: Facts, offset: int | None) -> Symbol | None:
        """The innermost class-like symbol around byte `offset`, or the type of a method declared outside it."""
        if offset is None:
            return None
        around = [symbol for symbol in facts.symbols if symbol.start <= offset <= symbol.end]
        types = [symbol for symbol in around if symbol.kind in _TYPES]
        if types:
            return max(types, key=lambda symbol: symbol.start)
        methods = [symbol for symbol in around if symbol.container]
        if not methods:
            return None
        owner = max(methods, key=lambda symbol: symbol.start).container.rpartition(".")[2]
        return next((at.symbol for at in self._symbols_named(owner) if at.symbol.kind in _TYPES), None)

    def _symbols_named(self, name: str) -> list[Located]:
        if name not in self._named:
            self._named[name] = self._index.symbols_named(name)
        return self._named[name]

    def _bare(self, path: str, facts: Facts, name: str, offset: int | None) -> list[Located]:
        if _is_parameter(name, facts, offset):
            return []
        own = [Located(path, s) for s in facts.symbols if s.name == name and _visible(s, facts, offset)]
        if own:
            return sorted(own, key=lambda at: (-len(at.symbol.container), at.symbol.start))
        found = self._through_imports(path, facts, name)
        if found:
            return found
        flat = _style(facts.language) in _FLAT_STYLES
        everywhere = [
            at for at in self._symbols_named(name) if _same_family(at, facts) and not (flat and at.symbol.container)
        ]
        siblings = set(self._finder.siblings(path))
        beside = [at for at in everywhere if at.path in siblings and not at.symbol.container]
        if beside:
            return beside
        return everywhere if 0 < len(everywhere) <= _PROJECT_WIDE_AT_MOST else []

    def _through_imports(self, path: str, facts: Facts, name: str) -> list[Located]:
        """Definitions behind the imports that bind `name`, or that bind everything of a module."""
        found: list[Located] = []
        for imported in facts.imports:
            binds_all = imported.name == "*" or not (imported.bound and (imported.name or imported.alias))
            if imported.bound != name and not binds_all:
                continue
            wanted = imported.name if imported.bound == name and imported.name not in ("", "*", "default") else name
            found += self.exported(self.imported_files(path, imported), wanted)
        return _unique(found)

    def exported(self, files: Iterable[str], name: str) -> list[Located]:
        """Top-level `name` of `files`, following re-exports a few steps."""
        with self._lock:
            return _unique([located for file in files for located in self._exported_from(file, name, 0)])

    def _exported_from(self, file: str, name: str, depth: int) -> list[Located]:
        key = (file, name, depth)
        if key in self._exports:
            return self._exports[key]
        self._exports[key] = []  # re-exports may go round in a circle
        facts = self.facts(file)
        if facts is None:
            return []
        flat = _style(facts.language) in _FLAT_STYLES
        own = [symbol for symbol in facts.symbols if symbol.name == name and not (flat and symbol.container)]
        found = [Located(file, symbol) for symbol in sorted(own, key=lambda symbol: symbol.container.count("."))]
        if not own and depth < _REEXPORTS_DEEP:
            for again in facts.imports:
                if again.bound == name or again.name == "*":
                    wanted = again.name if again.bound == name and again.name not in ("", "*") else name
                    for target in self.imported_files(file, again):
                        found += self._exported_from(target, wanted, depth + 1)
        self._exports[key] = _unique(found)
        return self._exports[key]

    def _on_receiver(self, path: str, facts: Facts, name: str, receiver: str, offset: int | None) -> list[Located]:
        head = receiver.split(".")[0].split("(")[0].removeprefix("*").removeprefix("&")
        modules = [file for i in facts.imports if head in (i.bound, i.alias) for file in self.imported_files(path, i)]
        found = self.exported(modules, name)
        if found or _LITERAL.match(receiver):
            return _unique(found)
        known = self.type_of(path, facts, receiver, offset)
        for located in self._types_named(path, known or head):
            found += self.members(located.path, located.symbol, name)
        return _unique(found) if found or known else self._member_in_play(path, facts, name)

    def _member_in_play(self, path: str, facts: Facts, name: str) -> list[Located]:
        """A member of a receiver whose type is unknown: only of types of this file and of the files it imports.

        A wider guess would take every `items` or `join` of a built-in for some method of the project.
        """
        near = {path, *(file for imported in facts.imports for file in self.imported_files(path, imported))}
        found = [at for at in self._symbols_named(name) if at.symbol.container and at.path in near]
        return found if len(found) == 1 else []

    def type_of(self, path: str, facts: Facts, receiver: str, offset: int | None) -> str:
        """The name of a receiver's type where the syntax near it shows one: an annotated parameter, field or result."""
        last = receiver.replace("?", "").split(".")[-1]
        if last.endswith(")"):
            called = self.resolve(path, last.split("(")[0])
            kinds = [_plain(at.symbol.result) or (at.symbol.name if at.symbol.kind in _TYPES else "") for at in called]
            return next(filter(None, kinds), "")
        around = [s for s in facts.symbols if offset is not None and s.start <= offset <= s.end]
        for symbol in sorted(around, key=lambda symbol: -symbol.start):
            for parameter in symbol.parameters:
                if parameter.name == last:
                    return _plain(parameter.type)
        fields = [s for s in facts.symbols if s.name == last and s.kind in ("field", "variable", "property")]
        return next((_plain(symbol.result) for symbol in fields if symbol.result), "")

    def _types_named(self, path: str, name: str) -> list[Located]:
        return [at for at in self.resolve(path, name) if at.symbol.kind in _TYPES] if name else []


_resolvers: WeakKeyDictionary[Index, tuple[tuple[int, ...], Resolver]] = WeakKeyDictionary()
_resolvers_lock = threading.Lock()


def resolver_of(index: Index) -> Resolver:
    """The resolver for the present state of the index: the same one until something is written or edited."""
    generation = index.generation()
    with _resolvers_lock:
        known = _resolvers.get(index)
    if known is not None and known[0] == generation and not known[1].full:
        return known[1]
    resolver = Resolver(index)
    if index.generation() == generation:  # else it may have seen either state
        with _resolvers_lock:
            _resolvers[index] = (generation, resolver)
    return resolver


def resolve(index: Index, path: str, name: str, receiver: str = "", offset: int | None = None) -> list[Located]:
    """One question to the index's resolver."""
    return resolver_of(index).resolve(path, name, receiver, offset)


def callees(index: Index, located: Located) -> list[tuple[Call, Located | None]]:
    """Every call inside the definition, in order, with the definition it resolves to (None for one outside)."""
    resolver = resolver_of(index)
    facts = resolver.facts(located.path)
    symbol = located.symbol
    if facts is None:
        return []
    inside = [call for call in facts.calls if symbol.start <= call.start and call.end <= symbol.end]
    answers = []
    for call in inside:
        found = resolver.resolve(located.path, call.name, call.receiver, call.start)
        answers.append((call, found[0] if found else None))
    return answers


def callers(index: Index, located: Located, limit: int = 200) -> Iterator[CallSite]:
    """Calls in the project that may mean this definition: same name, and resolved to it or to nothing else.

    At most `limit` calls are looked at, each only when it is asked for.
    """
    resolver = resolver_of(index)
    symbol = located.symbol
    names = {symbol.name}
    if symbol.kind == "constructor":
        names.add(symbol.container.rpartition(".")[2])
    for name in sorted(names):
        for site in index.calls_to(name, limit):
            meant = resolver.resolve(site.path, site.call.name, site.call.receiver, site.call.start)
            if any(at.path == located.path and at.symbol.start == symbol.start for at in meant) or (
                symbol.kind == "constructor" and any(at.symbol.name == name for at in meant)
            ):
                yield site


def _visible(symbol: Symbol, facts: Facts, offset: int | None) -> bool:
    """Whether a bare name can mean `symbol`: top level, or in a container that is open at `offset`."""
    if not symbol.container:
        return True
    if offset is None:
        return False
    return any(s.qualified_name == symbol.container and s.start <= offset <= s.end for s in facts.symbols)


def _is_parameter(name: str, facts: Facts, offset: int | None) -> bool:
    """Whether a bare name at byte `offset` is a parameter of a function around it, which may be anything passed in."""
    return offset is not None and any(
        parameter.name == name
        for symbol in facts.symbols
        if symbol.body_start <= offset <= symbol.end
        for parameter in symbol.parameters
    )


def _same_family(located: Located, facts: Facts) -> bool:
    """Whether code of the facts' language could mean a definition in that file (C and C++, the script languages)."""
    language = language_for_path(located.path)
    return language is not None and _style(language.name) == _style(facts.language)


def _style(language: str) -> str:
    """How files of a language name each other; languages of one style are one family."""
    found = languages().get(language)
    return str(found.extra.get("imports", {}).get("style", language)) if found else language


def _plain(annotation: str) -> str:
    """The name of the type in an annotation, without quotes, pointers, type arguments and qualification."""
    text = annotation.strip().strip("\"'").removeprefix("Optional[").removeprefix("const ")
    for separator in ("[", "<", "|", "?"):
        head = text.split(separator)[0]
        text = head if head.strip() else text
    return text.strip(" *&[]:").rpartition(".")[2].rpartition("::")[2]


def _is_declaration(located: Located) -> bool:
    """Whether it only declares a function that is defined elsewhere (a C prototype, an abstract method)."""
    symbol = located.symbol
    return symbol.kind in ("function", "method", "constructor") and symbol.body_start >= symbol.end


def _unique(found: list[Located]) -> list[Located]:
    seen: dict[tuple[str, int], Located] = {}
    for located in found:
        seen.setdefault((located.path, located.symbol.start), located)
    return list(seen.values())
