"""Having the editor apply edits and show documents, whatever of that it can do."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from lacewing.lsp.convert import to_workspace_edit
from lacewing.lsp.protocol import RequestError
from lacewing.text.edit import FileEdit

if TYPE_CHECKING:
    from lacewing.lsp.server import LacewingServer


async def workspace_edit(server: LacewingServer, edits: Sequence[FileEdit]) -> types.WorkspaceEdit:
    """The edits in the client's form; files are read in a thread. Await it on the event loop.

    Raises RequestError when an edit was made for a text the editor no longer shows, or its file is gone.
    """
    try:
        made, saved = await server.in_thread(_made, server, edits)
    except OSError as error:
        raise RequestError(types.LSPErrorCodes.RequestFailed, f"{error.filename} cannot be read: {error}") from error
    for edit in edits:
        _check_current(server, edit, saved.get(edit.path))
    return made


def _made(server: LacewingServer, edits: Sequence[FileEdit]) -> tuple[types.WorkspaceEdit, dict[str, bytes]]:
    """The edits in the client's form, and what is on disk of those that were made for it. In a thread."""
    saved = {}
    for edit in edits:
        path = Path(edit.path)
        if edit.create and not server.client.creates_files:
            # Such an editor opens a buffer for the file, which Emacs makes read-only where there is no folder.
            path.parent.mkdir(parents=True, exist_ok=True)
        if edit.version is None and not edit.create and server.documents.at(path) is not None:
            with contextlib.suppress(OSError):
                saved[edit.path] = path.read_bytes()
    return to_workspace_edit(edits, server.client, server.services.source, server.uri_of), saved


def _check_current(server: LacewingServer, edit: FileEdit, saved: bytes | None) -> None:
    path = Path(edit.path)
    opened = server.documents.at(path)
    if opened is None:
        return
    if edit.version is not None:
        if edit.version != opened.document.version:
            raise RequestError(types.LSPErrorCodes.ContentModified, f"{path.name} changed meanwhile; ask again")
    elif saved != opened.document.data():
        raise RequestError(types.LSPErrorCodes.RequestFailed, f"{path.name} has unsaved changes; save it and ask again")


async def apply_edits(server: LacewingServer, edits: Sequence[FileEdit], label: str) -> None:
    """Have the editor apply the edits as one undoable step. Raises RequestError when it cannot or will not."""
    if not server.client.applies_edits:
        raise RequestError(types.LSPErrorCodes.RequestFailed, f"this editor does not apply edits: {label} is not done")
    params = types.ApplyWorkspaceEditParams(await workspace_edit(server, edits), label)
    answer = await server.ask(types.WORKSPACE_APPLY_EDIT, params)
    if answer.refused or not answer.result.applied:
        reason = answer.refused or answer.result.failure_reason or "no reason given"
        raise RequestError(types.LSPErrorCodes.RequestFailed, f"the editor did not apply the edit ({label}): {reason}")


async def show_file(server: LacewingServer, path: Path, selection: types.Range | None = None) -> bool:
    """Show a file in the editor; False when it cannot."""
    if not server.client.shows_documents:
        return False
    params = types.ShowDocumentParams(server.uri_of(path), take_focus=True, selection=selection)
    answer = await server.ask(types.WINDOW_SHOW_DOCUMENT, params)
    return not answer.refused and bool(answer.result.success)


async def show_markdown(server: LacewingServer, title: str, markdown: str) -> bool:
    """Show a text as a Markdown file that goes with the session; False when the editor cannot."""
    if not server.client.shows_documents:
        return False
    name = re.sub(r"\W+", "-", title).strip("-")[:60] or "lacewing"
    path = server.scratch() / f"{name}.md"
    path.write_text(markdown, "utf-8")
    return await show_file(server, path)
