"""What the names in a completion mean: something seen here, something that an import brings, or nothing at all."""

from __future__ import annotations

import builtins
import re
import sys
from dataclasses import dataclass

import tree_sitter

from lacewing.features.completion.place import Place
from lacewing.features.completion.sources import CompletionSources
from lacewing.features.completion.types import InlineCompletion
from lacewing.project.import_edits import habitual_import, import_of
from lacewing.project.imported import Imported
from lacewing.project.index import Located
from lacewing.project.modules import style_of
from lacewing.project.resolve import resolver_of
from lacewing.project.resolve.resolver import Resolver
from lacewing.syntax.language import family_of
from lacewing.syntax.queries import cursor_for, load_query
from lacewing.syntax.scopes import definitions_in_scope
from lacewing.syntax.source import Source
from lacewing.syntax.tree import text_of
from lacewing.text.edit import TextEdit

_MOST_NAMES = 12
_NAMESAKES = 20


@dataclass(frozen=True, slots=True)
class Named:
    """`unknown` names stand for nothing in scope, imported or known to the project; `imports` bring some others."""

    unknown: tuple[str, ...] = ()
    imports: tuple[Imported, ...] = ()


@dataclass(frozen=True, slots=True)
class _Used:
    """Names that a piece of code uses bare, those of its members by their receivers, and those it defines itself."""

    bare: tuple[str, ...]
    members: tuple[tuple[str, str], ...]
    defined: frozenset[str]


def named_in(completion: InlineCompletion, place: Place, sources: CompletionSources) -> Named:
    """What `completion`, put into its file, uses that the file does not see. Nothing of languages without scopes."""
    after = place.source.edited(TextEdit(completion.span, completion.text))
    start = completion.span.start
    end = start + len(completion.text.encode("utf-8", "replace"))
    part = after.at(start)
    used = _used(part, start, end)
    rest = place.source.data[: completion.span.start] + b" " + place.source.data[completion.span.end :]
    unknown: list[str] = []
    imports: list[Imported] = []
    in_scope: frozenset[str] | None = None
    for name in used.bare[:_MOST_NAMES]:
        if name in used.defined or _is_word_of(name, part) or _stands_in(name, rest):
            continue
        if in_scope is None:
            in_scope = frozenset(each.name for each in definitions_in_scope(after, start))
        if name in in_scope:
            continue
        means = _meaning(name, any(receiver == name for receiver, _ in used.members), part, sources)
        if means is None:
            unknown.append(name)
        elif isinstance(means, Imported):
            imports.append(means)
    unknown += _missing_members(used, rest, place, sources)
    return Named(tuple(unknown), tuple(imports))


def _used(part: Source, start: int, end: int) -> _Used:
    language, tree = part.language, part.tree
    query = load_query(language, "scopes") if language is not None else None
    if query is None or tree is None:
        return _Used((), (), frozenset())
    cursor = cursor_for(query)
    cursor.set_byte_range(start, end)
    bare: dict[str, None] = {}
    members: dict[tuple[str, str], None] = {}
    defined: set[str] = set()

    def texts(nodes: list[tree_sitter.Node]) -> list[str]:
        return [text_of(node, part.data) for node in nodes if start <= node.start_byte and node.end_byte <= end]

    for _, captures in cursor.matches(tree.root_node):
        for capture, nodes in captures.items():
            if capture == "local.reference":
                bare.update(dict.fromkeys(texts(nodes)))
            elif capture.startswith("local.definition"):
                defined.update(texts(nodes))
            elif capture == "member.reference" and (receiver := captures.get("receiver")):
                members.update(dict.fromkeys((text_of(receiver[0], part.data), name) for name in texts(nodes)))
    behind = {name for _, name in members}
    return _Used(tuple(name for name in bare if name not in behind), tuple(members), frozenset(defined))


def _is_word_of(name: str, part: Source) -> bool:
    """Whether a name belongs to the language."""
    language = part.language
    if language is None or name in language.keywords or not re.fullmatch(r"[^\W\d]\w*", name):
        return True
    return style_of(language.name) == "python" and hasattr(builtins, name)


def _stands_in(name: str, data: bytes) -> bool:
    """Whether the file uses the name elsewhere: then it knows it, in whatever way."""
    raw = name.encode("utf-8", "replace")
    return raw in data and re.search(rb"(?<!\w)" + re.escape(raw) + rb"(?!\w)", data) is not None


def _meaning(name: str, has_members: bool, part: Source, sources: CompletionSources) -> Imported | bool | None:
    """The import that brings a name, True where it is known without one, None where nothing is of that name."""
    index, path = sources.index, sources.path
    family = family_of(path)
    found = [at for at in index.symbols_named(name, _NAMESAKES) if family_of(at.path) == family]
    if any(at.path == path for at in found):
        return True
    imports = {imported for at in found if (imported := import_of(index, path, at)) is not None and imported.name}
    if len(imports) == 1:
        return imports.pop()
    if found:
        return True  # one of several, or of the same package
    if habitual := habitual_import(index, path, name):
        return habitual
    style = style_of(part.language.name) if part.language is not None else ""
    if has_members and style == "python" and name in sys.stdlib_module_names:
        return Imported(name)
    return True if any(site != path for site in index.files_mentioning(name, 2)) else None


def _missing_members(used: _Used, rest: bytes, place: Place, sources: CompletionSources) -> list[str]:
    """Members that the types of their receivers, where these are the project's, do not have."""
    found = []
    for receiver, name in used.members[:_MOST_NAMES]:
        if _stands_in(name, rest) or "(" in receiver:
            continue
        resolver = resolver_of(sources.index, sources.libraries)
        types = resolver.receiver_types(sources.path, receiver, max(0, place.offset - 1))
        if types and all(_lacks(name, each, resolver) for each in types):
            found.append(f"{receiver}.{name}")
    return found


def _lacks(name: str, owner: Located, resolver: Resolver) -> bool:
    """Whether a type surely has no such member: all its bases are known, and none answers whatever is asked."""
    bases = resolver.bases_of_type(owner)
    known = {base.symbol.name for base in bases} | {"object"}
    if any(written.rpartition(".")[2] not in known for each in (owner, *bases) for written in each.symbol.bases):
        return False
    return not {name, "__getattr__", "method_missing", "__get", "__call"} & {
        member.symbol.name for member in resolver.members_of_type(owner)
    }
