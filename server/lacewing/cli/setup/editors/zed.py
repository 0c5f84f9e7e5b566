"""Zed: settings to copy, since Zed takes new servers only from extensions and its settings are no file to append to."""

from __future__ import annotations

import json

from lacewing.cli.setup.places import config_home
from lacewing.cli.setup.plan import Plan, Request
from lacewing.cli.setup.shipped import shipped_text

_NEEDS = """\
Zed starts only language servers it knows from itself or an extension. What settings alone can do is to run Lacewing in
the place of one it knows and you do not use; for Python that is `pylsp`. In {file}:

{settings}

Zed asks servers for no ghost text: completion lists, code actions, hover and diagnostics work.
"""


def plan(request: Request) -> Plan:
    """The settings as text, with this Lacewing's path."""
    settings = json.loads(shipped_text("zed/settings.json"))
    program, *arguments = request.server
    settings["lsp"]["pylsp"]["binary"] = {"path": program, "arguments": arguments}
    shown = json.dumps(settings, indent=2, ensure_ascii=False)
    return Plan(
        needs=_NEEDS.format(file=config_home() / "zed/settings.json", settings=shown),
        no_steps="For Zed nothing is installed or removed: its settings are one JSON object with comments of yours, to "
        "be edited by hand.",
    )
