"""Types as they are written, read: which names they say a value, its elements or its parts may be of. Pure.

One reading serves all languages: `Optional[List["Box"]]`, `Box | null`, `Box[]`, `map[string]*Box`,
`const std::vector<Box>&`, `Option<&'a Box>`, `?Box`. A name is given dotted (`std.vector`).
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from lacewing.project.resolve.brackets import closing, closing_angle, split_outside

# What a value of these is used as is what their argument says.
_TRANSPARENT = frozenset([
    "Optional", "Union", "Annotated", "ClassVar", "Final", "Required", "NotRequired", "ReadOnly", "InitVar",
    "Type", "type", "Awaitable", "Coroutine", "Promise", "PromiseLike", "Readonly", "Partial", "NonNullable",
    "DeepReadonly", "shared_ptr", "unique_ptr", "weak_ptr", "reference_wrapper", "scoped_refptr", "optional",
    "Box", "Rc", "Arc", "RefCell", "Cell", "Mutex", "RwLock", "Pin", "Cow", "Option", "Result", "Ref", "RefMut",
    "Weak", "Lazy", "Task", "ValueTask", "Nullable", "CompletableFuture", "Future", "Provider", "Supplier",
    "Class", "KClass",
])  # fmt: skip
_LAST_OF_TRANSPARENT = frozenset(["Coroutine"])
_MAPPINGS = re.compile(r"(?i)(dict|map|mapping|hash|table)$")
_PREFIX = re.compile(
    r"(?:const|readonly|struct|class|enum|union|final|mut|dyn|impl|typename|volatile|static|ref|out|in|params|this|unsafe|"
    r"typeof|keyof|infer|abstract|override|extern|inline|constexpr|lateinit|vararg|suspend)\s+"
    r"|<-\s*chan\s+|chan(?:<-)?\s+|\.\.\.|&'\w+\s*(?:mut\s+)?|&mut\s+|[*&?\\]+\s*|@\w+(?:\.\w+)*(?:\([^)]*\))?\s+"
)
_NAME = re.compile(r"[^\W\d][\w$]*(?:(?:\.|::|\\)[^\W\d][\w$]*)*")
_DEEP = 6
_TEXTS_KEPT = 2000  # the same few types are written everywhere


class _Shape(NamedTuple):
    """One alternative of a type: its name ("" for what has none), its arguments, and what it is besides a name."""

    name: str
    arguments: tuple[str, ...] = ()
    kind: str = "name"  # or "sequence", "mapping", "tuple"


@functools.lru_cache(_TEXTS_KEPT)
def named_types(text: str) -> tuple[str, ...]:
    """The names of the types that a value of the written type may have, wrappers like `Optional` taken off."""
    return tuple(dict.fromkeys(shape.name for shape in _shapes(text, 0) if shape.kind == "name" and shape.name))


@functools.lru_cache(_TEXTS_KEPT)
def outer_types(text: str) -> tuple[str, ...]:
    """The names of the written types themselves: a project may have a `Box` of its own."""
    return tuple(dict.fromkeys(shape.name for shape in _shapes(text, 0, False) if shape.kind == "name" and shape.name))


@functools.lru_cache(_TEXTS_KEPT)
def type_arguments(text: str, name: str) -> tuple[str, ...]:
    """The written arguments of the type `name` (its last part) where the written type names it."""
    if name not in text:
        return ()
    for shape in [*_shapes(text, 0), *_shapes(text, 0, False)]:
        if shape.name.rpartition(".")[2] == name and shape.arguments:
            return shape.arguments
    return ()


def element_types(text: str, position: int = -1) -> list[str]:
    """The written types of the elements that a container of the written type gives, one after the other.

    `position` 0 and 1 mean the key and the value of a mapping (or the number and the element of a sequence).
    """
    found = []
    for shape in _shapes(text, 0):
        if not shape.arguments or shape.kind == "tuple":
            continue
        mapping = shape.kind == "mapping" or (len(shape.arguments) > 1 and bool(_MAPPINGS.search(shape.name)))
        if mapping:
            found.append(shape.arguments[0 if position == 0 else -1] if position >= 0 else shape.arguments[0])
        elif shape.kind == "sequence" and position >= 0:
            found += [shape.arguments[0]] if position == 1 else []
        elif position >= 0:
            continue  # parts of each element
        else:
            found.append(shape.arguments[0])
    if not found:  # what a wrapper holds is what it gives when it is gone through (Rust's `Option`)
        held = [shape for shape in _shapes(text, 0, False) if shape.name.rpartition(".")[2] in _TRANSPARENT]
        found = [shape.arguments[0] for shape in held if shape.arguments and shape.kind == "name"]
    return found


def value_types(text: str) -> list[str]:
    """The written types of what a container of the written type gives for a key or a number."""
    return [shape.arguments[-1] for shape in _shapes(text, 0) if shape.arguments and shape.kind != "tuple"]


def part_types(text: str, position: int) -> list[str]:
    """The written types of the part at `position` of a tuple (or of several results)."""
    found = []
    for shape in _shapes(text, 0):
        if shape.kind == "tuple" or shape.name.rpartition(".")[2] in ("tuple", "Tuple", "pair", "Pair"):
            arguments = shape.arguments
            if len(arguments) == 2 and arguments[1].strip() == "...":
                found.append(arguments[0])
            elif position < len(arguments):
                found.append(arguments[position])
    return found


def parameter_types(text: str, position: int) -> list[str]:
    """The written type of one parameter of a function type (`(box: Box) => void`); [] when it isn't one."""
    for part in split_outside(text.strip(), "|", angles=True):
        text = part.strip()
        if text.startswith("(") and (end := closing(text, 0)) < len(text):
            if not text[end + 1 :].lstrip().startswith(("=>", "->")):
                return parameter_types(text[1:end], position)
            parameters = split_outside(text[1:end], ",", angles=True)
            if position < len(parameters):
                return [parameters[position].partition(":")[2].strip()]
    return []


