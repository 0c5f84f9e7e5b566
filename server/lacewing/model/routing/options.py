"""Settings of which models answer, and how much they are asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lacewing.model.options import ModelOptions


@dataclass(frozen=True, slots=True)
class RoutingOptions:
    """Models by role, those that stand in for them, and limits."""

    endpoints: Mapping[str, ModelOptions] = field(
        default_factory=dict,
        metadata={
            "doc": "Further models by a name of your own, each a table with the settings of `[model]`, as "
            "`[routing.endpoints.cloud]`."
        },
    )
    completion: tuple[str, ...] = field(
        default=("model",),
        metadata={
            "doc": "The models that complete, best first: when one fails the next is asked. “model” is that of "
            "`[model]`, other names are those of `routing.endpoints`. The embedded engine comes last."
        },
    )
    chat: tuple[str, ...] = field(
        default=("model",), metadata={"doc": "The models that explain and chat, best first, by the same names."}
    )
    embedding: tuple[str, ...] = field(
        default=(),
        metadata={
            "doc": "The embedding models, by the same names; none unless named here. They find what of the project a "
            "question in words is about. Several must serve one model under one name, as vectors of different models "
            "cannot be compared."
        },
    )
    embedding_deadline_ms: int = field(
        default=1500,
        metadata={
            "doc": "A question waits so long at most for its vector; after that, it is answered by its words alone.",
            "unit": "ms",
        },
    )
    chat_deadline_s: float = field(
        default=120.0,
        metadata={"doc": "A chat or explanation takes at most this long, all tries together.", "unit": "s"},
    )
    hedge_after_ms: int = field(
        default=0,
        metadata={
            "doc": "When the first model has sent nothing for so long, the next one is asked too, and the first to "
            "answer is taken; 0 asks one at a time. It costs tokens.",
            "unit": "ms",
        },
    )
    requests_at_once: int = field(default=4, metadata={"doc": "Requests under way at one endpoint; 0 for any number."})
    requests_a_minute: int = field(default=0, metadata={"doc": "Requests a minute to one endpoint; 0 for any number."})
    tokens_a_minute: int = field(
        default=0, metadata={"doc": "Tokens a minute to and from one endpoint; 0 for any number."}
    )
    prices: Mapping[str, tuple[float, ...]] = field(
        default_factory=dict,
        metadata={
            "doc": "What a million tokens cost that are sent and that come back, by the model's name, as "
            '`{"name" = [0.5, 1.5]}`; for `lacewing stats`.'
        },
    )
