"""`lacewing/context`: what a model would be shown of the project for a cursor or a question (docs/protocol.md)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from lacewing.lsp.arguments import place_named
from lacewing.lsp.cancel import current_token
from lacewing.lsp.context_ranges import PieceRanges
from lacewing.lsp.protocol import RequestError
from lacewing.lsp.uris import to_path
from lacewing.services.context_answer import NoContextError

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from lacewing.lsp.server import LacewingServer, Place
    from lacewing.project.retrieve.types import Piece
    from lacewing.services import Folder
    from lacewing.services.context_answer import ContextAnswer

CONTEXT = "lacewing/context"


def register(server: LacewingServer) -> None:
    """Serve it."""

    @server.feature(CONTEXT)
    def context(params: Any) -> Awaitable[dict[str, Any]]:
        match params:
            case {"question": str(question)} if question.strip():
                return _about(server, question, _folder(server, params), _budget(params))
            case {"textDocument": {"uri": str(uri)}, "position": position}:
                return _answer(server, place_named(server, uri, position), _budget(params), _without(params))
            case _:
                raise RequestError(
                    types.ErrorCodes.InvalidParams, "textDocument.uri and position, or a question, are wanted"
                )


async def _answer(
    server: LacewingServer, placing: Awaitable[Place], budget: float | None, without: Sequence[str]
) -> dict[str, Any]:
    return await server.in_thread(_found, server, await placing, budget, without)


def _found(server: LacewingServer, place: Place, budget: float | None, without: Sequence[str]) -> dict[str, Any]:
    from lacewing.project.context import retrievers

    unknown = [name for name in without if name not in retrievers()]
    if unknown:
        known = ", ".join(retrievers())
        raise RequestError(types.ErrorCodes.InvalidParams, f"no retriever is named {unknown[0]!r}; there are: {known}")
    token = current_token()
    server.overlay(place.uri, place.source)
    token.check()
    try:
        answer = server.services.context(place.source, place.offset, budget, without)
    except NoContextError as error:
        raise RequestError(types.LSPErrorCodes.RequestFailed, str(error)) from error
    token.check()
    return _as_json(server, answer)


async def _about(server: LacewingServer, question: str, folder: Folder, budget: float | None) -> dict[str, Any]:
    answer = await server.features.call(server.services.questions.context(folder, question, budget))
    if answer.context.failures:
        server.folders.embed(folder)
    return await server.in_thread(_as_json, server, answer)


def _folder(server: LacewingServer, params: Any) -> Folder:
    """The folder that a question is about: that of the file or folder named by `uri`, else the first."""
    uri = params.get("uri")
    path = to_path(uri) if isinstance(uri, str) else None
    folder = server.services.folder_of(path) if path is not None else next(iter(server.services.folders), None)
    if folder is None:
        raise RequestError(types.LSPErrorCodes.RequestFailed, f"no open folder holds {uri or 'anything'}")
    return folder


def _as_json(server: LacewingServer, answer: ContextAnswer) -> dict[str, Any]:
    context, ranges = answer.context, PieceRanges(server, answer.root)
    return {
        "prompt": context.prompt,
        "tokens": context.tokens,
        "budget": answer.budget,
        "pieces": [_piece(server, answer.root, piece, ranges) for piece in context.pieces],
        "dropped": [_piece(server, answer.root, piece, ranges) for piece in context.dropped],
        "failures": list(context.failures),
    }


def _piece(server: LacewingServer, root: Path, piece: Piece, ranges: PieceRanges) -> dict[str, Any]:
    return {
        "uri": server.uri_of(root / piece.path),
        "path": piece.path,
        "range": ranges.range_of(piece),
        "text": piece.text,
        "retriever": piece.retriever,
        "reason": piece.reason,
        "score": piece.score,
        "tokens": piece.tokens,
    }


def _budget(params: Any) -> float | None:
    budget = params.get("budget")
    if budget is None:
        return None
    if not isinstance(budget, int | float) or isinstance(budget, bool) or not budget >= 0:
        raise RequestError(types.ErrorCodes.InvalidParams, f"budget is a number of tokens, not {budget!r:.40}")
    return budget


def _without(params: Any) -> list[str]:
    names = params.get("without") or []
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise RequestError(
            types.ErrorCodes.InvalidParams, f"without is a list of names of retrievers, not {names!r:.40}"
        )
    return names
