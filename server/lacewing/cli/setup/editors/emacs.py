"""Emacs: a small file that registers the server with eglot, and two lines in the init file that load it."""

from __future__ import annotations

from pathlib import Path

from lacewing.cli.setup.block import Block
from lacewing.cli.setup.folder import Folder
from lacewing.cli.setup.places import config_home
from lacewing.cli.setup.plan import Plan, Request
from lacewing.cli.setup.shipped import editors_root, shipped_text

_NEEDS = """\
Emacs 29 or newer (eglot is part of it) needs {source} on its `load-path` and these
lines in {init}:

{block}

Then `M-x eglot` in a file starts the server; (add-hook 'python-mode-hook #'eglot-ensure) does so for every file.
"""


def plan(request: Request) -> Plan:
    """`lacewing.el` in a folder of its own below the user's Emacs folder, loaded from the init file."""
    folder, init = _emacs_folder()
    target = folder / "lacewing"
    words = " ".join(lisp_string(word) for word in request.server)
    block = "\n".join(
        [
            f"(add-to-list 'load-path {lisp_string(str(target))})",
            f"(setq lacewing-command '({words}))",
            "(require 'lacewing)",
        ]
    )
    return Plan(
        needs=_NEEDS.format(source=editors_root() / "emacs/lacewing.el", init=init, block=block),
        steps=(Folder(target, {"lacewing.el": shipped_text("emacs/lacewing.el")}), Block(init, block, ";;")),
        afterwards="Restart Emacs, open a file and type `M-x eglot`; `M-x lacewing-explain` explains.",
    )


def lisp_string(text: str) -> str:
    """An Emacs Lisp literal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _emacs_folder() -> tuple[Path, Path]:
    """The user's Emacs folder and init file, found in Emacs' own order."""
    home = Path.home()
    classic, modern = home / ".emacs.d", config_home() / "emacs"
    for init in (home / ".emacs.el", home / ".emacs"):
        if init.is_file():
            return classic, init
    folder = modern if modern.is_dir() and not classic.is_dir() else classic
    return folder, folder / "init.el"