def _shapes(text: str, depth: int, through: bool = True) -> list[_Shape]:
    text = text.strip().strip("\"'`").strip()
    while match := _PREFIX.match(text):
        text = text[match.end() :]
    if not text or depth > _DEEP:
        return []
    for separator in ("|", " & "):
        if separator in text and len(parts := split_outside(text, separator, angles=True)) > 1:
            return [shape for part in parts for shape in _shapes(part, depth + 1, through)]
    text = re.sub(r"(?:\s*(?:[*&?!]|\.\.\.|\bconst\b|\bmut\b))+$", "", text).rstrip()
    if text.endswith("[]"):
        return [_Shape("", (text[:-2],), "sequence")]
    if text.startswith(("[", "map[")):
        return _go_container(text)
    if text.startswith("("):
        return _in_parentheses(text, depth)
    return _named(text, depth, through)


def _go_container(text: str) -> list[_Shape]:
    opening = text.index("[")
    end = closing(text, opening)
    if text.startswith("map["):
        return [_Shape("", (text[opening + 1 : end], text[end + 1 :]), "mapping")]
    inner, rest = text[1:end], text[end + 1 :]
    if rest.strip():
        return [_Shape("", (rest,), "sequence")]  # Go: `[]Box`, `[3]Box`
    if ";" in inner:
        return [_Shape("", (inner.partition(";")[0],), "sequence")]  # Rust: `[Box; 3]`
    parts = tuple(split_outside(inner, ",", angles=True))
    # TypeScript's tuple `[A, B]`; Rust's slice and Swift's array `[A]`.
    return [_Shape("", parts, "tuple" if len(parts) > 1 else "sequence")]


def _in_parentheses(text: str, depth: int) -> list[_Shape]:
    end = closing(text, 0)
    rest = text[end + 1 :].strip()
    if rest.startswith(("=>", "->")):
        return []  # a function
    parts = [part for part in split_outside(text[1:end], ",", angles=True) if part.strip()]
    if len(parts) == 1 and not rest:
        return _shapes(_without_name(parts[0]), depth + 1)
    return [_Shape("", tuple(_without_name(part) for part in parts), "tuple")] if len(parts) > 1 else []


def _without_name(part: str) -> str:
    """Go may name its results: `n int`, `err error`."""
    words = part.split()
    return words[1] if len(words) == 2 and words[0].isidentifier() and words[0] not in ("const", "mut", "dyn") else part


def _named(text: str, depth: int, through: bool) -> list[_Shape]:
    match = _NAME.match(text)
    if match is None:
        return []
    name = match[0].replace("::", ".").replace("\\", ".")
    at = match.end()
    arguments: tuple[str, ...] = ()
    if text[at : at + 1] in ("[", "<"):
        end = closing(text, at) if text[at] == "[" else closing_angle(text, at)
        inside = text[at + 1 : end if end >= 0 else len(text)]
        arguments = tuple(part.strip() for part in split_outside(inside, ",", angles=True) if part.strip())
        rest = text[end + 1 :].lstrip() if end >= 0 else ""
        if rest.startswith(("::", ".")) and (inner := _NAME.match(rest.lstrip(":."))):  # `Outer<T>::Inner`
            return [_Shape(f"{name}.{inner[0].replace('::', '.')}")]
    last = name.rpartition(".")[2]
    if through and arguments and last in _TRANSPARENT:
        meant = arguments[-1:] if last in _LAST_OF_TRANSPARENT else arguments
        meant = meant if last in ("Union", "Optional") else meant[:1]
        return [shape for argument in meant for shape in _shapes(argument, depth + 1)]
    return [_Shape(name, arguments)]
