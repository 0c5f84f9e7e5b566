"""The completion list: members, names in scope, the project's symbols, keywords, and words the engine foresees.

Everything comes from memory and the index; a model is never asked. The engine's probabilities rank what the other
sources found.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from lacewing.engine.engine import EngineQuery
from lacewing.features.completion.cursor_word import CursorWord, word_at
from lacewing.features.completion.members import members_of, seen_behind
from lacewing.features.completion.options import CompletionOptions
from lacewing.features.completion.place import Place
from lacewing.features.completion.sources import CompletionSources
from lacewing.features.completion.trigger import region_at
from lacewing.features.completion.types import CompletionItem, ItemKind
from lacewing.project.index import Located
from lacewing.syntax.language import Language, language_for_path
from lacewing.syntax.scopes import definitions_in_scope
from lacewing.syntax.source import Source
from lacewing.text.matching import match_quality

# What a source is worth beside the engine's probability (0 to 1) and the quality of the match (0 to 1).
_MEMBER, _SEEN, _LOCAL, _PROJECT, _KEYWORD, _WORD = 0.6, 0.45, 0.5, 0.15, 0.1, 0.05
# Taken from a private name, three times as much from one that the language calls by itself.
_HIDDEN = 0.1
_ENGINE_WORDS = 40
_PROJECT_SYMBOLS = 60
# Below this probability the engine's words behind a receiver are just the project's frequent ones.
_SURE_MEMBER = 0.05
_SCOPE_KINDS: dict[str, ItemKind] = {
    "parameter": "parameter", "variable": "variable", "function": "function", "class": "class", "import": "module",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: ItemKind
    worth: float
    detail: str = ""
    documentation: str = ""


def list_completions(
    source: Source, offset: int, sources: CompletionSources, options: CompletionOptions
) -> list[CompletionItem]:
    """Entries for the cursor at byte `offset`, best first, each replacing the word there. None outside of code."""
    place = Place(source.at(offset), offset)
    if not options.listing or region_at(place) != "code":
        return []
    word = word_at(place)
    if not word.stem and word.receiver is None and not _worth_asking(place):
        return []
    language = place.source.language
    comment = language.line_comment if language else ""
    query = EngineQuery(sources.path, place.prefix, place.suffix, comment)
    foreseen = dict(sources.engine.next_tokens(query, word.stem, _ENGINE_WORDS))
    found = _members(word, place, sources) if word.receiver is not None else _names(word, place, sources)
    keywords = language.keywords if language else frozenset[str]()
    for name, probability in foreseen.items():
        if name not in found and _may_stand(name, probability, word, keywords):
            found[name] = _Entry("keyword" if name in keywords else "text", _WORD)
    items = _ranked(found, foreseen, word)
    return items[: options.max_items]


def _may_stand(name: str, probability: float, word: CursorWord, keywords: frozenset[str]) -> bool:
    """Whether a word the engine foresees is worth an entry: behind a receiver, before a letter is typed, few are."""
    if word.receiver is None:
        return True
    return name not in keywords and name != word.receiver and (bool(word.stem) or probability >= _SURE_MEMBER)


def _ranked(found: dict[str, _Entry], foreseen: dict[str, float], word: CursorWord) -> list[CompletionItem]:
    items = []
    for name, entry in found.items():
        quality = match_quality(name, word.stem)
        if not quality or (name == word.stem and entry.kind == "text"):
            continue
        score = quality + entry.worth + 1.5 * foreseen.get(name, 0.0)
        items.append(
            CompletionItem(name, entry.kind, word.span, name, round(score, 6), entry.detail, entry.documentation)
        )
    return sorted(items, key=lambda item: (-item.score, item.label.lower(), item.label))


def _members(word: CursorWord, place: Place, sources: CompletionSources) -> dict[str, _Entry]:
    receiver = word.receiver or ""
    found = _entries(members_of(receiver, place, sources.index, sources.path), _MEMBER)
    for name in seen_behind(receiver, sources.index.facts(sources.path)):
        if name in found:
            found[name] = replace(found[name], worth=_MEMBER + 0.1)
        elif name != word.stem:
            found[name] = _Entry("field", _SEEN)
    return found


def _names(word: CursorWord, place: Place, sources: CompletionSources) -> dict[str, _Entry]:
    found: dict[str, _Entry] = {}
    language = place.source.language
    for local in definitions_in_scope(place.source, place.offset):
        if not local.span.contains(place.offset):
            found[local.name] = _Entry(_SCOPE_KINDS.get(local.kind, "variable"), _LOCAL)
    for symbol in sources.index.symbols_in(sources.path):
        if not symbol.container and symbol.name in found:
            found[symbol.name] = _Entry(symbol.kind, _LOCAL, symbol.signature, symbol.docstring)
    if word.stem:
        everywhere = sources.index.symbols_with_prefix(word.stem, _PROJECT_SYMBOLS)
        meant = (at for at in everywhere if not at.symbol.container and _may_mean(language, at.path))
        for name, entry in _entries(meant, _PROJECT).items():
            found.setdefault(name, entry)
    for keyword in sorted(language.keywords) if language else ():
        if match_quality(keyword, word.stem) >= 0.9:
            found.setdefault(keyword, _Entry("keyword", _KEYWORD))
    return found


def _may_mean(language: Language | None, path: str) -> bool:
    """Whether code of `language` can mean what a file defines."""
    other = language_for_path(path)
    return language is None or other is None or language.family == other.family


def _entries(located: Iterable[Located], worth: float) -> dict[str, _Entry]:
    found: dict[str, _Entry] = {}
    for at in located:
        symbol = at.symbol
        if symbol.kind == "extension":  # of a type, which is offered itself
            continue
        hidden = _HIDDEN * (symbol.visibility == "private") + 3 * _HIDDEN * symbol.name.startswith("__")
        found.setdefault(symbol.name, _Entry(symbol.kind, worth - hidden, symbol.signature, symbol.docstring))
    return found


def _worth_asking(place: Place) -> bool:
    """Whether a list without a typed letter helps: after an opening bracket, a comma, an operator or a blank."""
    before = place.line_prefix
    return not before.strip() or before[-1] in " \t([{,=:<>&|!@"
