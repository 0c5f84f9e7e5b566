"""What goes over the wire, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class WireRequest:
    """JSON `body` for `url`: a POST, or over WebSocket the first message. `headers` may hold the key.

    `own_words` are strings of the body that stand for no user's data and must stay as they are, such as an account's
    number; `secrets` are those that must not be in it.
    """

    url: str
    body: dict[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    own_words: tuple[str, ...] = ()
    secrets: tuple[str, ...] = field(default=(), repr=False)
