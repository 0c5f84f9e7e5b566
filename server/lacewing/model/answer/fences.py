"""Markdown's fences and prose around code, taken off where code alone is wanted: a state machine over lines."""

from __future__ import annotations

import re
from typing import Literal

_OPENING = re.compile(r"\s*(`{3,}|~{3,})[^`]*$")
_INTRODUCTION = re.compile(
    r"\s*(here|sure|certainly|of course|okay|ok\b|the (code|text|answer|missing|completed?)|below|"
    r"以下|这是|这里|好的|当然).*",
    re.I,
)


class WithoutFences:
    """Gives what stands inside the first fence; an answer without fences as it is.

    A first line that reads like an introduction is held back until a fence shows that it was one.
    """

    def __init__(self) -> None:
        self._line = ""
        self._passed = False
        self._introduction = ""
        self._mark = ""
        self._state: Literal["start", "introduced", "fenced", "plain", "over"] = "start"

    @property
    def over(self) -> bool:
        """Whether the fence was closed: what comes after it is not code."""
        return self._state == "over"

    def feed(self, text: str) -> str:
        """What of `text` is code."""
        shown = ""
        for part in text.splitlines(keepends=True) if "\n" in text else [text]:
            shown += self._part(part)
        return shown

    def end(self) -> str:
        """What was held back and turns out to be code."""
        line, self._line = self._line, ""
        shown = "" if self._passed else self._whole(line)
        if self._state == "introduced":
            return self._introduction + shown
        return shown

    def _part(self, part: str) -> str:
        """What can be shown of a line, or a piece of one."""
        self._line += part
        if self._passed or self._state == "plain":
            shown = part if self._passed else self._line
            self._passed = not part.endswith("\n")
        elif part.endswith("\n"):
            shown = self._whole(self._line)
        elif self._state == "fenced" and not self._may_close(self._line):
            shown, self._passed = self._line, True
        else:
            return ""
        if part.endswith("\n"):
            self._line, self._passed = "", False
        elif self._passed:
            self._line = ""
        return shown

    def _may_close(self, line: str) -> bool:
        start = line.strip()
        return not start or start.startswith(self._mark) or self._mark.startswith(start)

    def _whole(self, line: str) -> str:
        """What of a whole line is shown, and the state after it."""
        opening = _OPENING.match(line.rstrip("\n"))
        if self._state in ("start", "introduced"):
            if opening:
                self._state, self._mark, self._introduction = "fenced", opening[1], ""
                return ""
            if self._state == "start" and line.strip() and not _INTRODUCTION.fullmatch(line.strip()):
                self._state = "plain"
                return self._introduction + line
            self._introduction += line
            if line.strip():
                self._state = "introduced"
            return ""
        if self._state == "fenced":
            if line.strip().startswith(self._mark) and not line.strip().strip(self._mark[0]):
                self._state = "over"
                return ""
            return line
        return line if self._state == "plain" else ""
