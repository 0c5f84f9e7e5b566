"""The protocol's numbers for kinds of definitions."""

from __future__ import annotations

from lsprotocol.types import SymbolKind as Protocol

from lacewing.project.facts import SymbolKind

_KINDS: dict[SymbolKind, Protocol] = {
    "module": Protocol.Module, "class": Protocol.Class, "interface": Protocol.Interface, "struct": Protocol.Struct,
    "enum": Protocol.Enum, "enum_member": Protocol.EnumMember, "type": Protocol.Class, "function": Protocol.Function,
    "method": Protocol.Method, "constructor": Protocol.Constructor, "field": Protocol.Field,
    "property": Protocol.Property, "variable": Protocol.Variable, "constant": Protocol.Constant,
    "macro": Protocol.Constant, "namespace": Protocol.Namespace, "extension": Protocol.Class,
    "heading": Protocol.String, "key": Protocol.Key, "element": Protocol.Object, "selector": Protocol.Class,
}  # fmt: skip


def symbol_kind(kind: SymbolKind) -> int:
    """The number of a kind."""
    return _KINDS[kind].value
