"""Between Lacewing's values (byte offsets, findings, edits) and the protocol's. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from lsprotocol import types

from lacewing.features.lint.types import Finding
from lacewing.lsp.client import ClientFacts
from lacewing.lsp.uris import to_uri
from lacewing.syntax.source import Source
from lacewing.text.edit import FileEdit, TextEdit
from lacewing.text.position import LineIndex, Position, PositionEncoding, Span

_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "information": types.DiagnosticSeverity.Information,
    "hint": types.DiagnosticSeverity.Hint,
}


def to_offset(lines: LineIndex, position: types.Position, encoding: PositionEncoding) -> int:
    """The byte offset of a protocol position, clamped as LSP 3.18 says."""
    return lines.offset(Position(position.line, position.character), encoding)


def to_position(lines: LineIndex, offset: int, encoding: PositionEncoding) -> types.Position:
    """The protocol position of a byte offset."""
    position = lines.position(offset, encoding)
    return types.Position(position.line, position.character)


def to_span(lines: LineIndex, range_: types.Range, encoding: PositionEncoding) -> Span:
    """The span of a protocol range; an inverted one is taken the right way round."""
    start, end = to_offset(lines, range_.start, encoding), to_offset(lines, range_.end, encoding)
    return Span(min(start, end), max(start, end))


def to_range(lines: LineIndex, span: Span, encoding: PositionEncoding) -> types.Range:
    """The protocol range of a span."""
    return types.Range(to_position(lines, span.start, encoding), to_position(lines, span.end, encoding))


def to_text_edit(lines: LineIndex, edit: TextEdit, encoding: PositionEncoding) -> types.TextEdit:
    """One edit of the text that `lines` indexes."""
    return types.TextEdit(to_range(lines, edit.span, encoding), edit.new_text)


def to_diagnostic(lines: LineIndex, finding: Finding, encoding: PositionEncoding) -> types.Diagnostic:
    """A finding as the editor shows it."""
    return types.Diagnostic(
        range=to_range(lines, finding.span, encoding),
        message=finding.message,
        severity=_SEVERITIES[finding.severity],
        code=finding.rule,
        source="lacewing",
    )


def to_workspace_edit(
    edits: Sequence[FileEdit],
    client: ClientFacts,
    source_of: Callable[[Path], Source],
    uri_of: Callable[[Path], str] = to_uri,
) -> types.WorkspaceEdit:
    """One undoable edit of several files, in the newest form the client knows.

    `source_of` gives the text that an existing file's edits refer to. Raises OSError when such a file is gone.
    """
    changes: dict[str, list[types.TextEdit]] = {}
    documents: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = []
    for edit in edits:
        uri = uri_of(Path(edit.path))
        lines = LineIndex(b"") if edit.create else source_of(Path(edit.path)).lines
        converted = [to_text_edit(lines, one, client.encoding) for one in edit.edits]
        changes.setdefault(uri, []).extend(converted)
        if edit.create and client.creates_files:
            documents.append(
                types.CreateFile(uri, options=types.CreateFileOptions(overwrite=False, ignore_if_exists=False))
            )
        identifier = types.OptionalVersionedTextDocumentIdentifier(uri, None if edit.create else edit.version)
        documents.append(types.TextDocumentEdit(identifier, converted))
    if client.document_changes:
        return types.WorkspaceEdit(document_changes=documents)
    return types.WorkspaceEdit(changes=changes)
