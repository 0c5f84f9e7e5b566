"""The parameters of the call that is being written, and which of them the cursor writes."""

from __future__ import annotations

import re

from lacewing.features.navigation.types import ShownSignature, Signatures
from lacewing.project.callables import Callable, callables
from lacewing.project.facts import Parameter
from lacewing.project.index import Index
from lacewing.project.libraries import Libraries
from lacewing.project.resolve import resolver_of
from lacewing.syntax.call_site import CallSite, call_around
from lacewing.syntax.source import Source

_PAIRS = {"(": ")", "[": "]", "{": "}", "<": ">"}
_DOCUMENTED = 1200  # characters


def signatures(
    source: Source, path: str, offset: int, index: Index, libraries: Libraries | None = None
) -> Signatures | None:
    """The ways to call what the cursor stands in the arguments of; None outside of calls and for unknown functions."""
    call = call_around(source, offset)
    if call is None or not call.name:
        return None
    found = callables(resolver_of(index, libraries), path, call)
    shown = [_shown(each, call) for each in found]
    if not shown:
        return None
    fitting = (number for number, each in enumerate(shown) if each.active >= 0)
    return Signatures(tuple(shown), next(fitting, 0))


def _shown(each: Callable, call: CallSite) -> ShownSignature:
    symbol = each.located.symbol
    doc = symbol.docstring or (each.constructs.symbol.docstring if each.constructs is not None else "")
    spans = parameter_spans(symbol.signature, symbol.name, each.parameters)
    label = symbol.signature
    if spans is None:
        label, spans = _written(each)
    return ShownSignature(label, spans, doc[:_DOCUMENTED], active_parameter(each.parameters, call))


def active_parameter(parameters: tuple[Parameter, ...], call: CallSite) -> int:
    """The index of the parameter that the cursor's argument is for; -1 when the call has more than there are."""
    if call.keyword:
        for number, each in enumerate(parameters):
            if each.name == call.keyword:
                return number
        return next((n for n, each in enumerate(parameters) if each.kind == "keyword_variadic"), -1)
    position = call.position
    for number, each in enumerate(parameters):
        if each.kind == "variadic":
            return number
        if each.kind in ("keyword_only", "keyword_variadic"):
            break
        if number == position and each.name not in call.passed:
            return number
    left = (n for n, each in enumerate(parameters) if n >= position and each.name not in call.passed)
    return next(left, -1) if parameters else (-1 if position else 0)


def parameter_spans(signature: str, name: str, parameters: tuple[Parameter, ...]) -> tuple[tuple[int, int], ...] | None:
    """Where the parameters stand in the signature; None when it does not show them all."""
    at = 0
    if (named := re.search(rf"(?<!\w){re.escape(name)}\b", signature)) is not None:
        at = named.end()
    opened = signature.find("(", at)
    if opened < 0:
        return () if not parameters else None
    spans = []
    pieces = _pieces(signature, opened)
    for parameter in parameters:
        pattern = re.compile(rf"(?<![\w$]){re.escape(parameter.name)}(?![\w$])")
        fitting = next((piece for piece in pieces if pattern.search(signature, *piece)), None)
        if fitting is None:
            return None
        spans.append(fitting)
        pieces = pieces[pieces.index(fitting) :]
    return tuple(spans)


def _pieces(text: str, opened: int) -> list[tuple[int, int]]:
    """What stands between the commas of a bracket, without blanks around."""
    found: list[tuple[int, int]] = []
    depth, start = 0, opened + 1
    for at in range(opened, len(text)):
        character = text[at]
        arrow = text[at - 1 : at + 1] in ("->", "=>")
        if character in _PAIRS:
            depth += 1
        elif character in ")]}>" and not arrow:
            depth -= 1
        if (character == "," and depth == 1) or not depth:
            piece = text[start:at]
            if piece.strip():
                found.append((start + len(piece) - len(piece.lstrip()), at - len(piece) + len(piece.rstrip())))
            start = at + 1
            if not depth:
                break
    return found


def _written(each: Callable) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A signature made from the parameters: of types whose fields are given, and where the declaration is cut."""
    label = f"{(each.constructs or each.located).symbol.name}("
    spans = []
    for number, parameter in enumerate(each.parameters):
        label += ", " if number else ""
        text = parameter.name + (f": {parameter.type}" if parameter.type else "")
        text += f" = {parameter.default}" if parameter.default else ""
        spans.append((len(label), len(label) + len(text)))
        label += text
    return label + ")", tuple(spans)
