"""The edits that write an import into a file, in the file's own way: joined to a statement, or one of its own in order.

`[imports.statement]` of `language.toml` says how a statement reads: `name`, `renamed`, `default`, `all`, `module`,
`module_renamed` and `relative` are templates (`$module`, `$name`, `$alias`, `$path`, which is module and name with the
separator between) for what is imported; `line` is how it reads in a group that has the keyword once (Go). `list` is the
type of the node that lists the names of one module, `header` are those of what comes before imports; `free` says that
the file may choose its quotes and whether a semicolon ends a statement, `required` holds the templates of files that
call a function instead. Python has rules of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import Template
from typing import Any

import tree_sitter

from lacewing.project.extract import extract_outline
from lacewing.project.facts import Import
from lacewing.project.import_edits.placing import Statement, line_edit, place_statement
from lacewing.project.import_edits.python import merge_imports
from lacewing.project.imported import Imported
from lacewing.syntax.source import EmbeddedSource, Source
from lacewing.syntax.tree import enclosing
from lacewing.text.edit import TextEdit
from lacewing.text.position import Span

_STYLED_MODULE = ("'", '"')


def import_edits(source: Source, imported: Imported, offset: int) -> tuple[TextEdit, ...] | None:
    """The edits that let code at byte `offset` of the file use what is imported; () when it may do so already.

    None when it cannot be written: the language has no such imports, or the name means something else there.
    """
    part = _importing_part(source, offset)
    if part is None or part.language is None or part.tree is None:
        return None
    if part.language.name == "python":
        newline = _newline(part.data)
        merged = merge_imports(part.data, part.tree.root_node, [imported], newline)
        return None if merged.clashing else merged.edits
    forms = _forms(part)
    present = _present(part)
    if "required" in forms and _requires(part.data, present):
        forms = {**forms, **forms["required"], "list": ""}
    text = statement_text(imported, forms, part.language.extra["imports"].get("separator", "."))
    if text is None:
        return None
    if any(_says(each, imported) for each in present):
        return ()
    bound = imported.alias or imported.name
    if bound and imported.name != "*" and any(each.bound == bound for each in present):
        return None
    joined = _joined(part, present, imported, forms)
    return (joined,) if joined is not None else (_added(part, present, imported, text, forms),)


def statement_text(imported: Imported, forms: dict[str, Any], separator: str) -> str | None:
    """The statement by the templates of `[imports.statement]`; None where there is none for such an import."""
    form = _form(imported, forms)
    template = forms.get(form)
    if not isinstance(template, str):
        return None
    path = imported.name
    if imported.module != imported.name:
        path = separator.join(part for part in (imported.module, imported.name) if part)
    module = imported.module.removeprefix("./") if form == "relative" else imported.module
    return Template(template).substitute(module=module, name=imported.name, alias=imported.alias, path=path)


def _form(imported: Imported, forms: dict[str, Any]) -> str:
    if imported.module.startswith(".") and "relative" in forms:
        return "relative"
    if not imported.name:
        return "module_renamed" if imported.alias else "module"
    if imported.name == "*":
        return "all"
    if imported.name == "default" and "default" in forms:
        return "default"
    return "renamed" if imported.alias else "name"


def _forms(part: Source) -> dict[str, Any]:
    found: dict[str, Any] = part.language.extra.get("imports", {}).get("statement", {}) if part.language else {}
    return found


def _importing_part(source: Source, offset: int) -> Source | None:
    """The code around the offset if its language has imports, else the first code in the file that has (a page's
    script)."""
    for part in (source.at(offset), *source.whole.all_parts()):
        if part.language is not None and (part.language.name == "python" or _forms(part)) and part.role != "example":
            return part
    return None


def _present(part: Source) -> list[Import]:
    """The imports that the part has, in document order."""
    whole = part.whole
    if whole.language is None:
        return []
    imports = extract_outline(whole.data, whole.language).imports
    span = part.region.span if isinstance(part, EmbeddedSource) else Span(0, len(part.data))
    return [each for each in imports if span.start <= each.start and each.end <= span.end]


def _requires(data: bytes, present: list[Import]) -> bool:
    """Whether the file calls a function for what it imports, and has no statement for it (CommonJS)."""
    texts = [data[each.start : each.end] for each in present if each.module and each.binding != ""]
    return any(b"require(" in text for text in texts) and not any(text.startswith(b"import") for text in texts)


def _says(present: Import, imported: Imported) -> bool:
    same_module = present.module == imported.module
    if present.name == "*" and not present.alias and same_module:
        return True
    return same_module and present.name == imported.name and present.alias == imported.alias


def _joined(part: Source, present: list[Import], imported: Imported, forms: dict[str, Any]) -> TextEdit | None:
    """The name put into the list of a statement that takes others from the same module."""
    kind = forms.get("list")
    if not kind or not imported.name or imported.name in ("*", "default") or part.tree is None:
        return None
    for each in present:
        statement = part.data[each.start : each.end]
        if each.module != imported.module or each.binding == "" or b"import type" in statement:
            continue
        if statement.count(b"{") != 1:
            continue
        node = enclosing(part.tree.root_node, each.start + statement.index(b"{"), (kind,))
        names = [child for child in node.named_children if "comment" not in child.type] if node is not None else []
        if node is not None and names and each.start <= node.start_byte and not node.has_error:
            written = f"{imported.name}{forms.get('as', ' as ')}{imported.alias}" if imported.alias else imported.name
            return _among(part.data, names, written)
    return None


def _among(data: bytes, names: list[tree_sitter.Node], written: str) -> TextEdit:
    """`written` among the listed names: in order if they are, on a line of its own if they are."""
    texts = [data[node.start_byte : node.end_byte].decode("utf-8", "replace") for node in names]
    after = next((node for node, text in zip(names, texts, strict=True) if text > written), None)
    first = names[0]
    indent = data[data.rfind(b"\n", 0, first.start_byte) + 1 : first.start_byte].decode("utf-8", "replace")
    between = " " if indent.strip() else _newline(data) + indent
    if after is not None and texts == sorted(texts):
        return TextEdit(Span(after.start_byte, after.start_byte), f"{written},{between}")
    return TextEdit(Span(names[-1].end_byte, names[-1].end_byte), f",{between}{written}")


@dataclass(frozen=True, slots=True)
class _Habit:
    """How the statements of a file are written where that is free: the quote, and whether a semicolon ends them."""

    quote: str
    semicolon: bool


def _added(part: Source, present: list[Import], imported: Imported, text: str, forms: dict[str, Any]) -> TextEdit:
    statements = _statements(part.data, present, text)
    if forms.get("free"):
        text = _in_habit(text, _habit(part, statements))
    line = forms.get("line")
    if isinstance(line, str) and statements and statements[-1].grouped:
        text = Template(line).substitute(module=imported.module, alias=imported.alias).strip()
        statements = [each for each in statements if each.grouped]
    newline = _newline(part.data)
    if not statements:
        return place_statement(part, text, frozenset(forms.get("header", ())), newline)
    return line_edit(part.data, statements, text, newline)


def _statements(data: bytes, present: list[Import], text: str) -> list[Statement]:
    """The statements of the file that are of the same kind as `text`, at the depth of the first one."""
    word = text.split(maxsplit=1)[0]
    found: dict[int, Statement] = {}
    for each in present:
        start = data.rfind(b"\n", 0, each.start) + 1
        line = data[start : each.end].decode("utf-8", "replace")
        before = data[start : each.start].decode("utf-8", "replace").strip()
        grouped = not before and not line.lstrip().startswith(word)
        if not grouped and line.lstrip().split(maxsplit=1)[0] != word:
            continue
        if grouped and not line.lstrip().startswith(('"', "`", "_", ".")) and not each.alias:
            continue
        indent = line[: len(line) - len(line.lstrip())]
        end = start + len(line.encode().rstrip())
        found.setdefault(start, Statement(start, end, indent, line.strip(), grouped))
    first = next(iter(found.values()), None)
    same = [each for each in found.values() if first and (each.indent == first.indent or each.grouped)]
    return [each for each in same if not any(other.start < each.start < other.end for other in same)]


def _habit(part: Source, statements: list[Statement]) -> _Habit:
    texts = [each.text for each in statements] or part.data[:20_000].decode("utf-8", "replace").split("\n")
    single, double = (sum(text.count(quote) for text in texts) for quote in _STYLED_MODULE)
    ends = sum(text.rstrip().endswith(";") for text in texts)
    return _Habit("'" if single > double else '"', 2 * ends >= len(texts) or (not statements and ends > 0))


def _in_habit(text: str, habit: _Habit) -> str:
    text = text.replace('"', habit.quote)
    return text if habit.semicolon else text.rstrip(";")


def _newline(data: bytes) -> str:
    end = data.find(b"\n")
    return "\r\n" if end > 0 and data[end - 1 : end] == b"\r" else "\n"
