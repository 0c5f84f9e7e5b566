"""Cancellation that reaches code in threads: a token that long work polls."""

from __future__ import annotations

import threading
from contextvars import ContextVar


class RequestCancelledError(Exception):
    """The client no longer wants the answer; the request is answered with -32800."""


class CancelToken:
    """Whether one request was cancelled. Set by the reader thread at once, polled by whoever works for the request.

    `event` may be handed to code that takes a `threading.Event`.
    """

    __slots__ = ("event",)

    def __init__(self) -> None:
        self.event = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether the work should stop."""
        return self.event.is_set()

    def cancel(self) -> None:
        """Ask the work to stop; may be called from any thread, more than once."""
        self.event.set()

    def check(self) -> None:
        """Raise RequestCancelledError when the work should stop."""
        if self.event.is_set():
            raise RequestCancelledError


CURRENT_TOKEN: ContextVar[CancelToken | None] = ContextVar("lacewing_cancel_token", default=None)


def current_token() -> CancelToken:
    """The token of the request this code works for; one that nobody cancels outside a request."""
    return CURRENT_TOKEN.get() or CancelToken()
