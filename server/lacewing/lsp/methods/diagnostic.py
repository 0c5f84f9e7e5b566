"""`textDocument/diagnostic` and `workspace/diagnostic`: findings on demand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from lacewing.lsp.cancel import current_token
from lacewing.syntax.source import Source

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from lacewing.lsp.server import LacewingServer

Report = types.WorkspaceFullDocumentDiagnosticReport | types.WorkspaceUnchangedDocumentDiagnosticReport
_FILES_A_BATCH = 20
# Editors ask for the workspace again as soon as they have an answer. When nothing has changed the answer waits for a
# change this long, so that an idle editor costs nothing.
_HOLD_SECONDS = 60.0


def register(server: LacewingServer) -> None:
    """Serve both."""
    options = types.DiagnosticOptions(identifier="lacewing", inter_file_dependencies=False, workspace_diagnostics=True)

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)
    def diagnostic(params: types.DocumentDiagnosticParams) -> object:
        found = server.document(params.text_document.uri)
        if found is None:
            return types.RelatedFullDocumentDiagnosticReport(items=[])
        return server.in_thread(_document_report, server, found[1], params.previous_result_id)

    @server.feature(types.WORKSPACE_DIAGNOSTIC)
    def workspace_diagnostic(params: types.WorkspaceDiagnosticParams) -> Awaitable[types.WorkspaceDiagnosticReport]:
        return _workspace_report(server, params)


def _document_report(
    server: LacewingServer, source: Source, previous: str | None
) -> types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport:
    result_id = server.diagnostics.result_id(source)
    if result_id == previous:
        return types.RelatedUnchangedDocumentDiagnosticReport(result_id)
    return types.RelatedFullDocumentDiagnosticReport(items=server.diagnostics.findings(source), result_id=result_id)


async def _workspace_report(
    server: LacewingServer, params: types.WorkspaceDiagnosticParams
) -> types.WorkspaceDiagnosticReport:
    previous = {known.uri: known.value for known in params.previous_result_ids}
    reports: list[Report] = []
    for attempt in range(2):
        reports = []
        changes = server.diagnostics.changes
        files = await server.in_slow_thread(_files, server)
        for batch in _batches(server, files):
            made = await server.in_slow_thread(_batch_reports, server, batch, previous)
            if params.partial_result_token is not None and attempt == 0 and any(map(_is_full, made)):
                partial = types.WorkspaceDiagnosticReportPartialResult(made)
                server.protocol.notify(types.PROGRESS, types.ProgressParams(params.partial_result_token, partial))
                previous |= {report.uri: report.result_id or "" for report in made}
            else:
                reports += made
        if (
            attempt
            or not previous
            or any(map(_is_full, reports))
            or (params.partial_result_token is not None and not reports)
        ):
            break
        await server.diagnostics.change(changes, _HOLD_SECONDS)
    return types.WorkspaceDiagnosticReport(reports)


def _is_full(report: Report) -> bool:
    return isinstance(report, types.WorkspaceFullDocumentDiagnosticReport)


def _files(server: LacewingServer) -> list[tuple[Path, list[str]]]:
    """Every folder and those of its files that rules can check. In a thread: it asks the index."""
    return [(folder.root, server.services.files_to_check(folder)) for folder in server.services.folders]


def _batches(server: LacewingServer, files: list[tuple[Path, list[str]]]) -> Iterator[list[Path | tuple[str, Source]]]:
    """The open texts, then the files of every folder, some at a time."""
    batch: list[Path | tuple[str, Source]] = []
    seen = set()
    for opened in server.documents:
        if not opened.lost:
            seen.add(opened.path)
            batch.append((opened.uri, opened.source()))
    for root, relatives in files:
        for relative in relatives:
            path = root / relative
            if path not in seen:
                batch.append(path)
            if len(batch) >= _FILES_A_BATCH:
                yield batch
                batch = []
    yield batch


def _batch_reports(
    server: LacewingServer, batch: list[Path | tuple[str, Source]], previous: dict[str, str]
) -> list[Report]:
    reports: list[Report] = []
    token = current_token()
    for item in batch:
        token.check()
        if isinstance(item, tuple):
            uri, source = item
            reports.append(_report(server, uri, source, server.diagnostics.result_id(source), previous))
            continue
        uri = server.uri_of(item)
        try:
            status = item.stat()
            result_id = server.diagnostics.disk_result_id(status.st_size, status.st_mtime_ns)
            if previous.get(uri) == result_id:
                reports.append(types.WorkspaceUnchangedDocumentDiagnosticReport(uri, result_id))
            else:
                reports.append(_report(server, uri, server.services.source(item), result_id, previous))
        except OSError:
            continue  # the file went away meanwhile
    return reports


def _report(server: LacewingServer, uri: str, source: Source, result_id: str, previous: dict[str, str]) -> Report:
    if previous.get(uri) == result_id:
        return types.WorkspaceUnchangedDocumentDiagnosticReport(uri, result_id, version=source.version)
    found = server.diagnostics.findings(source)
    return types.WorkspaceFullDocumentDiagnosticReport(uri, found, version=source.version, result_id=result_id)
