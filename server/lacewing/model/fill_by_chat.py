"""Holes filled by models that only chat: the file with a mark in it, and the wish for nothing but what is missing."""

from __future__ import annotations

from lacewing.model.types import ChatRequest, FimRequest, Message

_FILL = (
    "You complete code. The user shows a file with the mark <HOLE/> in it. Answer with the text that replaces the "
    "mark, and nothing else: no explanation, no code fence, nothing that already stands around the mark."
)


def chat_for(request: FimRequest) -> ChatRequest:
    """The chat that asks for the hole of `request`."""
    shown = "".join(f"--- {piece.path}\n{piece.text}\n" for piece in request.context)
    context = f"From the rest of the project:\n{shown}\n" if shown else ""
    hole = f"{context}The file {request.path} ({request.language}):\n{request.prefix}<HOLE/>{request.suffix}"
    return ChatRequest(
        (Message("system", _FILL), Message("user", hole)),
        request.max_tokens,
        request.temperature,
        # No stop texts: an introduction or a fence before the code would end the answer there.
        code_only=True,
    )
