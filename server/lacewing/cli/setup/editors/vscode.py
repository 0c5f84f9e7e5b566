"""VS Code: the extension's package, installed by VS Code's own command."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import click

from lacewing.cli.setup.plan import Plan, Request
from lacewing.cli.setup.shipped import editors_root

_EXTENSION = "lacewing.lacewing"
_PROGRAMS = ("code", "codium", "code-insiders", "code-server")
_SECONDS = 300

_NEEDS = """\
VS Code needs the Lacewing extension, a .vsix package. It carries a server of its own; to use this one instead, put
this into VS Code's settings:

  "lacewing.server.path": "{program}"

{package}
then, with VS Code's command on PATH (its palette has "Shell Command: Install 'code' command in PATH"):

  code --install-extension {vsix}

or in VS Code: Extensions, the menu "…", "Install from VSIX…".
"""
_BUILT = "The package is {vsix}\n"
_TO_BUILD = """\
This installation carries no package. In a checkout, with Node 22 or newer:

  cd editors/vscode && npm ci && npm run package
"""


@dataclass(frozen=True, slots=True)
class Extension:
    """The package `vsix` in the editor whose command-line program is `program`."""

    program: str
    vsix: Path | None

    @property
    def will(self) -> str:
        """What it would do."""
        if self.vsix is None:
            return "nothing yet: name the package with --vsix"
        return f"runs {self.program} --install-extension {self.vsix}"

    def install(self) -> str:
        """Have the editor install it, over an older version too."""
        if self.vsix is None:
            raise click.ClickException("there is no extension package here: build one (see without --install), --vsix")
        return self._run("--install-extension", str(self.vsix), "--force")

    def uninstall(self) -> str:
        """Have the editor remove it."""
        return self._run("--uninstall-extension", _EXTENSION)

    def _run(self, *arguments: str) -> str:
        asked = " ".join([self.program, *arguments])
        try:
            result = subprocess.run([self.program, *arguments], capture_output=True, text=True, timeout=_SECONDS)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise click.ClickException(f"{asked}: {error}") from error
        said = (result.stdout + result.stderr).strip()
        if result.returncode != 0:
            raise click.ClickException(f"{asked} failed with exit code {result.returncode}:\n{said}")
        return f"{asked}\n{said}"


def plan(request: Request) -> Plan:
    """The extension, installed where VS Code's command and a package are found."""
    given = request.vsix or _shipped()
    vsix = given.absolute() if given else None
    package = _BUILT.format(vsix=vsix) if vsix else _TO_BUILD
    needs = _NEEDS.format(program=request.command[0], package=package, vsix=vsix or "lacewing.vsix")
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        return Plan(needs, no_steps=f"None of {', '.join(_PROGRAMS)} is on PATH: nothing can be installed from here.")
    return Plan(needs, (Extension(program, vsix),), afterwards="Reload VS Code's windows and open a folder.")


def _shipped() -> Path | None:
    path = editors_root() / "vscode/lacewing.vsix"
    return path if path.is_file() else None
