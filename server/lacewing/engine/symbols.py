"""What an index of the project says: members of the receiver before the place, parameters of the call around it.

The engine knows no index; whoever asks hands one in as `Symbols`. It is asked where a dot or a bracket stands, and what
it says is remembered while the same line is written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from lacewing.engine.focus import Distribution
from lacewing.engine.roles import Role
from lacewing.engine.vocabulary import Vocabulary

_ACCESSES = frozenset([".", "->", "::", "?."])
_OPENED_BY = {")": "(", "]": "["}
_LOOK_BACK = 120
_MAX_MEMBERS = 300
_PREFIXES = frozenset(["new"])
_IMPORTS = frozenset(["import", ",", "("])


class Symbols(Protocol):
    """Names from an index, for the line of a query's cursor. Expressions are given as written, without blanks."""

    def members(self, receiver: str) -> Collection[str]:
        """The members that the expression `receiver` has, as far as its type is known."""
        ...

    def parameters(self, callee: str) -> Sequence[str]:
        """The parameters of what the expression `callee` calls, in order, as far as it is known."""
        ...

    def importable(self, module: str) -> Collection[str]:
        """What can be imported from a module, given as it is written behind `from`, as far as it is known."""
        ...


@dataclass(frozen=True, slots=True)
class Foreseen:
    """`expected` is the name of the parameter that the place is the argument for, "" where there is none."""

    members: Distribution
    parameters: Distribution
    expected: str


_NOTHING = Foreseen({}, {}, "")


class SymbolExpert:
    """Asks `symbols`, which may change from query to query, and remembers its answers for one line."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._symbols: Symbols | None = None
        self._line = -1
        self._members: dict[str, Distribution] = {}
        self._parameters: dict[str, tuple[str, ...]] = {}

    def ask(self, symbols: Symbols | None) -> None:
        """From now on ask these."""
        self._symbols = symbols

    def at(self, context: list[int], line: int, role: int, argument: int) -> Foreseen:
        """What is known of the place behind `context` on the line that begins at token `line`."""
        if self._symbols is None:
            return _NOTHING
        if line != self._line:
            self._line = line
            self._members.clear()
            self._parameters.clear()
        texts = self._vocabulary.texts
        tail = [texts[token] for token in context[-_LOOK_BACK:]]
        if tail[-1] in _IMPORTS and (module := _imported_module(tail)):
            return Foreseen(self._importable(module), {}, "")
        if tail[-1] in _ACCESSES:
            return Foreseen(self._members_of(expression_before(tail, len(tail) - 1)), {}, "")
        if role in (Role.CALL, Role.COMMA):
            opened = _open_bracket(tail)
            if opened is not None:
                names = self._parameters_of(expression_before(tail, opened))
                number = self._vocabulary.number
                shares = {number(name): 1.0 / (1 + abs(at - argument)) for at, name in enumerate(names)}
                return Foreseen({}, shares, names[argument] if argument < len(names) else "")
        return _NOTHING

    def _members_of(self, receiver: str) -> Distribution:
        return self._distribution(receiver, lambda symbols: symbols.members(receiver)) if receiver else {}

    def _importable(self, module: str) -> Distribution:
        return self._distribution(f"from {module}", lambda symbols: symbols.importable(module))

    def _distribution(self, question: str, ask: Callable[[Symbols], Collection[str]]) -> Distribution:
        found = self._members.get(question)
        if found is None:
            names = list(ask(self._symbols))[:_MAX_MEMBERS] if self._symbols else []
            number = self._vocabulary.number
            found = self._members[question] = {number(name): 1.0 for name in names if name.isidentifier()}
        return found

    def _parameters_of(self, callee: str) -> tuple[str, ...]:
        found = self._parameters.get(callee)
        if found is None:
            names = self._symbols.parameters(callee) if callee and self._symbols else ()
            found = self._parameters[callee] = tuple(name for name in names if name.isidentifier())
        return found


def expression_before(texts: list[str], end: int) -> str:
    """The last postfix expression of texts[:end]: names, accesses, calls and subscripts. "" when there is none."""
    at = end
    while at > 0:
        text = texts[at - 1]
        if text in _OPENED_BY:
            opened = _matching(texts, at - 1)
            if opened is None:
                break
            at = opened
            if at and (_wordy(texts[at - 1]) or texts[at - 1] in _OPENED_BY):
                continue
        elif _wordy(text):
            at -= 1
        else:
            break
        if at and texts[at - 1] in _ACCESSES:
            at -= 1
        else:
            break
    if at < end and at and texts[at - 1] in _PREFIXES:
        at -= 1
    return _joined(texts[at:end])


def _imported_module(texts: list[str]) -> str:
    """The module of a line `from module import …` that is being written, "" on other lines."""
    start = next((at + 1 for at in range(len(texts) - 1, -1, -1) if texts[at][0] == "\n" or texts[at] == "<file>"), 0)
    line = texts[start:]
    return "".join(line[1 : line.index("import")]) if line[:1] == ["from"] and "import" in line else ""


def _open_bracket(texts: list[str]) -> int | None:
    """Where the innermost round bracket stands that is open at the end."""
    depth = 0
    for at in range(len(texts) - 1, -1, -1):
        if texts[at] in (")", "]", "}"):
            depth += 1
        elif texts[at] in ("(", "[", "{"):
            if depth == 0:
                return at if texts[at] == "(" else None
            depth -= 1
    return None


def _matching(texts: list[str], closed: int) -> int | None:
    depth = 0
    for at in range(closed, -1, -1):
        if texts[at] in (")", "]", "}"):
            depth += 1
        elif texts[at] in ("(", "[", "{"):
            depth -= 1
            if depth == 0:
                return at
    return None


def _wordy(text: str) -> bool:
    return text[0].isalnum() or text[0] in "_$"


def _joined(texts: list[str]) -> str:
    parts: list[str] = []
    for text in texts:
        if text[0] == "\n":
            continue
        if parts and _wordy(text) and _wordy(parts[-1][-1]):
            parts.append(" ")
        parts.append(text)
    return "".join(parts)
