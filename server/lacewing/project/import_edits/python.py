"""Import statements of Python: which are new to a file, how they are grouped, where they are merged."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable
from dataclasses import dataclass

import tree_sitter

from lacewing.project.import_edits.placing import Statement, line_edit
from lacewing.project.imported import Imported
from lacewing.syntax.tree import text_of
from lacewing.text.edit import TextEdit
from lacewing.text.position import Span

_WIDTH = 100
_INDENT = "    "
_RUNNERS = frozenset(["pytest", "hypothesis"])


def parse_imports(statements: Iterable[str]) -> list[Imported]:
    """The names imported by import statements given as source."""
    found: dict[Imported, None] = {}
    for text in statements:
        for node in ast.parse(text).body:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    found[Imported(alias.name, "", alias.asname or "")] = None
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    module = "." * node.level + (node.module or "")
                    found[Imported(module, alias.name, alias.asname or "")] = None
    return list(found)


def import_lines(wanted: Iterable[Imported]) -> list[str]:
    """Import statements in the usual order, standard library, third party, the project, with blank lines between."""
    groups: dict[int, dict[str, list[Imported]]] = {}
    for imported in wanted:
        groups.setdefault(_group(imported.module), {}).setdefault(imported.module, []).append(imported)
    blocks = []
    for _, modules in sorted(groups.items()):
        plain = [line for name in sorted(modules) for one in modules[name] if not one.name for line in [_plain(one)]]
        taken = [line for name in sorted(modules) for line in _from(name, [one for one in modules[name] if one.name])]
        blocks.append([*plain, *taken])
    return [line for place, block in enumerate(blocks) for line in ([""] if place else []) + block]


def _group(module: str) -> int:
    top = module.partition(".")[0]
    return 0 if top in sys.stdlib_module_names else 1 if top in _RUNNERS else 2


def _plain(imported: Imported) -> str:
    return f"import {imported.module}" + (f" as {imported.alias}" if imported.alias else "")


def _from(module: str, names: list[Imported]) -> list[str]:
    if not names:
        return []
    written = sorted((f"{one.name} as {one.alias}" if one.alias else one.name) for one in names)
    single = f"from {module} import {', '.join(written)}"
    if len(single) <= _WIDTH:
        return [single]
    return [f"from {module} import (", *(f"{_INDENT}{name}," for name in written), ")"]


@dataclass(frozen=True, slots=True)
class Merged:
    """Edits that add imports to a file, and the statements that cannot stand at its top, their names being taken."""

    edits: tuple[TextEdit, ...]
    clashing: tuple[Imported, ...]


def merge_imports(data: bytes, root: tree_sitter.Node, wanted: Iterable[Imported], newline: str) -> Merged:
    """Add `wanted` to the file: names join a `from` statement of the same module, others go to their group."""
    statements = [node for node in root.children if node.type in ("import_statement", "import_from_statement")]
    known: dict[str, Imported] = {}
    for node in statements:
        for imported in _parse_or_nothing(text_of(node, data)):
            known[imported.bound] = imported
    bound = top_level_names(root, data)
    missing: list[Imported] = []
    clashing: list[Imported] = []
    for imported in wanted:
        if known.get(imported.bound) == imported:
            continue
        (clashing if imported.bound in known or imported.bound in bound else missing).append(imported)
    edits: list[TextEdit] = []
    loose: list[Imported] = []
    joined: dict[tuple[int, int], list[Imported]] = {}
    for imported in missing:
        place = _place_in_from(data, statements, imported)
        if place is None:
            loose.append(imported)
        else:
            joined.setdefault((place.start_byte, place.end_byte), []).append(imported)
    for (start, end), names in joined.items():
        edits += _joined(data, start, end, names, newline)
    edits += _added_statements(data, root, statements, loose, newline)
    return Merged(tuple(edits), tuple(clashing))


def _parse_or_nothing(text: str) -> list[Imported]:
    try:
        return parse_imports([text])
    except SyntaxError:
        return []


def _place_in_from(data: bytes, statements: list[tree_sitter.Node], imported: Imported) -> tree_sitter.Node | None:
    """The last name of an existing `from module import …`, behind which another name can be put."""
    for node in statements if imported.name else ():
        module = node.child_by_field_name("module_name")
        names = node.children_by_field_name("name")
        if module is not None and names and text_of(module, data) == imported.module and not node.has_error:
            return names[-1]
    return None


def _joined(data: bytes, start: int, end: int, names: list[Imported], newline: str) -> list[TextEdit]:
    """Put `names` behind the last name (`start`..`end`) of a `from` statement, on lines of their own if that one is."""
    written = [f"{one.name} as {one.alias}" if one.alias else one.name for one in names]
    before = data[data.rfind(b"\n", 0, start) + 1 : start]
    if before.strip():
        return _joined_on_line(data, start, end, written)
    line_end = data.find(b"\n", end)
    line_end = len(data) if line_end < 0 else line_end
    rest = data[end:line_end]
    if rest.rstrip().startswith(b")") or b")" in rest.partition(b"#")[0]:
        return [TextEdit(Span(end, end), "".join(f",{newline}{before.decode()}{name}" for name in written))]
    line_end -= 1 if rest.endswith(b"\r") else 0
    added = TextEdit(Span(line_end, line_end), "".join(f"{newline}{before.decode()}{name}," for name in written))
    return [added] if rest.lstrip().startswith(b",") else [TextEdit(Span(end, end), ","), added]


def _joined_on_line(data: bytes, start: int, end: int, written: list[str]) -> list[TextEdit]:
    """Put the names `written` among those behind `import` on one line: in order, if those are."""
    offset = data.rfind(b"import ", 0, start) + len(b"import ")
    places: list[tuple[str, int]] = []
    for part in data[offset:end].split(b","):
        name = part.strip(b" (\t").decode("utf-8", "replace")
        places.append((name, offset + len(part) - len(part.lstrip(b" (\t"))))
        offset += len(part) + 1
    in_order = places == sorted(places)
    added: dict[int, str] = {}
    for name in sorted(written):
        place = next((at for other, at in places if in_order and other > name), end)
        added[place] = added.get(place, "") + (f", {name}" if place == end else f"{name}, ")
    return [TextEdit(Span(place, place), text) for place, text in added.items()]


def _added_statements(
    data: bytes, root: tree_sitter.Node, statements: list[tree_sitter.Node], loose: list[Imported], newline: str
) -> list[TextEdit]:
    """Statements of their own: in order among those of their group, else before later groups or after earlier ones."""
    among: list[TextEdit] = []
    before: list[Imported] = []
    after: list[Imported] = []
    groups = {_group_of(node, data) for node in statements}
    for imported in sorted(loose, key=lambda one: one.module):
        group = _group(imported.module)
        alike = [_statement(node, data) for node in statements if _group_of(node, data) == group]
        if alike:
            among += [line_edit(data, alike, line, newline) for line in import_lines([imported])]
        elif groups and min(groups) > group:
            before.append(imported)
        else:
            after.append(imported)
    if before:
        start = min(node.start_byte for node in statements)
        among.append(TextEdit(Span(start, start), newline.join(import_lines(before)) + newline * 2))
    if after:
        among.append(_new_statements(data, root, statements, import_lines(after), newline))
    return among


def _statement(node: tree_sitter.Node, data: bytes) -> Statement:
    return Statement(node.start_byte, node.end_byte, "", text_of(node, data))


def _group_of(statement: tree_sitter.Node, data: bytes) -> int:
    found = _parse_or_nothing(text_of(statement, data))
    return _group(found[0].module) if found else 0


def _new_statements(
    data: bytes, root: tree_sitter.Node, statements: list[tree_sitter.Node], lines: list[str], newline: str
) -> TextEdit:
    text = newline.join(lines)
    future = [node for node in root.children if node.type == "future_import_statement"]
    last = max([*statements, *future], key=lambda node: node.end_byte, default=None)
    if last is not None:
        return TextEdit(Span(last.end_byte, last.end_byte), newline * 2 + text)
    first = next((node for node in root.children if node.type != "comment"), None)
    if first is not None and _is_docstring(first):
        following = data[first.end_byte :].lstrip(b" \t").replace(b"\r", b"")
        gap = "" if following.startswith(b"\n\n") else newline
        return TextEdit(Span(first.end_byte, first.end_byte), newline * 2 + text + gap)
    offset = first.start_byte if first is not None else len(data)
    return TextEdit(Span(offset, offset), text + newline * 3)


def _is_docstring(node: tree_sitter.Node) -> bool:
    return node.type == "expression_statement" and bool(node.children) and node.children[0].type == "string"


def top_level_names(root: tree_sitter.Node, data: bytes) -> set[str]:
    """Names of functions, classes and assigned variables at the top of a file, also of those below `if` and `try`."""
    names: set[str] = set()
    waiting = list(root.children)
    while waiting:
        node = waiting.pop()
        if node.type in ("function_definition", "class_definition"):
            name = node.child_by_field_name("name")
            names |= {text_of(name, data)} if name is not None else set()
        elif node.type == "assignment":
            left = node.child_by_field_name("left")
            names |= {text_of(left, data)} if left is not None and left.type == "identifier" else set()
        elif node.type in (
            "decorated_definition", "expression_statement", "if_statement", "try_statement", "block", "else_clause",
            "except_clause", "ERROR",
        ):  # fmt: skip
            waiting.extend(node.children)
    return names
