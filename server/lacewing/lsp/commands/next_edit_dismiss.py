"""`lacewing.nextEdit.dismiss` [id]: an offered next edit, and all that do the same, are not wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lacewing.lsp.server import LacewingServer


def register(server: LacewingServer) -> None:
    """Serve it."""

    @server.command("lacewing.nextEdit.dismiss")
    def dismiss(arguments: list[Any]) -> None:
        edit = server.offered.get(arguments[0]) if arguments else None
        if edit is not None:
            server.services.next_edits.refuse(edit.kind)
