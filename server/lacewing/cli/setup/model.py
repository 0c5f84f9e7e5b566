"""`lacewing setup model [PRESET]`: chooses a model, finds or keeps its key, tries it, writes it into the settings."""

from __future__ import annotations

import os
import sys
import tomllib
from dataclasses import replace

import click

from lacewing.cli.setup.block import Block
from lacewing.cli.setup.model_tables import embedding_in, tables
from lacewing.cli.setup.model_trial import try_chat, try_embedding
from lacewing.config import user_config_file
from lacewing.model.errors import ModelError
from lacewing.model.keys import find_key, keep_in_keyring, key_host
from lacewing.model.options import ModelOptions
from lacewing.model.presets import Preset, load_presets
from lacewing.model.provider import load_embedder
from lacewing.model.target import resolve


@click.command(name="model")
@click.argument("preset", required=False, metavar="[PRESET]")
@click.option("--endpoint", metavar="URL", help="The server's address, where it is not the usual one.")
@click.option("--name", help="The model's name, as the server knows it.")
@click.option("--fim", metavar="WAY", help="How it fills holes: suffix, chat, or the name of a format.")
@click.option("--embedding", metavar="NAME", help="An embedding model of the same server, for questions in words.")
@click.option("--key-variable", metavar="NAME", help="The environment variable that holds the key.")
@click.option("--key-stdin", is_flag=True, help="Read the key from standard input and keep it in the system's keyring.")
@click.option("--no-test", is_flag=True, help="Do not ask the model anything.")
def command(
    preset: str | None,
    endpoint: str | None,
    name: str | None,
    fim: str | None,
    embedding: str | None,
    key_variable: str | None,
    key_stdin: bool,
    no_test: bool,
) -> None:
    """Connect a model: choose it, try it, write it into your settings.

    Without PRESET the known ones are listed, and on a terminal you are asked. An embedding model that was set so before
    stays where none is named.
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
    vectors = _embedding(chosen_options, embedding, asking)
    if not no_test:
        try_chat(options, key)
        if vectors is not None:
            try_embedding(resolve(vectors)[0], key)
    if key and not find_key(options, os.environ, {}).value:
        _keep(options, key)
    elif no_test and variable and not key:  # a model that answered without a key wants none
        click.echo(f"No key was found: set the variable {variable} where your editor starts, or run this again.")
    for note in notes:
        click.echo(note)
    block = Block(user_config_file(), "", "#", _check)
    text = tables(chosen_options, vectors or embedding_in(block.installed()))
    click.echo(replace(block, text=text).install())


def _choose(known: dict[str, Preset], asking: bool) -> str:
    for name, preset in known.items():
        click.echo(f"  {name:<17} {preset.title}")
    if not asking:
        raise click.UsageError("name one of these, as in `lacewing setup model ollama`")
    return str(click.prompt("Which one", type=click.Choice(list(known)), show_choices=False))


def _asked(what: str, default: str, asking: bool) -> str:
    return str(click.prompt(what.capitalize(), default=default or None)) if asking else default


def _embedding(model: ModelOptions, name: str | None, asking: bool) -> ModelOptions | None:
    """The embedding model of the server of `model`, by its `name` or the one typed in; None for none."""
    preset = load_presets()[model.provider]
    embeds = preset.dialect.embed_batch > 0 and load_embedder(preset.protocol) is not None
    if name and not embeds:
        raise click.UsageError(f"{preset.title} serves no embedding model; another server's is set in [routing]")
    if name is None and embeds and asking:
        question = "Embedding model there, for questions in words (empty for none)"
        name = str(click.prompt(question, default="", show_default=False))
    return replace(model, name=name, fim="") if name else None


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


def _keep(options: ModelOptions, key: str) -> None:
    problem = keep_in_keyring(key_host(options), key)
    if problem:
        click.echo(f"The key is not kept: {problem}. Set the variable {options.api_key_env} where your editor starts.")
    else:
        click.echo(f"The key is kept in the system's keyring, for {key_host(options)}.")


def _check(text: str) -> None:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise click.ClickException(
            f"{user_config_file()} would not be valid then ({error}); if it has a table [model] or [routing] of yours, "
            "change that"
        ) from error
