"""Whether a blank stands between two tokens: as the open file writes it, else the project, else by common habit."""

from __future__ import annotations

from lacewing.engine.focus import Focus
from lacewing.engine.live import LiveFile
from lacewing.engine.vocabulary import Kind, Vocabulary

_SPACED_OPERATORS = frozenset(
    ["=", "==", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "%", "&&", "||", ":=", "=>", "->", "===",
     "!==", "{", "?", "+=", "-=", "*=", "/=", "|=", "&=", "<-", "??"]
)  # fmt: skip
_REMEMBERED = 50_000


class Spacing:
    """Remembers what it found out about pairs of tokens."""

    def __init__(self, live: LiveFile, focus: Focus, vocabulary: Vocabulary) -> None:
        self._live = live
        self._focus = focus
        self._vocabulary = vocabulary
        self._project: dict[tuple[int, int], bool | None] = {}

    def blank(self, left: int, right: int) -> bool:
        """Whether a blank belongs between token `left` and token `right`."""
        own = self._live.blank_between(left, right)
        if own is not None:
            return own
        if (left, right) not in self._project:
            if len(self._project) > _REMEMBERED:
                self._project.clear()
            self._project[left, right] = self._focus.blank_between(left, right)
        found = self._project[left, right]
        return _by_habit(left, right, self._vocabulary) if found is None else found


def _by_habit(left: int, right: int, vocabulary: Vocabulary) -> bool:
    kinds, texts = vocabulary.kinds, vocabulary.texts
    wordy = (Kind.IDENTIFIER, Kind.KEYWORD, Kind.NUMBER)
    if kinds[left] in wordy and kinds[right] in wordy:
        return True
    if kinds[right] == Kind.OPERATOR and kinds[left] in wordy:
        return texts[right] in _SPACED_OPERATORS
    if kinds[left] == Kind.OPERATOR and kinds[right] in wordy:
        return texts[left] in _SPACED_OPERATORS - {"{"} or texts[left] in ",:"
    return texts[left] == ","
