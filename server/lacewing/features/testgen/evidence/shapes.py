"""Shapes: what kind of value a parameter takes, read from type hints or from how the body uses it."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from lacewing.features.testgen.module import Module, parse_expression


@dataclass(frozen=True, slots=True)
class Shape:
    """A `kind` of value ("str", "list", "own", "literal", …), the shapes of its `items`, and `text`: the class of "own"
    and "enum", the expression of "literal".
    """

    kind: str
    items: tuple[Shape, ...] = ()
    text: str = ""


_PLAIN = {
    "str": "str", "int": "int", "float": "float", "bool": "bool", "bytes": "bytes", "complex": "complex",
    "object": "any", "Any": "any", "AnyStr": "str", "Text": "str", "LiteralString": "str", "bytearray": "bytes",
    "date": "date", "datetime": "datetime", "timedelta": "timedelta", "time": "time", "Decimal": "Decimal",
    "Fraction": "Fraction", "Path": "path", "PurePath": "path", "PathLike": "path", "None": "none", "Number": "float",
    "Real": "float", "SupportsInt": "int", "SupportsFloat": "float", "Hashable": "any", "Sized": "list",
}  # fmt: skip
_CONTAINERS = {
    "list": "list", "List": "list", "Sequence": "list", "MutableSequence": "list", "Iterable": "list",
    "Iterator": "iterator", "Generator": "iterator", "Collection": "list", "set": "set", "Set": "set",
    "AbstractSet": "set", "MutableSet": "set", "frozenset": "frozenset", "FrozenSet": "frozenset", "dict": "dict",
    "Dict": "dict", "Mapping": "dict", "MutableMapping": "dict", "OrderedDict": "dict", "defaultdict": "dict",
    "tuple": "tuple", "Tuple": "tuple", "Callable": "callable", "Type": "any", "type": "any", "deque": "list",
}  # fmt: skip
_TRANSPARENT = frozenset(["Optional", "Annotated", "Final", "ClassVar", "Required", "NotRequired", "ReadOnly"])


def shapes_of_annotation(node: ast.expr | None, module: Module, depth: int = 0) -> list[Shape]:
    """The shapes that the annotation `node` allows; [] when it says nothing."""
    if node is None or depth > 6:
        return []
    match node:
        case ast.Constant(value=None):
            return [Shape("none")]
        case ast.Constant(value=str() as text):
            return shapes_of_annotation(parse_expression(text), module, depth + 1)
        case ast.BinOp(op=ast.BitOr()):
            return _merged([node.left, node.right], module, depth)
        case ast.Subscript():
            return _subscripted(node, module, depth)
        case ast.Name() | ast.Attribute():
            return _named(node.id if isinstance(node, ast.Name) else node.attr, module, depth)
    return []


def _merged(nodes: list[ast.expr], module: Module, depth: int) -> list[Shape]:
    return list(dict.fromkeys(shape for node in nodes for shape in shapes_of_annotation(node, module, depth + 1)))


def _subscripted(node: ast.Subscript, module: Module, depth: int) -> list[Shape]:
    name = node.value.id if isinstance(node.value, ast.Name) else getattr(node.value, "attr", "")
    inside = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    if name == "Union":
        return _merged(inside, module, depth)
    if name in _TRANSPARENT:
        extra = [Shape("none")] if name == "Optional" else []
        return shapes_of_annotation(inside[0], module, depth + 1) + extra
    if name == "Literal":
        return [Shape("literal", (), ast.unparse(value)) for value in inside]
    kind = _CONTAINERS.get(name)
    if kind is None:
        return _named(name, module, depth)
    if kind == "tuple" and len(inside) == 2 and isinstance(inside[1], ast.Constant) and inside[1].value is ...:
        kind, inside = "tuple", [inside[0], inside[0]]
    firsts = [(shapes_of_annotation(item, module, depth + 1) or [Shape("any")])[0] for item in inside]
    return [Shape(kind, tuple(firsts) if kind != "callable" else ())]


def _named(name: str, module: Module, depth: int) -> list[Shape]:
    if name in module.classes:
        node = module.classes[name]
        is_enum = any("Enum" in ast.unparse(base) or "Flag" in ast.unparse(base) for base in node.bases)
        return [Shape("enum" if is_enum else "own", (), name)]
    if name in _PLAIN:
        return [Shape(_PLAIN[name])]
    if name in _CONTAINERS:
        return [Shape(_CONTAINERS[name])]
    if name in module.constants:
        return _alias(module.constants[name], module, depth)
    return []


def _alias(value: ast.expr, module: Module, depth: int) -> list[Shape]:
    """A type alias, or a TypeVar with its bound or constraints."""
    if isinstance(value, ast.Call) and ast.unparse(value.func).endswith("TypeVar"):
        bound = [keyword.value for keyword in value.keywords if keyword.arg == "bound"]
        return _merged([*value.args[1:], *bound], module, depth)
    return shapes_of_annotation(value, module, depth + 1)


_NAMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("str", ("text", "string", "str", "s", "word", "words", "name", "title", "label", "prefix", "suffix", "sep",
             "separator", "delimiter", "message", "msg", "path", "url", "line", "sentence", "phrase", "slug", "char",
             "value_str", "filename", "encoding", "version", "query", "source", "content", "body", "html", "color")),
    ("int", ("n", "num", "number", "count", "size", "i", "j", "k", "x", "y", "index", "start", "stop", "end", "step",
             "length", "width", "height", "limit", "max", "min", "maximum", "minimum", "amount", "total", "depth",
             "year", "month", "day", "hour", "page", "offset", "level", "a", "b", "age", "port", "max_length")),
    ("float", ("price", "rate", "ratio", "seconds", "weight", "percent", "percentage", "probability", "distance",
               "temperature", "celsius", "fahrenheit", "radius", "tolerance", "factor")),
    ("list", ("items", "seq", "iterable", "sequence", "values", "numbers", "elements", "xs", "lst", "list", "array",
              "data", "rows", "lines", "it", "nums", "arr")),
    ("callable", ("func", "fn", "function", "callback", "predicate", "pred", "key_func", "f")),
    ("dict", ("d", "dict", "mapping", "options", "config", "headers", "params", "dct")),
)  # fmt: skip


def shape_of_name(name: str) -> Shape | None:
    """What a parameter of this name usually takes; None when the name says nothing."""
    if name.startswith(("is_", "has_", "with_", "use_", "should_", "allow_", "strict", "verbose", "force")):
        return Shape("bool")
    for kind, names in _NAMES:
        if name in names or name.rpartition("_")[2] in names:
            return Shape(kind)
    return None
