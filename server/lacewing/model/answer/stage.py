"""The interface of a stage, and a row of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Stage(Protocol):
    """Text in, text out; what is not decided yet is held back."""

    def feed(self, text: str) -> str:
        """What can be shown now that `text` came."""
        ...

    def end(self) -> str:
        """What was held back, now that nothing comes any more."""
        ...


class Stages:
    """Several stages, one behind the other, as one."""

    def __init__(self, stages: Sequence[Stage]) -> None:
        self._stages = stages

    @property
    def over(self) -> bool:
        """Whether nothing more will come out, so that the rest of an answer need not be waited for."""
        return any(getattr(stage, "over", False) for stage in self._stages)

    def feed(self, text: str) -> str:
        """What comes out of the last stage."""
        for stage in self._stages:
            text = stage.feed(text)
        return text

    def end(self) -> str:
        """What all stages held back."""
        text = ""
        for stage in self._stages:
            text = stage.feed(text) + stage.end()
        return text


def held_from(text: str, tokens: Sequence[str]) -> int:
    """Where in `text` a token of `tokens` begins that only the end of `text` cuts off; its length if none does."""
    longest, firsts = max(map(len, tokens), default=1), {token[0] for token in tokens}
    for start in range(max(0, len(text) - longest + 1), len(text)):
        if text[start] not in firsts:
            continue
        rest = text[start:]
        if any(token.startswith(rest) for token in tokens):
            return start
    return len(text)
