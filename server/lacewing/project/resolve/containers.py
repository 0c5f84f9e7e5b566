"""What the usual methods of the languages' own containers and wrappers give, as written types. Pure.

Only names that mean the same wherever they stand are here.
"""

from __future__ import annotations

from lacewing.project.resolve.annotations import element_types, value_types
from lacewing.project.resolve.brackets import split_outside

SAME = frozenset([
    "copy", "filter", "slice", "sorted", "sort", "reverse", "reversed", "concat", "take", "skip", "limit",
    "distinct", "unwrap", "expect", "clone", "as_ref", "as_mut", "as_deref", "borrow", "borrow_mut", "lock",
    "read", "write", "to_owned", "unwrap_or", "unwrap_or_default", "unwrap_or_else", "orElse", "orElseThrow",
    "orElseGet", "asReference", "await", "iter", "iter_mut", "into_iter", "stream", "collect", "toList",
    "Where", "OrderBy", "OrderByDescending", "ThenBy", "ToList", "ToArray", "AsEnumerable", "Take", "Skip",
    "Distinct", "Reverse", "iterator", "sortedBy", "onEach", "cloned", "copied", "peekable", "rev", "also",
])  # fmt: skip
"""Methods that give what they are called on, or as good as that."""
_VALUE = frozenset([
    "get", "pop", "popleft", "at", "find", "findLast", "first", "last", "front", "back", "top", "peek", "poll",
    "shift", "setdefault", "element", "getFirst", "getLast", "remove", "removeFirst", "removeLast",
    "getOrDefault", "getOrElse", "getValue", "next", "__getitem__", "lookup", "fetch",
    "First", "FirstOrDefault", "Single", "SingleOrDefault", "Last", "LastOrDefault", "ElementAt", "Find",
    "Dequeue", "Pop", "Peek", "firstOrNull", "lastOrNull", "findFirst", "findAny", "nth", "head", "headOption",
])  # fmt: skip
_VALUES = frozenset(["values", "Values"])
_ITEMS = frozenset(["items", "entries", "entrySet", "iteritems"])
_KEYS = frozenset(["keys", "keySet", "Keys"])
COMMON = SAME | _VALUE | _VALUES | _ITEMS | _KEYS | frozenset([
    "update", "append", "add", "extend", "insert", "clear", "push", "unshift", "forEach", "map", "flatMap", "reduce",
    "fold", "some", "every", "any", "all", "includes", "contains", "has", "set", "put", "delete", "discard", "size",
    "length", "len", "count", "join", "split", "strip", "trim", "replace", "format", "encode", "decode", "lower",
    "upper", "startswith", "endswith", "startsWith", "endsWith", "toString", "to_string", "equals", "hashCode",
    "close", "flush", "index", "indexOf", "match", "group", "test", "exec", "then", "catch", "call", "apply", "bind",
    "begin", "end", "data", "str", "c_str", "empty", "isEmpty", "push_back", "emplace_back", "erase", "swap", "lines",
    "Error", "String", "Close", "Read", "Write", "Add", "Get", "Set", "Done", "Wait", "Lock", "Unlock", "Len",
])  # fmt: skip
"""Methods that the languages' own types have: on a receiver of unknown type they are rather theirs."""
_COUNTING = frozenset(["enumerate"])


def numbered(expression: str) -> str:
    """What an expression goes through while it counts (`enumerate(boxes)`), "" for one that does not count."""
    head, opened, rest = expression.partition("(")
    if not opened or head not in _COUNTING:
        return ""
    return split_outside(rest.removesuffix(")"), ",")[0].strip()


def given(container: str, method: str) -> list[str]:
    """The written types that a call of `method` gives on a value of the written type `container`."""
    if method in _VALUE:
        return value_types(container)
    if method in _VALUES:
        return [f"list[{value}]" for value in value_types(container)]
    if method in _KEYS:
        return [f"list[{key}]" for key in element_types(container, 0)]
    if method in _ITEMS:
        pairs = zip(element_types(container, 0), value_types(container), strict=False)
        return [f"list[tuple[{key}, {value}]]" for key, value in pairs]
    return []
