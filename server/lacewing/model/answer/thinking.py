"""Sections in which a model thinks aloud, left out of its answer: a state machine over pieces of text."""

from __future__ import annotations

from lacewing.model.answer.stage import held_from

# How models mark them: DeepSeek-R1 and Qwen, others, Magistral.
_SECTIONS = {
    "<think>": "</think>",
    "<thinking>": "</thinking>",
    "<reasoning>": "</reasoning>",
    "[THINK]": "[/THINK]",
}


class WithoutThinking:
    """Drops sections that begin an answer or one of its lines; a section that never ends takes the rest with it."""

    def __init__(self) -> None:
        self._held = ""
        self._closing = ""
        self._line_start = True
        self._after_section = False

    def feed(self, text: str) -> str:
        """What of `text` is answer."""
        text, self._held = self._held + text, ""
        shown = ""
        while text:
            if self._closing:
                _, found, text = text.partition(self._closing)
                if not found:
                    # `partition` left nothing in `text`: it all stands before the closing mark that is still to come.
                    self._held = _[held_from(_, [self._closing]) :]
                    return shown
                self._closing, self._after_section = "", True
                continue
            piece, text = self._answer(text)
            shown += piece
        return shown

    def end(self) -> str:
        """What was held back, unless it belongs to a section."""
        held, self._held = self._held, ""
        return "" if self._closing else held

    def _answer(self, text: str) -> tuple[str, str]:
        """What can be shown of `text`, which is outside a section, and what is still to be looked at."""
        if self._after_section:
            text = text.lstrip()
            self._after_section, self._line_start = not text, True
        blank = len(text) - len(text.lstrip()) if self._line_start else 0
        rest = text[blank:]
        if self._line_start:
            opening = next((each for each in _SECTIONS if rest.startswith(each)), None)
            if opening:
                self._closing = _SECTIONS[opening]
                return text[:blank], rest[len(opening) :]
            if any(each.startswith(rest) for each in _SECTIONS):
                self._held = text
                return "", ""
        line, newline, after = rest.partition("\n")
        self._line_start = bool(newline)
        return text[:blank] + line + newline, after
