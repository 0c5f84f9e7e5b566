"""Asking a model for a little before it is written into the settings."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable

import click

from lacewing.config import load_config
from lacewing.model.client import ModelClient, create_client
from lacewing.model.errors import ModelError
from lacewing.model.guarded import check_destination
from lacewing.model.options import ModelOptions
from lacewing.model.types import Message
from lacewing.policy import load_policy

_TRY_SECONDS = 60.0


def try_chat(options: ModelOptions, key: str) -> None:
    """Ask for a word, and say what came. Raises click.ClickException with what went wrong."""
    _try(options, key, _first_words)


def try_embedding(options: ModelOptions, key: str) -> None:
    """Ask for a vector, and say what came. Raises click.ClickException with what went wrong."""
    _try(options, key, _vector)


def _try(options: ModelOptions, key: str, ask: Callable[[ModelClient], Awaitable[str]]) -> None:
    config = load_config(None).config
    try:
        client = create_client(options, {options.api_key_env: key}, config.network)
        assert client is not None
        check_destination(client, load_policy(None, config.privacy.policy_file).models)
        began = time.monotonic()
        answer = asyncio.run(_answer(client, ask))
    except (ModelError, TimeoutError) as error:
        reason = str(error) or f"nothing came within {_TRY_SECONDS:g} s"
        raise click.ClickException(f"{reason}\nNothing was changed; --no-test writes the settings anyway.") from error
    click.echo(f"{client.description} answered {answer} after {time.monotonic() - began:.1f} s.")


async def _answer(client: ModelClient, ask: Callable[[ModelClient], Awaitable[str]]) -> str:
    try:
        async with asyncio.timeout(_TRY_SECONDS):
            return await ask(client)
    finally:
        await client.close()


async def _first_words(client: ModelClient) -> str:
    text = ""
    async with contextlib.aclosing(client.chat([Message("user", "Answer with the one word: ready")], 16)) as pieces:
        async for piece in pieces:
            text += piece
    return repr(text.strip()[:60])


async def _vector(client: ModelClient) -> str:
    async with contextlib.aclosing(client.embed(["ready"])) as answers:
        async for vectors in answers:
            return f"with a vector of {len(vectors[0])} numbers"
    raise ModelError(f"{client.description} answered nothing")
