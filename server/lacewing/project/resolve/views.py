"""What resolution looks up in one file, sorted into tables on demand and kept while the file stays as it is."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections import OrderedDict, defaultdict
from collections.abc import Mapping
from functools import cached_property

from lacewing.project.facts import Binding, Facts, Outline, Symbol
from lacewing.project.index import Index
from lacewing.project.modules import Convention, convention_of, style_of

TYPES = frozenset(["class", "interface", "struct", "enum", "type"])
FUNCTIONS = frozenset(["function", "method", "constructor", "property"])
_NO_REGION = -1
_NEVER = 1 << 62
_VIEWS_KEPT = 256


class FileView:
    """One file: `outline` is what others see of it, `facts` all that it says when it is open."""

    def __init__(self, path: str, outline: Outline, facts: Facts | None, index: Index) -> None:
        self.path = path
        self.outline = outline
        self.facts = facts
        self.source = index.source(path)
        self._index = index

    @cached_property
    def style(self) -> str:
        """The style by which it names other files."""
        return style_of(self.outline.language)

    @property
    def convention(self) -> Convention:
        """The convention that it follows."""
        return convention_of(self.style)

    @cached_property
    def named(self) -> Mapping[str, list[Symbol]]:
        """Its definitions by name, in document order."""
        found: dict[str, list[Symbol]] = defaultdict(list)
        for symbol in self.outline.symbols:
            if symbol.kind != "extension":
                found[symbol.name].append(symbol)
        return dict(found)

    @cached_property
    def inside(self) -> Mapping[str, list[Symbol]]:
        """Its definitions by dotted container, in document order."""
        found: dict[str, list[Symbol]] = defaultdict(list)
        for symbol in self.outline.symbols:
            found[symbol.container].append(symbol)
        return dict(found)

    def around(self, offset: int | None) -> list[Symbol]:
        """The definitions that hold byte `offset`, innermost first; [] without an offset."""
        if offset is None:
            return []
        lasting = self._lasting(offset)
        return [
            symbol
            for symbol in reversed(self._regions)
            if symbol.start <= offset
            and (offset <= symbol.end or (symbol.end >= lasting and self._deeper(symbol.start, offset)))
        ]

    def holding(self, bindings: list[Binding], offset: int) -> list[Binding]:
        """Those that begin before byte `offset` and still hold there."""
        lasting = self._lasting(offset)
        return [
            each
            for each in bindings
            if each.start < offset
            and (offset <= each.end or (each.end >= lasting and self._deeper(each.start, offset)))
        ]

    def _lasting(self, offset: int) -> int:
        """Definitions that end here or later may still go on at `offset`: where indentation makes blocks, the tree
        closes them behind their last statement, and a cursor on the line below may belong to them."""
        source = self.source
        if source is None or source.language is None or source.language.block_opener != ":":
            return _NEVER
        return len(source.data[:offset].rstrip())

    def _deeper(self, start: int, offset: int) -> bool:
        """Whether the line of `offset` is indented deeper than the one of `start`."""
        if self.source is None:
            return False
        data = self.source.data
        first = data.rfind(b"\n", 0, start) + 1
        head = data[first : data.find(b"\n", start) if b"\n" in data[start:] else len(data)]
        return _indent(data, offset) > _indent(data, first + len(head) - len(head.lstrip(b" \t")))

    @cached_property
    def _regions(self) -> list[Symbol]:
        """What may hold others: no variable does that counts."""
        return [
            each
            for each in self.outline.symbols
            if each.kind in FUNCTIONS or each.kind in TYPES or each.body_start < each.end
        ]

    def bound(self, name: str, region: Symbol | None) -> list[Binding]:
        """The bindings of a name directly in the function or type `region`, None for outside of all; in order."""
        return self._bindings.get((name, _NO_REGION if region is None else region.start), [])

    def bound_names(self, region: Symbol | None) -> list[str]:
        """The names that are bound directly in `region`."""
        start = _NO_REGION if region is None else region.start
        return [name for name, begin in self._bindings if begin == start]

    @cached_property
    def _bindings(self) -> Mapping[tuple[str, int], list[Binding]]:
        """By name and the start of the innermost definition around."""
        regions = [each for each in self._regions if each.kind in FUNCTIONS or each.kind in TYPES]
        found: dict[tuple[str, int], list[Binding]] = defaultdict(list)
        stack: list[Symbol] = []
        upcoming = 0
        imports = sorted((each.start, each.end) for each in self.outline.imports)
        for binding in self._index.bindings(self.path):
            before = bisect_right(imports, (binding.start, _NEVER)) - 1
            if before >= 0 and binding.start < imports[before][1]:
                continue  # `const a = require("a")`
            while upcoming < len(regions) and regions[upcoming].start <= binding.start:
                stack.append(regions[upcoming])
                upcoming += 1
            while stack and stack[-1].end <= binding.start:
                stack.pop()
            found[binding.name, stack[-1].start if stack else _NO_REGION].append(binding)
        return dict(found)


class Views:
    """The views of files of one stored state of the index, those used last kept. Thread-safe."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._known: OrderedDict[str, FileView | None] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, path: str, facts: Facts | None) -> FileView | None:
        """The view of `path`, whose facts are `facts` when it is open; None when it isn't in the index."""
        with self._lock:
            if path in self._known:
                known = self._known[path]
                if (known.facts if known else None) is facts:
                    self._known.move_to_end(path)
                    return known
        view = self._make(path, facts)
        with self._lock:
            self._known[path] = view
            self._known.move_to_end(path)
            if len(self._known) > _VIEWS_KEPT:
                self._known.popitem(last=False)
        return view

    def _make(self, path: str, facts: Facts | None) -> FileView | None:
        if facts is not None:
            return FileView(path, Outline(facts.language, facts.symbols, facts.imports), facts, self._index)
        outline = self._index.outline(path)
        return FileView(path, outline, None, self._index) if outline else None


def _indent(data: bytes, offset: int) -> int:
    """The width of the blanks that begin the line of `offset`, looked at up to there."""
    line = data[data.rfind(b"\n", 0, offset) + 1 : offset].expandtabs(8)
    return len(line) - len(line.lstrip(b" \t"))
