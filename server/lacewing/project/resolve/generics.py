"""What stands for the parameters of generic types: `T` of `class Box<T>` in a `Box<Lid>`. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lacewing.project.facts import Symbol
from lacewing.project.resolve.annotations import type_arguments
from lacewing.project.resolve.brackets import closing, closing_angle, split_outside
from lacewing.project.resolve.values import Bound, Written

_TEMPLATE = re.compile(r"template\s*<")
_PARAMETER = re.compile(r"(?:(?:typename|class|in|out|reified|const|covariant)\s+|\.\.\.|[*+-])*([^\W\d]\w*)")
_DECLARED = re.compile(r"(?:typing\.|t\.)?(?:Generic|Protocol)\[")


def type_parameters(symbol: Symbol) -> list[str]:
    """The names of a type's parameters in their order, as its head or its bases (Python's `Generic[T]`) have them."""
    signature = symbol.signature
    if match := _TEMPLATE.match(signature):
        end = closing_angle(signature, match.end() - 1)
        return _names(signature[match.end() : end]) if end > 0 else []
    rest = signature.partition(symbol.name)[2]
    if rest.startswith("<") and (end := closing_angle(rest, 0)) > 0:
        return _names(rest[1:end])
    if rest.startswith("["):
        return _names(rest[1 : closing(rest, 0)])
    declared = next((base for base in symbol.bases if _DECLARED.match(base)), "")
    return _names(declared.partition("[")[2].rstrip("]")) if declared else []


def bound_by(symbol: Symbol, written: Written) -> Bound:
    """What the written type puts in the place of each of the type's parameters."""
    arguments = type_arguments(written.text, symbol.name)
    if not arguments:
        return ()
    pairs = zip(type_parameters(symbol), arguments, strict=False)
    return tuple((name, Written(written.path, text, written.offset)) for name, text in pairs)


def substituted(text: str, bound: Bound) -> list[Written]:
    """The written type with what stands for its parameters, read where that is written; [] when it has none."""
    found = []
    for name, argument in bound:
        if name not in text:
            continue
        replaced = re.sub(rf"\b{re.escape(name)}\b", argument.text.replace("\\", r"\\"), text)
        if replaced != text:
            found.append(Written(argument.path, replaced, argument.offset))
    return found


def bound_through(line: Sequence[tuple[str, Symbol]], holder: Symbol, bound: Bound) -> Bound:
    """What stands for the parameters of the base `holder`, by the heads of the types (path, symbol) that lead to it."""
    for path, symbol in line:
        # A base may come without its arguments, which stand behind it in the head.
        head = symbol.signature.partition(symbol.name)[2]
        inherited = re.search(rf"\b{re.escape(holder.name)}[<\[].*", head) if holder.name in head else None
        for base in (*symbol.bases, *([inherited[0]] if inherited is not None else [])):
            written = Written(path, base, symbol.start)
            if found := bound_by(holder, written):
                return tuple((name, (substituted(each.text, bound) or [each])[0]) for name, each in found)
    return ()


def _names(parameters: str) -> list[str]:
    matches = (_PARAMETER.match(part.strip()) for part in split_outside(parameters, ",", angles=True))
    return [match[1] for match in matches if match is not None]
