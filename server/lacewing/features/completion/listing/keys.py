"""Keys in a subscript's quotes (`options["█`): those used with the same name, or given when it is made."""

from __future__ import annotations

import re

from lacewing.features.completion.listing.entry import Entry, Found
from lacewing.features.completion.listing.request import ListRequest
from lacewing.syntax.postfix import expression_before
from lacewing.text.position import Span

_KEY = 0.5
_OPENED = re.compile(r"""[\[(]\s*(?P<quote>["'])(?P<typed>[^"'\n]*)\Z""")
_GETTING = re.compile(r"\.(?:get|pop|setdefault)\Z")
_STRING_KEY = re.compile(r"""["'](?P<key>[^"'\n\\]{1,60})["']\s*:""")
_LITERAL = 4000


def keys(request: ListRequest) -> Found:
    """Entries for the key that is being written; {} elsewhere."""
    place = request.place
    match = _OPENED.search(place.line_prefix)
    if match is None:
        return {}
    before = place.line_prefix[: match.start()]
    if place.line_prefix[match.start()] == "(":
        getting = _GETTING.search(before)
        if getting is None:
            return {}
        before = before[: getting.start()]
    receiver = expression_before(before)
    if not receiver or (place.line_prefix[match.start()] == "[" and not before.endswith(receiver)):
        return {}
    typed = match["typed"]
    span = Span(place.offset - len(typed.encode()), place.offset)
    counts: dict[str, int] = {}
    for key in [*_used(receiver, request), *_made(receiver, request), *_fields(receiver, request)]:
        counts[key] = counts.get(key, 0) + 1
    counts.pop(typed, None)
    return {key: Entry("key", _KEY + min(count, 5) * 0.02, span=span) for key, count in counts.items()}


def _used(receiver: str, request: ListRequest) -> list[str]:
    """Keys behind the same expression."""
    name = re.escape(receiver)
    used = re.compile(rf"""(?<![\w.]){name}(?:\[|\.(?:get|pop|setdefault)\()\s*["']([^"'\n\\]{{1,60}})["']""")
    return [found[1] for found in used.finditer(request.place.prefix + "\n" + request.place.suffix)]


def _made(receiver: str, request: ListRequest) -> list[str]:
    """Keys of a table written out where the name is given its value."""
    text = request.place.prefix
    found = []
    for match in re.finditer(rf"(?<![\w.]){re.escape(receiver)}(?:\s*:[^=\n]+)?\s*=\s*\{{", text):
        body, depth = text[match.end() - 1 : match.end() + _LITERAL], 0
        for key in re.finditer(r"""[{}\[\]()]|["'][^"'\n\\]{1,60}["']\s*:""", body):
            depth += (key[0] in "{[(") - (key[0] in "}])")
            if depth <= 0:
                break
            if depth == 1 and (named := _STRING_KEY.match(key[0])):
                found.append(named["key"])
    return found


def _fields(receiver: str, request: ListRequest) -> list[str]:
    """The keys that a TypedDict declares."""
    resolver = request.resolver
    found = []
    for owner in resolver.receiver_types(request.path, receiver, request.inside):
        if any("TypedDict" in base for base in owner.symbol.bases):
            found += [at.symbol.name for at in resolver.members_of_type(owner) if at.symbol.kind == "field"]
    return found
