"""What resolution looks up in one file, sorted into tables on demand and kept while the file stays as it is."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache, cached_property

from lacewing.project.bindings import bindings_outside, bindings_within
from lacewing.project.definitions import Definitions, OpenDefinitions, SymbolsBy
from lacewing.project.facts import PLACES, Binding, Facts, Import, Symbol
from lacewing.project.index import Index
from lacewing.project.modules import Convention, convention_of, style_of
from lacewing.project.recent import Recent
from lacewing.project.resolve.regions import NEVER, Regions

TYPES = frozenset(["class", "interface", "struct", "enum", "type"])
FUNCTIONS = frozenset(["function", "method", "constructor", "property"])
_KEPT = 3_000_000  # bytes of stored outlines; tables and symbols that were asked for come on top
_VIEW_BYTES = 2_000

_ByName = Mapping[str, list[Binding]]


class FileView:
    """One file: `definitions` is what others see of it, `facts` all that it says when it is open."""

    def __init__(self, path: str, definitions: Definitions, facts: Facts | None, index: Index) -> None:
        self.path = path
        self.facts = facts
        self.language = definitions.language
        self._definitions = definitions
        # No method of the view, here and in what tables are made by: they would keep it, and its text, until a
        # collection comes.
        self._symbol = cache(definitions.symbol)
        self._index = index
        self._source = index.source(path)
        self._around: tuple[int, list[Symbol]] = (-1, [])
        self._bound: dict[tuple[int, int], Mapping[int, _ByName]] = {}

    @cached_property
    def style(self) -> str:
        """The style by which it names other files."""
        return style_of(self.language)

    @cached_property
    def convention(self) -> Convention:
        """The convention that it follows."""
        return convention_of(self.style)

    @cached_property
    def package(self) -> str:
        """The dotted package that a symbol beside its definitions says they belong to, "" when none does."""
        if self.convention.packages != "module":
            return ""
        kinds = self._definitions.kinds
        name = self._definitions.names[kinds.index("module")] if "module" in kinds else ""
        return name.replace("\\", ".").replace("::", ".")

    @cached_property
    def length(self) -> int:
        """Where its last definition ends."""
        return max(self._definitions.ends, default=0)

    @cached_property
    def listed(self) -> str:
        """The signature of its `__all__`, "" when it has none."""
        return next((symbol.signature for symbol in self.named.of("__all__")), "")

    @cached_property
    def named(self) -> SymbolsBy:
        """Its definitions by name, in document order."""
        known, counts = self._definitions, _is_definition
        return SymbolsBy(lambda: known.names, lambda: known.kinds, counts, self._symbol, known.may_define)

    @cached_property
    def extensions(self) -> SymbolsBy:
        """Its symbols of kind "extension" by the name of the type that they give bases."""
        known, counts = self._definitions, _is_extension
        return SymbolsBy(lambda: known.names, lambda: known.kinds, counts, self._symbol, known.may_define)

    @cached_property
    def inside(self) -> SymbolsBy:
        """Its definitions by dotted container, in document order."""
        known = self._definitions
        return SymbolsBy(lambda: known.containers, lambda: known.kinds, lambda kind: True, self._symbol)

    @property
    def given_names(self) -> Sequence[str]:
        """The names of its own that others can take from it, and maybe more."""
        known = self._definitions
        if not self.convention.flat:
            return known.names
        return [name for name, container in zip(known.names, known.containers, strict=True) if not container]

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """Its imports in document order."""
        return self._definitions.imports()

    @cached_property
    def bound_imports(self) -> Mapping[str, list[Import]]:
        """Its imports by the names that they bind, and by aliases under which it hands something on."""
        found: dict[str, list[Import]] = defaultdict(list)
        for each in self.imports:
            for name in {each.bound, each.alias} - {""}:
                found[name].append(each)
        return dict(found)

    @cached_property
    def given_imports(self) -> Mapping[str, list[Import]]:
        """Its imports by the names under which others can take from it what they bring."""
        found: dict[str, list[Import]] = defaultdict(list)
        for each in self.imports:
            found[(each.alias or each.name) if each.binding == "" else each.bound].append(each)
        return dict(found)

    def given(self, name: str) -> Sequence[Import]:
        """The imports by which others can take `name` from it."""
        return self.given_imports.get(name, ()) if self._definitions.may_import(name) else ()

    @cached_property
    def starred_imports(self) -> list[Import]:
        """Its imports of all that something holds."""
        if not self._definitions.may_import("*"):
            return []
        return [each for each in self.imports if each.name == "*" and not each.alias]

    def around(self, offset: int | None) -> list[Symbol]:
        """The definitions that hold byte `offset`, innermost first; [] without an offset."""
        if offset is None:
            return []
        if self._around[0] != offset:
            around = map(self._symbol, self._regions.around(offset))
            self._around = (offset, [each for each in around if each.kind in _OUTER or each.body_start < each.end])
        return self._around[1]

    def holding(self, bindings: list[Binding], offset: int) -> list[Binding]:
        """Those that begin before byte `offset` and still hold there."""
        holds = self._regions.holding([(each.start, each.end) for each in bindings], offset)
        return [each for each, still in zip(bindings, holds, strict=True) if still]

    def bound(self, regions: list[Symbol], number: int) -> _ByName:
        """By name, in order: the bindings directly in the function or type at `number` of `regions` (those around a
        place, innermost first), or outside of all for an empty list."""
        # Only what one function holds is looked at: a class may be the whole file.
        outer = next((each for each in reversed(regions) if each.kind in FUNCTIONS), regions[0] if regions else None)
        start, end = (outer.start, outer.end) if outer is not None else (0, NEVER)
        if (start, end) not in self._bound:
            self._bound[start, end] = self._bindings(start, end, bool(regions))
        return self._bound[start, end].get(regions[number].start if regions else -1, {})

    def _bindings(self, start: int, end: int, in_region: bool) -> Mapping[int, _ByName]:
        """The bindings between two offsets by the start of the innermost definition around, -1 for none."""
        regions = [span for span in self._holders if start <= span[0] < end]
        if self._source is None:
            bound = [each for each in self._index.bindings(self.path) if start <= each.start < end]
        elif in_region:
            bound = list(bindings_within(self._source, start, end))
        else:
            bound = list(bindings_outside(self._source, regions))
        imports = sorted((each.start, each.end) for each in self.imports)
        found: dict[int, dict[str, list[Binding]]] = defaultdict(lambda: defaultdict(list))
        stack: list[tuple[int, int]] = []
        upcoming = 0
        for binding in bound:
            before = bisect_right(imports, (binding.start, NEVER)) - 1
            if before >= 0 and binding.start < imports[before][1]:
                continue  # `const a = require("a")`
            while upcoming < len(regions) and regions[upcoming][0] <= binding.start:
                stack.append(regions[upcoming])
                upcoming += 1
            while stack and stack[-1][1] <= binding.start:
                stack.pop()
            found[stack[-1][0] if stack else -1][binding.name].append(binding)
        return {begin: dict(names) for begin, names in found.items()}

    @cached_property
    def _holders(self) -> list[tuple[int, int]]:
        """Start and end of its functions and types."""
        known = self._definitions
        spans = zip(known.starts, known.ends, known.kinds, strict=True)
        return [(start, end) for start, end, kind in spans if kind in _OUTER]

    @cached_property
    def _regions(self) -> Regions:
        return Regions(self._definitions.starts, self._definitions.ends, self._source)


_OUTER = FUNCTIONS | TYPES


def _is_definition(kind: str) -> bool:
    return kind != "extension" and kind not in PLACES


def _is_extension(kind: str) -> bool:
    return kind == "extension"


class Views:
    """The views of files of one stored state of the index: of closed files those used last, and those of open ones.
    Thread-safe."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._closed: Recent[FileView | None] = Recent(_KEPT)
        self._open: dict[str, FileView] = {}
        self._lock = threading.Lock()

    def get(self, path: str, facts: Facts | None) -> FileView | None:
        """The view of `path`, whose facts are `facts` when it is open; None when it isn't in the index."""
        if facts is None:
            return self._closed.get(path, lambda: self._stored(path))
        with self._lock:
            known = self._open.get(path)
        if known is not None and known.facts is facts:
            return known
        view = FileView(path, OpenDefinitions(facts), facts, self._index)
        with self._lock:
            self._open[path] = view
        return view

    def keep_open(self, opened: Collection[str]) -> None:
        """Of open documents these alone are open still: the text and the tree of any other is held for nothing."""
        with self._lock:
            self._open = {path: view for path, view in self._open.items() if path in opened}

    def _stored(self, path: str) -> tuple[FileView | None, int]:
        """The view of a closed file with its weight."""
        definitions = self._index.definitions(path)
        if definitions is None:
            return None, _VIEW_BYTES
        return FileView(path, definitions, None, self._index), _VIEW_BYTES + definitions.size
