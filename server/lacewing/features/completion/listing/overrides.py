"""Methods of base types, where a member of a class is being declared."""

from __future__ import annotations

import re
from collections.abc import Callable

from lacewing.features.completion.listing.entry import Entry, Found
from lacewing.features.completion.listing.request import ListRequest
from lacewing.project.index import Located

_OVERRIDE = 0.4
_ABSTRACT = 0.15
_METHODS = frozenset(["method", "property"])
_PYTHON = re.compile(r"^\s+(?:async\s+)?def\s+\Z")
_BRACED = frozenset(["java", "typescript", "tsx", "javascript"])


def overrides(request: ListRequest) -> Found | None:
    """Entries that write a method of a base; None where no member is being declared."""
    language = request.language
    if language is None:
        return None
    if language.name == "python" and _PYTHON.match(request.before):
        return _in_class(request, _python)
    if language.name in _BRACED and not request.before.strip() and _in_class_body(request):
        return _in_class(request, _braced)
    return None


def _in_class(request: ListRequest, write: Callable[[ListRequest, Located], str]) -> Found:
    resolver = request.resolver
    owner = resolver.enclosing_type(request.path, request.inside)
    if owner is None:
        return {}
    own = {
        at.symbol.name for at in resolver.members_of_type(owner) if at.symbol.container == owner.symbol.qualified_name
    }
    found: Found = {}
    for base in resolver.bases_of_type(owner):
        for at in resolver.members_of_type(base):
            symbol = at.symbol
            hidden = symbol.visibility == "private" or (symbol.name.startswith("__") and base.path.startswith("/"))
            if symbol.kind not in _METHODS or symbol.name in own or symbol.name in found or hidden:
                continue
            worth = _OVERRIDE + _ABSTRACT * (symbol.body_start >= symbol.end)
            found[symbol.name] = Entry("method", worth, at, write(request, at), f"overrides {base.symbol.name}")
    return found


def _python(request: ListRequest, at: Located) -> str:
    """The rest of the method's head, and a body that calls the base's."""
    symbol = at.symbol
    head = symbol.signature.partition("def ")[2] or f"{symbol.name}(self)"
    if head.endswith("…") or "\n" in head:
        return symbol.name
    given = ", ".join(_passed(each.name, each.kind) for each in symbol.parameters if each.kind != "receiver")
    waits = "await " if symbol.signature.startswith("async") else ""
    indent = request.place.indent + request.place.indent_unit
    return f"{head}:{request.place.newline}{indent}return {waits}super().{symbol.name}({given})"


def _passed(name: str, kind: str) -> str:
    if kind == "keyword_only":
        return f"{name}={name}"
    return {"variadic": f"*{name}", "keyword_variadic": f"**{name}"}.get(kind, name)


def _braced(request: ListRequest, at: Located) -> str:
    signature = re.sub(r"\b(?:abstract|default|declare)\s+", "", at.symbol.signature).rstrip("; {")
    if signature.endswith("…") or not signature:
        return at.symbol.name
    if request.language is not None and request.language.name == "java" and not signature.startswith("public"):
        signature = f"public {signature}"
    place = request.place
    inner = place.indent + place.indent_unit
    return f"{signature} {{{place.newline}{inner}{place.newline}{place.indent}}}"


def _in_class_body(request: ListRequest) -> bool:
    """Whether the innermost definition around the cursor is a type: no method's body."""
    facts = request.index.facts(request.path)
    around = [each for each in facts.symbols if each.start < request.inside < each.end] if facts is not None else []
    return bool(around) and around[-1].kind in ("class", "interface") and around[-1].body_start < request.inside
