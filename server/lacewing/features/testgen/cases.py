"""One call of a function under test and what comes of it, as Python source text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Origin = Literal["docstring", "readme", "call", "guard", "literal", "type", "usage", "search"]
OutcomeKind = Literal["returns", "raises", "instance", "prints", "fields", "changes"]
# Sources whose expected value somebody wrote down; the others are only inputs.
DOCUMENTED: tuple[Origin, ...] = ("docstring", "readme")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a call does.

    `text` is an expression: the value ("returns"), the exception's class ("raises"), the type ("instance", "fields"),
    the text printed ("prints"). `view` is applied to the call before it is compared (`list({})`); `fields` are
    attributes of the result ("fields") or arguments after the call ("changes") with their values; `message` is the
    exception's text, `place` the line it was raised on; `close` asks for a comparison of floats within rounding.
    """

    kind: OutcomeKind
    text: str = ""
    view: str = "{}"
    close: bool = False
    message: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    place: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """A call: `arguments` are (parameter, expression) in the order of the signature, `receiver` the expression that
    builds the instance of a method. `outcome` is None until it is known; `imports` are statements the expressions need.
    `recorded` says that the outcome was observed, not written down by a person.
    """

    arguments: tuple[tuple[str, str], ...]
    origin: Origin
    receiver: str = ""
    outcome: Outcome | None = None
    imports: tuple[str, ...] = field(default=())
    recorded: bool = False

    @property
    def key(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """What makes two cases the same call."""
        return self.receiver, self.arguments
