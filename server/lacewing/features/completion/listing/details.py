"""What an editor shows of one entry once it is looked at: signature, documentation, and the import that it brings."""

from __future__ import annotations

from dataclasses import replace

from lacewing.features.completion.sources import CompletionSources
from lacewing.features.completion.types import CompletionItem
from lacewing.project.facts import Symbol
from lacewing.project.import_edits import habitual_import, import_edits, import_of
from lacewing.project.imported import Imported
from lacewing.syntax.source import Source
from lacewing.text.edit import TextEdit

_DOCUMENTED = 2000  # characters


def described(item: CompletionItem, source: Source, offset: int, sources: CompletionSources) -> CompletionItem:
    """The item with `detail`, `documentation` and, for what `source` has to import at byte `offset`, `additional`."""
    imported = _needed(item, sources)
    additional: tuple[TextEdit, ...] = ()
    if imported is not None:
        additional = import_edits(source, imported, offset) or ()
    detail, documentation = item.detail, item.documentation
    if item.located is not None:
        symbol = item.located.symbol
        detail = symbol.signature or _field(symbol)
        documentation = symbol.docstring[:_DOCUMENTED]
    if additional and imported is not None:
        said = _import_in_words(imported)
        documentation = f"{documentation}\n\n{said}" if documentation else said
    return replace(item, detail=detail, documentation=documentation, additional=additional)


def _needed(item: CompletionItem, sources: CompletionSources) -> Imported | None:
    if item.imported is not None:
        return item.imported
    if item.to_import and item.located is not None:
        return import_of(sources.index, sources.path, item.located)
    if item.to_import and item.kind == "text":
        return habitual_import(sources.index, sources.path, item.label)
    return None


def _field(symbol: Symbol) -> str:
    return f"{symbol.name}: {symbol.result}" if symbol.result else ""


def _import_in_words(imported: Imported) -> str:
    name = imported.name if imported.name not in ("", "*") else ""
    what = f"`{name}` from `{imported.module}`" if name else f"`{imported.module}`"
    return f"Imports {what}."
