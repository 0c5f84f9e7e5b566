"""Which sources are asked at a place, and the list that comes of it.

Everything comes from memory and the index; a model is never asked. The engine's probabilities rank what the sources
found, and words that it foresees and nobody found are entries too.
"""

from __future__ import annotations

import threading

from lacewing.features.completion.cursor_word import CursorWord, word_at
from lacewing.features.completion.engine_query import engine_query
from lacewing.features.completion.listing.arguments import arguments
from lacewing.features.completion.listing.entry import Entry, Found
from lacewing.features.completion.listing.habits import habits
from lacewing.features.completion.listing.import_lines import import_line, import_path
from lacewing.features.completion.listing.keys import keys
from lacewing.features.completion.listing.members import members
from lacewing.features.completion.listing.names import names
from lacewing.features.completion.listing.overrides import overrides
from lacewing.features.completion.listing.ranking import ranked
from lacewing.features.completion.listing.request import ListRequest
from lacewing.features.completion.options import CompletionOptions
from lacewing.features.completion.place import Place
from lacewing.features.completion.sources import CompletionSources
from lacewing.features.completion.trigger import region_at
from lacewing.features.completion.types import CompletionItem
from lacewing.syntax.source import Source

_WORD = 0.05
_ENGINE_WORDS = 40
_ENGINE_RANKS = 600
# Below these probabilities the engine's words behind a receiver are just frequent ones; more so beside its members.
_SURE_MEMBER = 0.05
_SURE_BESIDE_MEMBERS = 0.3


def list_in_turn(
    source: Source,
    offset: int,
    sources: CompletionSources,
    options: CompletionOptions,
    ended: threading.Event | None = None,
) -> list[CompletionItem]:
    """`list_completions` in turn with ghost texts; [] when nobody waits for it any more as its turn comes.

    Side by side they would only take the interpreter's lock from each other, the list above all: whoever asks a
    database gives the lock away at every row, and has to wait for it.
    """
    with sources.session.turn:
        if ended is not None and ended.is_set():
            return []
        return list_completions(source, offset, sources, options)


def list_completions(
    source: Source, offset: int, sources: CompletionSources, options: CompletionOptions
) -> list[CompletionItem]:
    """Entries for the cursor at byte `offset`, best first. Outside of code only keys and the names of files."""
    place = Place(source.at(offset), offset)
    language = place.source.language
    if not options.listing or (language is not None and language.name in options.unlisted_languages):
        return []
    word = word_at(place)
    request = ListRequest(place, word, sources)
    region = region_at(place)
    if region == "string":
        return _trimmed(import_path(request) or keys(request), {}, request, options)
    if region != "code":
        return []
    if request.style in ("include", "css") and (files := import_path(request)):
        return _trimmed(files, {}, request, options)
    if (imports := import_line(request)) is not None:
        return _trimmed(imports, _foreseen(request), request, options)
    if word.receiver is None and not _begins_otherwise(request) and (methods := overrides(request)):
        return _trimmed(methods, {}, request, options)
    if not word.stem and word.receiver is None and not _worth_asking(place):
        return []
    return _trimmed(*_code(request), request, options)


def _code(request: ListRequest) -> tuple[Found, dict[str, float]]:
    word, language = request.word, request.language
    foreseen = _foreseen(request)
    bare = word.receiver is None
    found = names(request) | arguments(request) | habits(request) if bare else members(request)
    keywords = language.keywords if language else frozenset[str]()
    known = frozenset(found)
    for name, probability in list(foreseen.items())[:_ENGINE_WORDS]:
        if name not in known and _may_stand(name, probability, word, keywords, bool(known)):
            found[name] = Entry("keyword" if name in keywords else "text", _WORD, to_import=word.receiver is None)
    return found, foreseen


def _foreseen(request: ListRequest) -> dict[str, float]:
    query = engine_query(request.place, request.sources)
    return dict(request.sources.engine.next_tokens(query, request.word.stem, _ENGINE_RANKS))


def _trimmed(
    found: Found, foreseen: dict[str, float], request: ListRequest, options: CompletionOptions
) -> list[CompletionItem]:
    return ranked(found, foreseen, request.word, request.place)[: options.max_items]


def _may_stand(name: str, probability: float, word: CursorWord, keywords: frozenset[str], members_known: bool) -> bool:
    """Whether a word the engine foresees is worth an entry: behind a receiver few are, before a letter is typed or
    where its members are known."""
    if word.receiver is None:
        return True
    if name in keywords or name == word.receiver:
        return False
    if members_known:
        return probability >= _SURE_BESIDE_MEMBERS
    return bool(word.stem) or probability >= _SURE_MEMBER


def _begins_otherwise(request: ListRequest) -> bool:
    """Whether something else than a member can begin at the place: in a class body of a language with braces, types
    and modifiers."""
    return not request.before.strip() and not request.word.stem


def _worth_asking(place: Place) -> bool:
    """Whether a list without a typed letter helps: after an opening bracket, a comma, an operator or a blank."""
    before = place.line_prefix
    return not before.strip() or before[-1] in " \t([{,=:<>&|!@*+-/%~^"
