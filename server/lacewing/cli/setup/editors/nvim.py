"""Neovim: the plugin as a package of its own, which Neovim loads without a line in the user's configuration."""

from __future__ import annotations

import os
import re

from lacewing.cli.setup.folder import Folder, texts_of
from lacewing.cli.setup.places import data_home
from lacewing.cli.setup.plan import Plan, Request
from lacewing.cli.setup.shipped import editors_root

_NEEDS = """\
Neovim 0.11 or newer (0.12 for ghost text) needs the plugin in
  {source}
on its 'runtimepath': installed as below, or by a plugin manager, for example lazy.nvim:

  {{ dir = {source_lua}, lazy = false }}

and in init.lua, unless `lacewing` is on Neovim's PATH:

  require('lacewing').setup({{ command = {{ {words} }} }})

Without the plugin Neovim's own client can do with:

  vim.lsp.config('lacewing', {{ cmd = {{ {words} }}, filetypes = {{ 'python' }}, root_markers = {{ '.git' }} }})
  vim.lsp.enable('lacewing')
"""


def plan(request: Request) -> Plan:
    """The plugin in Neovim's package folder, tied to this Lacewing."""
    source = editors_root() / "nvim"
    words = ", ".join(lua_string(word) for word in request.server)
    files = texts_of(source, frozenset({"doc/tags"}))
    files["lua/lacewing/installed.lua"] = (
        f"--- Written by `lacewing setup nvim --install`: the server that came with the plugin.\nreturn {{ {words} }}\n"
    )
    files["doc/tags"] = help_tags("lacewing.txt", files["doc/lacewing.txt"])
    application = os.environ.get("NVIM_APPNAME") or "nvim"
    target = data_home() / application / "site/pack/lacewing/start/lacewing"
    return Plan(
        needs=_NEEDS.format(source=source, source_lua=lua_string(str(source)), words=words),
        steps=(Folder(target, files),),
        afterwards="Restart Neovim and open a file; `:checkhealth lacewing` and `:help lacewing` say more.",
    )


def lua_string(text: str) -> str:
    """A Lua literal."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r")
    return f"'{escaped}'"


def help_tags(name: str, text: str) -> str:
    """What `:helptags` would make of a help file: sorted lines of tag, file and search command."""
    tags = sorted(set(re.findall(r"(?:^|(?<=\s))\*([^*\s|]+)\*(?=\s|$)", text)))
    return "".join(f"{tag}\t{name}\t/*{tag}*\n" for tag in tags)
