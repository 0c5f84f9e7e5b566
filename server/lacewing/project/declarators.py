"""The type of a name whose declarator is wrapped around it, as C writes them: `const char *names[3]`."""

from __future__ import annotations

import re

import tree_sitter

_QUALIFIERS = re.compile(rb"(?:\b(?:const|volatile)\s+)+$")
_POINTERS = re.compile(rb"[*&(\s]*(?:\b(?:const|volatile|restrict|noexcept)\b[*&(\s]*)*$")
_BEHIND = re.compile(rb"\s*\)\s*\([^()]*\)|(?:\s*\[[^\[\]]*\])+")
_NEAR = 200  # bytes; a declarator is short, and the text around it must not be searched whole


def declared_type(
    node: tree_sitter.Node, name_start: int, name_end: int, start: int, data: bytes, of_function: bool
) -> str:
    """The type of the name at `name_start`..`name_end`: its type `node`, qualifiers from `start` on, `*`, `&`, `[]`.

    `of_function` leaves out what stands behind the name, its parameters: the type is then that of the result.
    """
    qualifiers = _QUALIFIERS.search(data, max(start, node.start_byte - _NEAR), node.start_byte)
    pointers = _POINTERS.search(data, max(node.end_byte, name_start - _NEAR), name_start)
    front = pointers[0].strip() if pointers else b""
    behind = None if of_function else _BEHIND.match(data, name_end, name_end + _NEAR)
    back = behind[0].strip() if behind else b""
    if not back.startswith(b")"):
        front = front.replace(b"(", b"").strip()
    parts = [qualifiers[0] if qualifiers else b"", data[node.start_byte : node.end_byte], b" " if front else b"", front]
    text = b"".join([*parts, back]).decode("utf-8", "replace")
    return re.sub(r"([*&]) (?=[*&])", r"\1", " ".join(text.split()))
