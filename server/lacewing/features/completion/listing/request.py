"""One question for a list: the place, the word there, and what is known around it; worked out once for all sources."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from lacewing.features.completion.cursor_word import CursorWord
from lacewing.features.completion.place import Place
from lacewing.features.completion.sources import CompletionSources
from lacewing.project.facts import Symbol
from lacewing.project.index import Index, Located
from lacewing.project.resolve import Resolver, resolver_of
from lacewing.syntax.call_site import CallSite, call_around
from lacewing.syntax.language import Language


@dataclass(frozen=True)
class ListRequest:
    """`word` is the one at the cursor of `place`."""

    place: Place
    word: CursorWord
    sources: CompletionSources

    @property
    def index(self) -> Index:
        """The project's index."""
        return self.sources.index

    @property
    def path(self) -> str:
        """The file, as the index knows it."""
        return self.sources.path

    @property
    def language(self) -> Language | None:
        """That of the code at the cursor."""
        return self.place.source.language

    @property
    def style(self) -> str:
        """How files of that language name each other ("python", "script" …), "" where they do not."""
        language = self.language
        return str(language.extra.get("imports", {}).get("style", "")) if language is not None else ""

    @cached_property
    def resolver(self) -> Resolver:
        """Names and types, those of libraries included."""
        return resolver_of(self.index, self.sources.libraries)

    @property
    def inside(self) -> int:
        """A byte offset that the definition around the cursor holds, even when the cursor stands at its very end."""
        return max(0, self.place.offset - 1)

    def located(self, symbol: Symbol) -> Located:
        """A definition of this file."""
        return Located(self.path, symbol)

    @cached_property
    def begins_argument(self) -> bool:
        """Whether the word is the first of an argument of the call around."""
        start = self.place.offset - len(self.word.stem.encode())
        head = self.place.source.data[max(0, start - 200) : start].rstrip()
        return self.word.receiver is None and head.endswith((b"(", b",")) and self.call is not None

    @cached_property
    def before(self) -> str:
        """The cursor's line up to the word."""
        prefix = self.place.line_prefix
        return prefix[: len(prefix) - len(self.word.stem)]

    @cached_property
    def call(self) -> CallSite | None:
        """The call whose arguments the cursor stands in."""
        return call_around(self.place.source.whole, self.place.offset)
