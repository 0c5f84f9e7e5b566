"""Expressions as they are written, read as far as resolution can use them: a name, then what is done to it. Pure.

`await a.b(c)[0] as Box` is the name `a`, its member `b`, a call, an index, a cast. What is none of these (operators,
literals, lambdas) is not read, and so nothing is guessed of it.
"""

from __future__ import annotations

import functools
import re
from typing import Literal, NamedTuple

from lacewing.project.resolve.brackets import closing, closing_angle, split_outside

_NAME = re.compile(r"[^\W\d][\w$]*|\$[\w$]+|@{1,2}\w+|#\w+")
_LEADING = re.compile(
    r"(?:await|yield from|yield|return|new|try|go|defer|co_await|not|typeof|val|var|this@\w+)\s+|[*&]+\s*(?:mut\s+)?"
)
_MEMBER = re.compile(r"\s*(?:\?\.|!\.|\.|->|::|\?->|!!\.|\\)\s*")
_GENERIC = re.compile(r"[^\W\d][\w.]*<")
_BRACES = re.compile(r"\s*\{")
_OR = re.compile(r"\s*(?:\bor\b|\|\||\?\?|\?:)\s*")
_CHAINED = re.compile(r"[\w.]+\s*=(?![=>])\s*")
_CAST = re.compile(r"\s*\b(?:as[?!]?|satisfies)\s+")
_LITERAL = re.compile(r"""[a-zA-Z]{0,2}["'`]|[\d\[{]|-?\d|(?:True|False|true|false|nil|None|null|undefined)\b""")
_TEXT = re.compile(r"""(?P<prefix>[a-zA-Z]{0,2})(?P<quote>\"{3}|'{3}|["'])""")
_NUMBER = re.compile(r"-?\d[\d_]*(?:\.\d*)?")
_LONGEST = 400
_EXPRESSIONS_KEPT = 2000
_CASTS = frozenset(
    ["cast", "static_cast", "dynamic_cast", "reinterpret_cast", "const_cast", "down_cast", "checked_cast"]
)
# Functions that give what goes through their argument.
_SAME_ELEMENTS = frozenset(["list", "sorted", "tuple", "set", "frozenset", "reversed", "iter"])
_MAKERS = frozenset(["make_unique", "make_shared", "make_ref", "MakeUnique", "MakeShared", "inject", "getBean", "new"])


class Step(NamedTuple):
    """`name` and `call` are what they say; an `index` picks an element; a `type` makes whatever stood before it a
    value of the written type `text`."""

    kind: Literal["name", "call", "index", "type"]
    text: str = ""


Chain = tuple[Step, ...]


def is_literal(text: str) -> bool:
    """Whether the expression is a text, a number, a list or a table written out: the language's own."""
    return _LITERAL.match(text.strip()) is not None


def literal_as_call(text: str) -> str:
    """Python's literal as a call of its type, with what stands behind it (`"a".join(b)` as `str().join(b)`); "" for
    none that has a type of its own."""
    text = text.strip()
    if match := _TEXT.match(text):
        end = text.find(match["quote"], match.end())
        kind = "bytes" if "b" in match["prefix"].lower() else "str"
        return f"{kind}(){text[end + len(match['quote']) :]}" if end >= 0 else ""
    if text[:1] in ("[", "{"):
        end = closing(text, 0)
        inner = text[1:end].strip()
        plain = not inner or ":" in split_outside(inner, ",")[0] or inner.startswith("**")
        kind = "list" if text[0] == "[" else "dict" if plain else "set"
        return f"{kind}(){text[end + 1 :]}"
    if _NUMBER.fullmatch(text):
        return "int()" if text.lstrip("-").isdigit() else "float()"
    return "bool()" if text in ("True", "False") else ""


@functools.lru_cache(_EXPRESSIONS_KEPT)
def read_expression(text: str) -> tuple[Chain, ...]:
    """The chains that the expression may have the value of, () where it is none; several for `a or b`."""
    text = text.strip()
    if not text or len(text) > _LONGEST or text[0] == "…":
        return ()
    return tuple(_read(text, 0))


def _read(text: str, depth: int) -> list[Chain]:
    if depth > 4:
        return []
    if match := _CHAINED.match(text):  # `a = b = Box()`
        text = text[match.end() :]
    if " if " in text and " else " in text:  # Python's `a if b else c`
        first, _, rest = text.partition(" if ")
        return [*_read(first, depth + 1), *_read(rest.partition(" else ")[2], depth + 1)]
    if " ? " in text and " : " in text:
        first, _, second = text.partition(" ? ")[2].partition(" : ")
        return [*_read(first, depth + 1), *_read(second, depth + 1)]
    constructed = False
    while match := _LEADING.match(text):
        constructed = constructed or match[0].startswith("new")
        text = text[match.end() :]
    steps, at = _constructed(text) if constructed else (None, 0)
    if steps is None:
        steps, at = _head(text, depth)
    if steps is None:
        return []
    at = _rest(text, at, steps, depth)
    if constructed and steps[0].kind != "type" and not any(step.kind == "call" for step in steps):
        steps.append(Step("call"))
    rest = text[at:].strip().rstrip(";,")
    if not rest:
        return [tuple(steps)]
    if match := _OR.match(text, at):
        return [tuple(steps), *_read(text[match.end() :].strip(), depth + 1)]
    return []


