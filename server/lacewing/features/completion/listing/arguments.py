"""The names under which arguments of the call at the cursor may be passed."""

from __future__ import annotations

from lacewing.features.completion.listing.entry import Entry, Found
from lacewing.features.completion.listing.request import ListRequest
from lacewing.project.callables import callables

_ARGUMENT = 0.5
# What stands between the name and its value, where the language passes arguments by name.
_MARKS = {"python": "=", "kotlin": " = ", "scala": " = ", "csharp": ": ", "php": ": ", "ruby": ": ", "swift": ": "}
_KINDS = frozenset(["positional", "keyword_only"])


def arguments(request: ListRequest) -> Found:
    """Entries like `width=`, for parameters that have no argument yet; where a new argument begins."""
    language = request.language
    mark = _MARKS.get(language.name, "") if language is not None else ""
    call = request.call if mark and request.begins_argument else None
    if call is None:
        return {}
    found: Found = {}
    for each in callables(request.resolver, request.path, call):
        for number, parameter in enumerate(each.parameters):
            given = (number < call.position and parameter.kind == "positional") or parameter.name in call.passed
            if parameter.kind in _KINDS and not given and parameter.name.isidentifier():
                label = f"{parameter.name}{mark.rstrip()}"
                required = 0.05 * (not parameter.default) + 0.1 * (parameter.kind == "keyword_only")
                entry = Entry("parameter", _ARGUMENT + required, insert=f"{parameter.name}{mark}", where=parameter.type)
                found.setdefault(label, entry)
    return found
