"""One match of `imports.scm` to one `Import`. Knows nothing of files or of how modules are found."""

from __future__ import annotations

from collections.abc import Mapping

import tree_sitter

from lacewing.project.extraction_rules import ExtractionRules
from lacewing.project.facts import Import
from lacewing.syntax.queries import Captures

Settings = Mapping[str, str | None]


def read_import(captures: Captures, settings: Settings, data: bytes, rules: ExtractionRules, line: int) -> Import:
    """The import of one match of a pattern with these `#set!` settings.

    `(#set! import.name "default")` names what the syntax leaves unsaid; `(#set! import.binding "")` says that the
    statement gives the file no name (a re-export).
    """
    statement = captures["import"][0]
    module = _text(captures, "module", data).strip("\"'`<>")
    name = settings.get("import.name") or (
        "*" if "wildcard" in captures else _text(captures, "name", data).strip("\"'")
    )
    alias = _text(captures, "alias", data)
    return Import(
        module=module,
        name=name,
        alias=alias,
        line=line,
        start=statement.start_byte,
        end=statement.end_byte,
        binding=_binding(module, name, alias, settings, rules),
    )


def _binding(module: str, name: str, alias: str, settings: Settings, rules: ExtractionRules) -> str | None:
    if "import.binding" in settings:
        return settings["import.binding"] or ""
    if alias:
        return None
    if name == "*":
        return ""
    if name:
        return None
    if rules.import_binds == "none":
        return ""
    if rules.import_binds == "first":
        return module.split(rules.import_separator, 1)[0]
    return None


def _text(captures: Captures, name: str, data: bytes) -> str:
    nodes: list[tree_sitter.Node] | None = captures.get(name)
    if not nodes:
        return ""
    return "".join(data[nodes[0].start_byte : nodes[0].end_byte].decode("utf-8", "replace").split())