def _constructed(text: str) -> tuple[list[Step] | None, int]:
    """`new Box<Lid>(…)` is of the type that is written."""
    match = _GENERIC.match(text)
    end = closing_angle(text, match.end() - 1) if match is not None else -1
    if end < 0 or text[end + 1 : end + 2] not in ("(", "{"):
        return None, 0
    if text[: end + 1].endswith("<>"):  # Java leaves the arguments to the variable
        return None, 0
    return [Step("type", text[: end + 1])], closing(text, end + 1) + 1


def _head(text: str, depth: int) -> tuple[list[Step] | None, int]:
    """The first steps and where they end: a name, or what stands in parentheses."""
    if text.startswith("("):
        end = closing(text, 0)
        inner = text[1:end].strip()
        behind = text[end + 1 :].lstrip()
        if re.match(r"[\w(@\"]|new\b", behind) and re.fullmatch(r"[\w.:<>\[\], ?*&]+", inner):
            return [Step("type", inner)], len(text)  # `(Box) value`
        chains = _read(inner, depth + 1)
        return (list(chains[0]), end + 1) if len(chains) == 1 else (None, 0)
    match = _NAME.match(text, 1 if text.startswith("\\") else 0)  # PHP: `\\App\\Box`
    if match is None:
        return None, 0
    name = match[0]
    if name in ("lambda", "function", "async", "func", "fn", "class", "def", "if", "match", "switch", "None", "null"):
        return None, 0
    return [Step("name", name)], match.end()


def _rest(text: str, at: int, steps: list[Step], depth: int) -> int:
    """Read on behind the head; returns where reading stopped."""
    while at < len(text):
        character = text[at]
        if character == "(":
            end = closing(text, at)
            _called(text[at + 1 : end], steps, depth)
            at = end + 1
        elif character == "[":
            end = closing(text, at)
            steps.append(Step("index", text[at + 1 : end]))
            at = end + 1
        elif (match := _BRACES.match(text, at)) and steps and steps[-1].kind == "name":  # `Box{…}`
            steps.append(Step("call"))
            at = closing(text, match.end() - 1) + 1
        elif (
            character == "<"
            and (end := closing_angle(text, at)) > 0
            and text[end + 1 : end + 2] in ("(", "{", ":", ".")
        ):
            _generic(text[at + 1 : end], steps)
            at = end + 1
        elif character == "!" and text[at + 1 : at + 2] != "=":
            at += 1
        elif character == "?" and text[at + 1 : at + 2] in (".", "", "-", "["):
            at += 1 if text[at + 1 : at + 2] != "." else 0
            if text[at : at + 1] == "?" and text[at + 1 : at + 2] == ".":
                # `value?.[0]` and `call?.()` are an index and a call behind a mark of two characters.
                after = _member(text, at, steps)
                at = after if after > at else at + 2
        elif match := _CAST.match(text, at):
            steps.append(Step("type", text[match.end() :]))
            return len(text)
        else:
            after = _member(text, at, steps)
            if after == at:
                return at
            at = after
    return at


def _member(text: str, at: int, steps: list[Step]) -> int:
    match = _MEMBER.match(text, at)
    if match is None:
        return at
    after = match.end()
    if text[after : after + 1] == "(":  # Go: `value.(Box)`
        end = closing(text, after)
        steps.append(Step("type", text[after + 1 : end]))
        return end + 1
    if text[after : after + 1] == "<" and (end := closing_angle(text, after)) > 0:  # Rust: `collect::<Box>()`
        _generic(text[after + 1 : end], steps)
        return end + 1
    name = _NAME.match(text, after)
    if name is None:
        return at
    if name[0] != "await":  # Rust: `f().await`
        steps.append(Step("name", name[0]))
    return name.end()


def _called(arguments: str, steps: list[Step], depth: int) -> None:
    """A call; of a cast or a maker that is handed a type, a value of that type."""
    last = steps[-1] if steps else Step("call")
    if len(steps) == 1 and last.kind == "name" and last.text in _SAME_ELEMENTS:
        inner = _read(split_outside(arguments, ",")[0].strip(), depth + 1)
        if len(inner) == 1:
            steps[:] = inner[0]
            return
    if last.kind == "name" and (last.text in _CASTS or (last.text == "new" and len(steps) == 1)):
        first = split_outside(arguments, ",", angles=True)[0].strip().strip("\"'")
        if first:
            steps[:] = [Step("type", first)]
            return
    if last.kind != "type":
        steps.append(Step("call"))


def _generic(arguments: str, steps: list[Step]) -> None:
    last = steps[-1] if steps else Step("call")
    if last.kind == "name" and (last.text in _CASTS or last.text in _MAKERS):
        steps[:] = [Step("type", split_outside(arguments, ",", angles=True)[0].strip())]
