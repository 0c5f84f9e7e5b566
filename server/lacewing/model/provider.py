"""The interface of a provider: pure functions between what is asked and what goes over the wire.

A provider is a module of `providers/` with these functions; it opens no connection, keeps no state and reads no clock
but where its protocol signs the time. Streams, deadlines, retries and errors in words are the client's.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Sequence
from typing import Literal, Protocol, cast

from lacewing.model import providers
from lacewing.model.target import Target
from lacewing.model.types import Capabilities, ChatRequest, Delta, Embedded, FimRequest
from lacewing.model.wire import WireRequest


class Provider(Protocol):
    """One protocol. `FRAMING` is how its stream is cut into payloads; over "websocket" a message is one."""

    FRAMING: Literal["sse", "ndjson", "websocket"]

    @staticmethod
    def capabilities(target: Target) -> Capabilities:
        """What `target` can do."""
        ...

    @staticmethod
    def chat_request(target: Target, request: ChatRequest) -> WireRequest:
        """The request for a streamed chat answer."""
        ...

    @staticmethod
    def fim_request(target: Target, request: FimRequest) -> WireRequest:
        """The request to fill a hole in a way that is not "chat", streamed."""
        ...

    @staticmethod
    def read_payload(payload: bytes) -> Delta | None:
        """One payload of a stream; None for one that says nothing, such as a keep-alive.

        Raises ModelRefusedError for an error object; ValueError, TypeError, LookupError or AttributeError for what is
        no payload of this protocol.
        """
        ...


class Embedder(Protocol):
    """What a module of `providers/` has besides when servers of its protocol give vectors for texts."""

    @staticmethod
    def embed_request(target: Target, texts: Sequence[str]) -> WireRequest:
        """The request for the vectors of `texts`, which is answered by one JSON object."""
        ...

    @staticmethod
    def read_embeddings(payload: bytes) -> Embedded:
        """That object. Raises ModelRefusedError for an error object; ValueError, TypeError, LookupError or
        AttributeError for what is no answer of this protocol.
        """
        ...


@functools.cache
def load_provider(name: str) -> Provider:
    """The provider called `name`."""
    return cast("Provider", importlib.import_module(f"{providers.__name__}.{name}"))


def load_embedder(name: str) -> Embedder | None:
    """The provider called `name` as one that gives vectors; None when its protocol has no way to ask for any."""
    provider = load_provider(name)
    return cast("Embedder", provider) if hasattr(provider, "embed_request") else None


def provider_names() -> list[str]:
    """The names of all providers."""
    return sorted(module.name for module in pkgutil.iter_modules(providers.__path__))
