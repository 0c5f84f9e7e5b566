"""What completion remembers between requests: texts that were shown, streams under way, the pace of typing."""

from __future__ import annotations

import threading

from lacewing.features.completion import debounce
from lacewing.features.completion.cache import ShownTexts
from lacewing.features.completion.hole import Text
from lacewing.features.completion.inflight import Flight, Flights
from lacewing.features.completion.place import Place
from lacewing.features.completion.types import InlineCompletion
from lacewing.syntax.source import Source

# More bytes than this at once were not typed: a text was accepted or pasted.
_ONE_KEY = 4


class CompletionSession:
    """The state of one user at one editor. `forget` and `clear` may be called from any thread.

    Who works on an answer without a model, ghost text or list, holds `turn`.
    """

    def __init__(self) -> None:
        self.shown = ShownTexts()
        self.flights = Flights()
        self.pace = debounce.Pace()
        self.turn = threading.Lock()
        self._seen: tuple[str, bytes] = ("", b"")

    def remembered(self, source: Source, offset: int) -> InlineCompletion | None:
        """What is left of the text on the screen while typing agrees with it; None when more is to be done than to look
        it up. Any thread: nothing is learned of the request, which `arrive` does."""
        recalled = self.shown.recall(str(source.path), Place(source, offset))
        return recalled.completion if recalled is not None and recalled.exact else None

    def arrive(self, path: str, place: Place, at: float) -> Flight | None:
        """A request came for `place` at time `at`: learn from it, close the streams that lead elsewhere.

        Gives the stream whose answer fits here.
        """
        before, self._seen = self._seen, (path, place.source.data)
        if before[0] == path and before[1] != place.source.data:
            jumped = abs(len(before[1]) - len(place.source.data)) > _ONE_KEY
            self.pace = (
                debounce.Pace(self.pace.intervals, None, self.pace.answer) if jumped else debounce.typed(self.pace, at)
            )
        return self.flights.steer(path, Text(place.source.data), place.offset)

    def delay(self, most: float) -> float:
        """The seconds to wait before the model is asked, at most `most`; none where no key was typed just now."""
        return debounce.delay(self.pace, most) if self.pace.last_key is not None else 0.0

    def forget(self, path: str) -> None:
        """The file was closed."""
        self.shown.forget(path)
        self.flights.stop()

    def clear(self) -> None:
        """Settings changed: nothing of what was answered holds any more."""
        self.shown.clear()
        self.flights.stop()
