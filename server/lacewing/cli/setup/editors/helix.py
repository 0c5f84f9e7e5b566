"""Helix: a language server and the languages that use it, in `languages.toml`."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import click

from lacewing.cli.setup.block import Block
from lacewing.cli.setup.places import config_home, read_text
from lacewing.cli.setup.plan import Plan, Request
from lacewing.cli.setup.shipped import shipped_text

_NEEDS = """\
Helix needs these lines in {file}:

{block}
"""
_LEFT_OUT = """
You have chosen the servers of {languages} yourself: add "lacewing" to `language-servers` there.
"""


def plan(request: Request) -> Plan:
    """The lines of `languages.toml`, but for languages whose servers the user has chosen: these stay as they are."""
    file = config_home() / "helix/languages.toml"
    chosen = _chosen(file)
    block = lines(request, chosen)
    needs = _NEEDS.format(file=file, block=block)
    if chosen:
        needs += _LEFT_OUT.format(languages=", ".join(sorted(chosen)))
    return Plan(
        needs=needs,
        steps=(Block(file, block, "#", _check(file)),),
        afterwards="Restart Helix; `hx --health python` shows the server, <space>a on a function what it offers."
        + (_LEFT_OUT.format(languages=", ".join(sorted(chosen))).rstrip("\n") if chosen else ""),
    )


def lines(request: Request, without: set[str]) -> str:
    """The shipped snippet with this Lacewing's path, without the languages `without`."""
    server, *languages = shipped_text("helix/languages.toml").strip("\n").split("\n\n[[language]]\n")
    server = server[server.index("[language-server.lacewing]") :]
    program, *arguments = request.server
    # A JSON string is a TOML basic string.
    server = server.replace('command = "lacewing"', f"command = {_quoted(program)}")
    server = server.replace('args = ["serve"]', f"args = [{', '.join(map(_quoted, arguments))}]")
    kept = [language for language in languages if tomllib.loads(language)["name"] not in without]
    return "\n\n[[language]]\n".join([server, *kept])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _chosen(file: Path) -> set[str]:
    """The languages whose `language-servers` stand among the user's own lines."""
    own, _block = Block(file, "", "#").without(read_text(file))
    return {
        language["name"]
        for language in _parsed(own, file).get("language", [])
        if isinstance(language, dict) and "name" in language and "language-servers" in language
    }


def _check(file: Path) -> Any:
    def check(text: str) -> None:
        _parsed(text, file)

    return check


def _parsed(text: str, file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise click.ClickException(
            f"{file} would not be valid TOML ({error}): is `language-server.lacewing` there already? It is left alone"
        ) from error
