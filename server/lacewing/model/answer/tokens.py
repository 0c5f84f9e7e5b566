"""Special tokens of models: broken up in what is sent, put back in what comes, and an end where the model wrote one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lacewing.model.answer.stage import held_from

# Takes no room and stands in no code; behind a token's first character it makes the token plain text.
_JOINER = "\u2060"


def broken_up(text: str, tokens: Sequence[str]) -> str:
    """`text` in which none of `tokens` stands."""
    for token in tokens:
        if token in text:
            text = text.replace(token, _broken(token))
    return text


def _broken(token: str) -> str:
    return f"{token[0]}{_JOINER}{token[1:]}"


class Replace:
    """Puts one text in another's place, also where pieces of the stream cut it."""

    def __init__(self, replacements: Mapping[str, str]) -> None:
        self._replacements = replacements
        self._found = sorted(replacements, key=len, reverse=True)
        self._held = ""

    def feed(self, text: str) -> str:
        """`text` with what was held back, replaced."""
        text = self._held + text
        start = held_from(text, self._found)
        # A replacement that is complete may reach over that place.
        self._held = text[start:]
        return self._replaced(text[:start])

    def end(self) -> str:
        """What was held back."""
        held, self._held = self._held, ""
        return self._replaced(held)

    def _replaced(self, text: str) -> str:
        for found in self._found:
            text = text.replace(found, self._replacements[found])
        return text


class Rejoin(Replace):
    """Puts back the tokens that `broken_up` broke."""

    def __init__(self, tokens: Sequence[str]) -> None:
        super().__init__({_broken(token): token for token in tokens})


class StopAt:
    """Ends the answer at the first of `tokens`, which a server should have done."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self._tokens = tokens
        self._held = ""
        self.over = False

    def feed(self, text: str) -> str:
        """`text` up to the first token; nothing after it."""
        if self.over:
            return ""
        text = self._held + text
        found = [place for token in self._tokens if (place := text.find(token)) >= 0]
        if found:
            self.over, self._held = True, ""
            return text[: min(found)]
        start = held_from(text, self._tokens)
        self._held = text[start:]
        return text[:start]

    def end(self) -> str:
        """What was held back."""
        held, self._held = self._held, ""
        return held
