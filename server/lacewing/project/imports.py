"""Matches of `imports.scm` to `Import`s. Knows nothing of files or of how modules are found."""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter

import tree_sitter

from lacewing.project.extraction_rules import ExtractionRules
from lacewing.project.facts import Import
from lacewing.project.line_numbers import LineNumbers
from lacewing.project.node_texts import unescaped
from lacewing.syntax.queries import Captures
from lacewing.syntax.scopes import package_of

Settings = Mapping[str, str | None]


def read_import(captures: Captures, settings: Settings, data: bytes, rules: ExtractionRules, line: int) -> Import:
    """The import of one match of a pattern with these `#set!` settings.

    `(#set! import.name "default")` names what the syntax leaves unsaid, and so do `import.module` and `import.alias`;
    `(#set! import.prefix "./")` stands before the module; `(#set! import.binding "")` says that the statement gives
    the file no name (a re-export).
    """
    statement = captures["import"][0]
    if "path" in captures:
        module, _, name = _text(captures, "path", data).rpartition(rules.import_separator)
    else:
        module, name = _text(captures, "module", data).strip("\"'`<>"), _text(captures, "name", data)
    module = (settings.get("import.prefix") or "") + (settings.get("import.module") or module)
    name = settings.get("import.name") or ("*" if "wildcard" in captures else name.strip("\"'").removeprefix(":"))
    name = unescaped(name, rules.name_escape)
    alias = settings.get("import.alias") or _text(captures, "alias", data)
    binding = _binding(module, name, alias, settings, rules)
    return Import(module, name, alias, line, statement.start_byte, statement.end_byte, binding)


def in_groups(
    imports: list[Import], groups: list[Captures], data: bytes, rules: ExtractionRules, lines: LineNumbers
) -> list[Import]:
    """The imports with the modules of the groups around them before their own: `use a::{b::{c}}` has `c` of `a::b`.

    The span of a grouped import is that of its outermost group, the whole statement.
    """
    around = sorted(
        (node.start_byte, -node.end_byte, _text(captures, "module", data))
        for captures in groups
        for node in captures["import.group"]
    )
    found, stack, upcoming = [], list[tuple[int, int, str]](), 0
    for item in sorted(imports, key=lambda item: (item.start, item.end)):
        while upcoming < len(around) and around[upcoming][0] <= item.start:
            stack = [group for group in stack if -group[1] > around[upcoming][0]]
            stack.append(around[upcoming])
            upcoming += 1
        stack = [group for group in stack if -group[1] >= item.end]
        found.append(_grouped(item, stack, rules.import_separator, lines) if stack else item)
    return found


def _grouped(item: Import, groups: list[tuple[int, int, str]], separator: str, lines: LineNumbers) -> Import:
    module = separator.join(part for part in (*map(itemgetter(2), groups), item.module) if part)
    binding = item.binding
    if not item.name and not item.alias:
        binding = module.rpartition(separator)[2]
    start, end, _ = groups[0]
    line = lines.of(start)
    return item._replace(module=module, binding=binding, start=start, end=-end, line=line)


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
    last = module.rpartition(rules.import_separator)[2]
    if rules.import_separator == "/":
        return package if (package := package_of(module)) != last else None
    return last if rules.import_separator != "." else None


def _text(captures: Captures, name: str, data: bytes) -> str:
    nodes: list[tree_sitter.Node] | None = captures.get(name)
    if not nodes:
        return ""
    return "".join(data[nodes[0].start_byte : nodes[-1].end_byte].decode("utf-8", "replace").split())
