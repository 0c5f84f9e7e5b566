"""Where the names that a file imports come from, by each language's own rules; one file a convention.

`[imports] style` in `language.toml` names the convention: the module of that name here, whose `CONVENTION` is it. They
work on the list of the project's files and its configuration (`project/modules/files.py`), and know no symbols.
"""

from collections.abc import Callable
from typing import Any

from lacewing.project.configuration import Configuration
from lacewing.project.modules.convention import Convention, Target, convention_of, style_of
from lacewing.project.modules.files import ProjectPaths
from lacewing.project.modules.go import read_go_mod, read_go_work
from lacewing.project.modules.include import read_compile_commands
from lacewing.project.modules.jsonc import read_jsonc
from lacewing.project.modules.rust import read_manifest

__all__ = ["Convention", "ProjectPaths", "Target", "convention_of", "read_root_configuration", "style_of"]

_AT_THE_ROOT: dict[str, Callable[[str], Any]] = {
    "tsconfig.json": read_jsonc,
    "jsconfig.json": read_jsonc,
    "package.json": read_jsonc,
    "composer.json": read_jsonc,
    "go.mod": read_go_mod,
    "go.work": read_go_work,
    "Cargo.toml": read_manifest,
    "compile_commands.json": read_compile_commands,
}


def read_root_configuration(configuration: Configuration) -> None:
    """Read the configuration files at the project's root, so that what is wrong with them is told at once."""
    for path, parse in _AT_THE_ROOT.items():
        configuration.parsed(path, parse)
