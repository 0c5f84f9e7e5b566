"""`lacewing setup model [PRESET]`: chooses a model, finds or keeps its key, tries it, writes it into the settings."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import time
import tomllib

import click

from lacewing.cli.setup.block import Block
from lacewing.config import load_config, user_config_file
from lacewing.model.client import ModelClient, create_client
from lacewing.model.errors import ModelError
from lacewing.model.guarded import check_destination
from lacewing.model.keys import find_key, keep_in_keyring, key_host
from lacewing.model.options import ModelOptions
from lacewing.model.presets import Preset, load_presets
from lacewing.model.target import resolve
from lacewing.model.types import Message
from lacewing.policy import load_policy

_TRY_SECONDS = 60.0


@click.command(name="model")
@click.argument("preset", required=False, metavar="[PRESET]")
@click.option("--endpoint", metavar="URL", help="The server's address, where it is not the usual one.")
@click.option("--name", help="The model's name, as the server knows it.")
@click.option("--fim", metavar="WAY", help="How it fills holes: suffix, chat, or the name of a format.")
@click.option("--key-variable", metavar="NAME", help="The environment variable that holds the key.")
@click.option("--key-stdin", is_flag=True, help="Read the key from standard input and keep it in the system's keyring.")
@click.option("--no-test", is_flag=True, help="Do not ask the model anything.")
def command(
    preset: str | None,
    endpoint: str | None,
    name: str | None,
    fim: str | None,
    key_variable: str | None,
    key_stdin: bool,
    no_test: bool,
) -> None:
    """Connect a model: choose it, try it, write it into your settings.

    Without PRESET the known ones are listed, and on a terminal you are asked.
    """
    known = load_presets()
    asking = sys.stdin.isatty() and not key_stdin
    chosen = preset or _choose(known, asking)
    if chosen not in known:
        raise click.UsageError(f"no preset is called {chosen!r}; there are {', '.join(known)}")
    found = known[chosen]
    if name is None:
        name = _asked("name of the model", found.example, asking and bool(found.example))
    chosen_options = ModelOptions(
        provider=chosen, endpoint=endpoint or "", name=name, fim=fim or "", api_key_env=key_variable or ""
    )
    try:
        options, _, notes = resolve(chosen_options)
    except ModelError as error:
        raise click.ClickException(str(error)) from error
    variable = options.api_key_env
    key = sys.stdin.readline().strip() if key_stdin else _key(options, asking)
    if not no_test:
        _try(options, key)
    if key and not find_key(options, os.environ, {}).value:
        _keep(options, key)
    elif no_test and variable and not key:  # a model that answered without a key wants none
        click.echo(f"No key was found: set the variable {variable} where your editor starts, or run this again.")
    for note in notes:
        click.echo(note)
    click.echo(Block(user_config_file(), _table(chosen_options), "#", _check).install())


def _choose(known: dict[str, Preset], asking: bool) -> str:
    for name, preset in known.items():
        click.echo(f"  {name:<17} {preset.title}")
    if not asking:
        raise click.UsageError("name one of these, as in `lacewing setup model ollama`")
    return str(click.prompt("Which one", type=click.Choice(list(known)), show_choices=False))


def _asked(what: str, default: str, asking: bool) -> str:
    return str(click.prompt(what.capitalize(), default=default or None)) if asking else default


def _key(options: ModelOptions, asking: bool) -> str:
    """The key that is there, or the one typed in; "" for none."""
    try:
        key = find_key(options, os.environ, {})
    except ModelError as error:
        raise click.ClickException(str(error)) from error
    if key.value:
        click.echo(f"The key comes from {key.origin}.")
    elif asking and options.api_key_env:
        return str(click.prompt(f"API key for {key_host(options)}", default="", hide_input=True, show_default=False))
    return key.value


def _try(options: ModelOptions, key: str) -> None:
    """Ask the model for a word. Raises click.ClickException with what went wrong; nothing is written then."""
    config = load_config(None).config
    try:
        client = create_client(options, {options.api_key_env: key}, config.network)
        assert client is not None
        check_destination(client, load_policy(None, config.privacy.policy_file).models)
        began = time.monotonic()
        answer = asyncio.run(_first_words(client))
    except (ModelError, TimeoutError) as error:
        reason = str(error) or f"nothing came within {_TRY_SECONDS:g} s"
        raise click.ClickException(f"{reason}\nNothing was changed; --no-test writes the settings anyway.") from error
    click.echo(f"{client.description} answered {answer!r} after {time.monotonic() - began:.1f} s.")


async def _first_words(client: ModelClient) -> str:
    text = ""
    try:
        async with asyncio.timeout(_TRY_SECONDS):
            stream = client.chat([Message("user", "Answer with the one word: ready")], 16)
            async with contextlib.aclosing(stream) as pieces:
                async for piece in pieces:
                    text += piece
    finally:
        await client.close()
    return text.strip()[:60]


def _keep(options: ModelOptions, key: str) -> None:
    problem = keep_in_keyring(key_host(options), key)
    if problem:
        click.echo(f"The key is not kept: {problem}. Set the variable {options.api_key_env} where your editor starts.")
    else:
        click.echo(f"The key is kept in the system's keyring, for {key_host(options)}.")


def _table(options: ModelOptions) -> str:
    """The settings that were chosen; what the provider's preset says is not repeated."""
    values = {
        "provider": options.provider,
        "name": options.name,
        "endpoint": options.endpoint,
        "fim": options.fim,
        "api_key_env": options.api_key_env,
    }
    lines = ["[model]", *(f"{name} = {_quoted(value)}" for name, value in values.items() if value)]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    if not escaped.isprintable():
        raise click.UsageError(f"{text!r} cannot be written into a settings file")
    return f'"{escaped}"'


def _check(text: str) -> None:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise click.ClickException(
            f"{user_config_file()} would not be valid then ({error}); if it has a table [model] of yours, change that"
        ) from error
