from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from lacewing.features.lint.types import Finding
from lacewing.lsp.client import ClientFacts, choose_encoding, read_client
from lacewing.lsp.convert import to_diagnostic, to_offset, to_range, to_span, to_workspace_edit
from lacewing.lsp.settings import own_part
from lacewing.syntax.source import Source
from lacewing.text.edit import FileEdit, TextEdit
from lacewing.text.position import PositionEncoding, Span

SOURCE = Source(Path("/p/a.py"), "a\r\n\t日𝒳b\n".encode(), None, version=3)


@pytest.mark.parametrize(
    ("encoding", "column"), [(PositionEncoding.UTF8, 8), (PositionEncoding.UTF16, 4), (PositionEncoding.UTF32, 3)]
)
def test_ranges_there_and_back(encoding: PositionEncoding, column: int) -> None:
    span = Span(3, SOURCE.data.index(b"b"))
    range_ = to_range(SOURCE.lines, span, encoding)
    assert (range_.start, range_.end) == (types.Position(1, 0), types.Position(1, column))
    assert to_span(SOURCE.lines, range_, encoding) == span
    assert to_span(SOURCE.lines, types.Range(range_.end, range_.start), encoding) == span
    assert to_offset(SOURCE.lines, types.Position(99, 0), encoding) == len(SOURCE.data)


def test_a_finding_becomes_a_diagnostic() -> None:
    finding = Finding("/p/a.py", Span(4, 7), "python/some-rule", "warning", "Say why.")
    diagnostic = to_diagnostic(SOURCE.lines, finding, PositionEncoding.UTF16)
    assert (diagnostic.code, diagnostic.source, diagnostic.message) == ("python/some-rule", "lacewing", "Say why.")
    assert diagnostic.severity is types.DiagnosticSeverity.Warning
    assert diagnostic.range == types.Range(types.Position(1, 1), types.Position(1, 2))


EDITS = [
    FileEdit("/p/a.py", (TextEdit(Span(0, 1), "z"),), version=3),
    FileEdit("/p/new.py", (TextEdit(Span(0, 0), "text\n"),), create=True),
]


def test_a_client_with_document_changes_gets_versions_and_created_files() -> None:
    client = ClientFacts(document_changes=True, creates_files=True)
    edit = to_workspace_edit(EDITS, client, lambda _path: SOURCE)
    assert edit.changes is None
    assert edit.document_changes is not None
    changed, created, filled = edit.document_changes
    assert isinstance(changed, types.TextDocumentEdit)
    assert (changed.text_document.uri, changed.text_document.version) == ("file:///p/a.py", 3)
    assert isinstance(created, types.CreateFile)
    assert (created.uri, created.options) == ("file:///p/new.py", types.CreateFileOptions(False, False))
    assert isinstance(filled, types.TextDocumentEdit)
    assert (filled.text_document.version, filled.edits[0].new_text) == (None, "text\n")


def test_an_older_client_gets_changes_by_uri() -> None:
    edit = to_workspace_edit(EDITS, ClientFacts(), lambda _path: SOURCE, lambda path: f"own:{path.name}")
    assert edit.document_changes is None
    assert edit.changes is not None
    assert {uri: [one.new_text for one in edits] for uri, edits in edit.changes.items()} == {
        "own:a.py": ["z"],
        "own:new.py": ["text\n"],
    }


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [([], "utf-16"), (["utf-16"], "utf-16"), (["utf-32", "utf-8"], "utf-8"), (["utf-16", "utf-32"], "utf-32"),
     (["utf-7"], "utf-16")],
)  # fmt: skip
def test_the_encoding_is_ours_where_the_client_allows(offered: list[str], chosen: str) -> None:
    general = types.GeneralClientCapabilities(position_encodings=offered)
    assert choose_encoding(types.ClientCapabilities(general=general)).value == chosen


def test_the_clients_wishes_come_from_its_options() -> None:
    params = types.InitializeParams(
        types.ClientCapabilities(), initialization_options={"client": {"showsStatus": True}}
    )
    assert read_client(params).shows_status
    assert not read_client(params).shows_explanation
    odd = types.InitializeParams(types.ClientCapabilities(), initialization_options={"client": 3})
    assert read_client(odd) == ClientFacts()


def test_settings_of_the_editor_itself_are_left_out() -> None:
    assert own_part({"client": {}, "trace": "off", "lint": {"enabled": False}}) == {"lint": {"enabled": False}}
    assert own_part("nonsense") == {}
