"""Imports that a change left missing or without use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lacewing.features.next_edit.names import Names
from lacewing.features.next_edit.types import Change, NextEdit
from lacewing.project.facts import Facts, Import
from lacewing.project.import_edits import habitual_import, import_edits, import_of
from lacewing.project.index import Index
from lacewing.syntax.source import Source
from lacewing.syntax.tree import error_spans
from lacewing.text.edit import TextEdit
from lacewing.text.position import Span

_MOST_NAMES = 6
# How likely such an edit is wanted: a name that means nothing yet is imported by nearly everybody who writes it.
_MISSING, _UNUSED = 0.85, 0.75
_IN_A_LIST = rb"[ \t]*\b%s\b(?:\s+as\s+\w+)?[ \t]*"


def edits_of_imports(change: Change, source: Source, names: Names, index: Index) -> Iterator[NextEdit]:
    """Edits of the import statements of the changed file, whose text is now `source`."""
    facts = names.facts_after
    if facts is None or source.language is None or source.language.role != "code":
        return
    yield from _missing(change, source, facts, names, index)
    yield from _unused(change, source, facts, names)


def _missing(change: Change, source: Source, facts: Facts, names: Names, index: Index) -> Iterator[NextEdit]:
    known = {each.bound for each in facts.imports} | {symbol.name for symbol in facts.symbols}
    # What a name that stands in half a statement will mean is not known yet.
    errors = error_spans(source.tree.root_node) if source.tree is not None else []
    found: dict[str, int] = {}
    for reference in facts.references:
        name = reference.name
        written = name.encode("utf-8", "replace")
        if (
            not reference.receiver
            and name not in known
            and written in names.come
            and not names.visible(reference.start, name)
            and not any(error.contains(reference.start) for error in errors)
        ):
            found.setdefault(name, reference.start)
    for name, offset in list(found.items())[:_MOST_NAMES]:
        imported = habitual_import(index, change.path, name)
        if imported is None:
            defined = [each for each in index.symbols_named(name, 3) if not each.symbol.container]
            imported = import_of(index, change.path, defined[0]) if len(defined) == 1 else None
            if imported is not None and imported.name != name:
                continue  # only its module can be imported, which gives this name no meaning
        edits = import_edits(source, imported, offset) if imported is not None else None
        if edits is not None and len(edits) == 1:
            yield NextEdit(change.path, edits[0], f"import `{name}`", _MISSING, f"import {name}")


def _unused(change: Change, source: Source, facts: Facts, names: Names) -> Iterator[NextEdit]:
    for each in facts.imports:
        name = each.bound.encode("utf-8", "replace")
        if not name or name not in names.gone or _statement_changed(each, names):
            continue
        elsewhere = source.data[: each.start] + b" " + source.data[each.end :]
        if re.search(rb"(?<![\w$])" + re.escape(name) + rb"(?![\w$])", elsewhere):
            continue
        edit = _without(each, [other for other in facts.imports if other.start == each.start], source)
        if edit is not None:
            yield NextEdit(
                change.path, edit, f"remove the unused import `{each.bound}`", _UNUSED, f"unused {each.bound}"
            )


def _statement_changed(each: Import, names: Names) -> bool:
    """Whether somebody is just writing the statement."""
    return any(change.line <= each.line < change.line + len(change.added) for change in names.changes_now)


def _without(each: Import, statement: list[Import], source: Source) -> TextEdit | None:
    """The file without one of the names that a statement imports; None where that cannot be told."""
    data, lines = source.data, source.lines
    if len(statement) == 1:
        first, last = lines.line_of(each.start), lines.line_of(max(each.start, each.end - 1))
        start, end = lines.line_start(first), lines.line_start(last + 1)
        alone = not data[start : each.start].strip() and not data[each.end : end].strip(b" \t\r\n;")
        return TextEdit(Span(start, end), "") if alone else None
    name = (each.name or each.module).encode("utf-8", "replace")
    text = data[each.start : each.end]
    places = list(re.finditer(_IN_A_LIST % re.escape(name), text))
    if len(places) != 1 or data[each.start : each.end].count(name) != 1:
        return None
    start, end = places[0].span()
    if text[end : end + 1] == b",":
        gap = len(text[end + 1 :]) - len(text[end + 1 :].lstrip(b" \t"))
        return TextEdit(Span(each.start + start + _blanks(text[start:]), each.start + end + 1 + gap), "")
    before = text[:start].rstrip()
    if before.endswith(b","):
        return TextEdit(Span(each.start + len(before) - 1, each.start + end), "")
    return None


def _blanks(text: bytes) -> int:
    return len(text) - len(text.lstrip(b" \t"))
