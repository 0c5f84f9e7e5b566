"""Requests whose texts hold no special token of the model they go to, so that user code is never taken for one."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from lacewing.model.answer.tokens import broken_up
from lacewing.model.target import Target
from lacewing.model.templates import all_special_tokens, load_template
from lacewing.model.types import ChatRequest, ContextFile, FimRequest

Request = TypeVar("Request", ChatRequest, FimRequest)


def special_tokens(target: Target) -> tuple[str, ...]:
    """The tokens that must not stand in what `target` is sent: its format's, or all where that is unknown."""
    if target.fim not in ("suffix", "chat"):
        return load_template(target.fim).special
    return all_special_tokens() if target.dialect.reads_tokens else ()


def escaped(request: Request, tokens: tuple[str, ...]) -> Request:
    """`request` with `tokens` broken up wherever they stand."""
    if isinstance(request, ChatRequest):
        messages = tuple(replace(each, content=broken_up(each.content, tokens)) for each in request.messages)
        return replace(request, messages=messages)
    context = tuple(ContextFile(broken_up(each.path, tokens), broken_up(each.text, tokens)) for each in request.context)
    return replace(
        request,
        path=broken_up(request.path, tokens),
        prefix=broken_up(request.prefix, tokens),
        suffix=broken_up(request.suffix, tokens),
        context=context,
    )
