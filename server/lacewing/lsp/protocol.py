"""JSON-RPC as our server speaks it: every request is answered exactly once, cancelled ones at once.

Subclasses pygls' protocol for its types, outgoing requests and registration of features; what decides about incoming
messages is ours, because the stock one leaves malformed requests unanswered, cannot cancel threads and keeps a
document store that is quadratic in the file's size.
"""

from __future__ import annotations

import asyncio
import contextvars
import inspect
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

import attrs
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.feature_manager import is_thread_function
from pygls.protocol import LanguageServerProtocol

from lacewing.lsp.cancel import CURRENT_TOKEN, CancelToken, RequestCancelledError
from lacewing.lsp.conversion import why_not
from lacewing.lsp.wire import UnreadableMessageError, frame, parse

if TYPE_CHECKING:
    from cattrs import Converter

    from lacewing.lsp.server import LacewingServer

log = logging.getLogger(__name__)

RequestId = int | str
NOT_CANCELLABLE = frozenset([types.INITIALIZE, types.SHUTDOWN])


class Lifecycle(Enum):
    """Where the session stands (LSP 3.18, "Server lifecycle")."""

    NEW = "new"
    RUNNING = "running"
    SHUT_DOWN = "shut down"


class RequestError(Exception):
    """Answers the request with an error of `code`."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(eq=False, slots=True)
class Request:
    """One incoming request that is not answered yet."""

    id: RequestId
    method: str
    token: CancelToken
    future: asyncio.Future[Any] | None = None
    groups: list[str] = field(default_factory=list)


CURRENT_REQUEST: contextvars.ContextVar[Request | None] = contextvars.ContextVar("lacewing_request", default=None)


class LacewingProtocol(LanguageServerProtocol):
    """The protocol of one session. Everything but `received` runs on the event loop's thread."""

    _server: LacewingServer

    def __init__(self, server: LacewingServer, converter: Converter) -> None:
        super().__init__(server, converter)
        self.lifecycle = Lifecycle.NEW
        self._tokens: dict[RequestId, CancelToken] = {}
        self._requests: dict[RequestId, Request] = {}
        self._groups: dict[str, Request] = {}
        self._params_types: dict[str, Any] = {}

    def _register_builtin_features(self) -> None:
        """None of pygls' own: each method has a file in `lsp/methods`."""

    # Incoming

    def received(self, body: bytes) -> Callable[[], None]:
        """Read one body, on the reader's thread; what it gives is to be called on the event loop.

        Cancel tokens are made and set here, so that a cancellation overtakes work that keeps the loop busy.
        """
        try:
            message = parse(body)
        except UnreadableMessageError as error:
            unreadable = error
            return lambda: self._unreadable(unreadable)
        if isinstance(message, dict):
            method, request_id = message.get("method"), message.get("id")
            if method == types.CANCEL_REQUEST:
                params = message.get("params")
                token = self._tokens.get(_id(params.get("id"))) if isinstance(params, dict) else None
                if token is not None:
                    token.cancel()
            elif isinstance(method, str) and _id(request_id) is not None:
                self._tokens.setdefault(_id(request_id), CancelToken())
        return lambda: self._dispatch(message)

    def _dispatch(self, message: Any) -> None:
        """Handle one message; runs each handler in a context of its own."""
        if not isinstance(message, dict):
            self._send_error(None, types.ErrorCodes.InvalidRequest, "a message must be an object")
            return
        method, request_id = message.get("method"), message.get("id")
        if isinstance(method, str) and "id" not in message:
            contextvars.copy_context().run(self._notified, method, message.get("params"))
        elif isinstance(method, str) and (known := _id(request_id)) is not None:
            contextvars.copy_context().run(self._requested, known, method, message.get("params"))
        elif method is None and ("result" in message or "error" in message):
            self._answered(request_id, message)
        else:
            text = "a message must be a request with method and id, a notification with method, or a response"
            self._send_error(_id(request_id), types.ErrorCodes.InvalidRequest, text)

    def _unreadable(self, error: UnreadableMessageError) -> None:
        log.error("unreadable message (method %r): %s", error.method, error)
        self._send_error(error.request_id, types.ErrorCodes.ParseError, f"unreadable message: {error}")
        if error.request_id is None and (not error.method or error.method.startswith("textDocument/did")):
            self._server.sync_lost(None, f"a message could not be read ({error})")

    def _notified(self, method: str, params: Any) -> None:
        if method == types.CANCEL_REQUEST:
            if isinstance(params, dict):
                self.cancel(_id(params.get("id")))
            return
        if method != types.EXIT and self.lifecycle is not Lifecycle.RUNNING:
            return
        handler = self.fm.features.get(method)
        if handler is None:
            return  # `$/…` may be ignored, and to others there is no way to answer
        try:
            structured = self.structure_params(method, params)
        except Exception as error:  # noqa: BLE001 - whatever conversion stumbles over is the message's fault
            self._notification_refused(method, params, why_not(error))
            return
        CURRENT_TOKEN.set(None)
        self._run(handler, structured, lambda future: self._notification_done(method, future))

    def _notification_refused(self, method: str, params: Any, reason: str) -> None:
        log.error("malformed %s: %s", method, reason)
        if method.startswith("textDocument/did"):
            document = params.get("textDocument") if isinstance(params, dict) else None
            uri = document.get("uri") if isinstance(document, dict) else None
            self._server.sync_lost(uri if isinstance(uri, str) else None, f"malformed {method}: {reason}")

    def _notification_done(self, method: str, future: asyncio.Future[Any]) -> None:
        error = None if future.cancelled() else future.exception()
        if error is not None:
            log.error("%s failed", method, exc_info=error)
            self._server.log_to_client(types.MessageType.Error, f"{method} failed: {type(error).__name__}: {error}")

    # Requests

    def _requested(self, request_id: RequestId, method: str, params: Any) -> None:
        token = self._tokens.get(request_id) or self._tokens.setdefault(request_id, CancelToken())
        if request_id in self._requests:
            text = f"{method}: the id {request_id!r} belongs to a request that is not answered yet"
            self._send_error(request_id, types.ErrorCodes.InvalidRequest, text)
            return
        request = self._requests[request_id] = Request(request_id, method, token)
        refused = self._refusal(method)
        if refused is not None:
            self._finish(request, error=refused)
            return
        if token.cancelled and method not in NOT_CANCELLABLE:
            self._finish(request, error=_cancelled(method))
            return
        try:
            structured = self.structure_params(method, params)
        except Exception as error:  # noqa: BLE001 - whatever conversion stumbles over is the message's fault
            text = f"{method}: {why_not(error)}"
            self._finish(request, error=types.ResponseError(types.ErrorCodes.InvalidParams, text))
            return
        CURRENT_TOKEN.set(token)
        CURRENT_REQUEST.set(request)
        request.future = self._run(self.fm.features[method], structured, lambda future: self._done(request, future))

    def _refusal(self, method: str) -> types.ResponseError | None:
        codes = types.ErrorCodes
        if self.lifecycle is Lifecycle.SHUT_DOWN:
            return types.ResponseError(codes.InvalidRequest, f"{method}: the server was shut down")
        if self.lifecycle is Lifecycle.NEW and method != types.INITIALIZE:
            return types.ResponseError(codes.ServerNotInitialized, f"{method}: initialize was not answered yet")
        if self.lifecycle is Lifecycle.RUNNING and method == types.INITIALIZE:
            return types.ResponseError(codes.InvalidRequest, "initialize: the server is initialized already")
        if method not in self.fm.features:
            return types.ResponseError(codes.MethodNotFound, f"unknown method {method!r}")
        return None

    def _run(
        self, handler: Callable[[Any], Any], params: Any, done: Callable[[asyncio.Future[Any]], None]
    ) -> asyncio.Future[Any]:
        """Call a handler: plain (may give an awaitable), async, or marked to run in a thread."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Any]
        try:
            if is_thread_function(handler):  # type: ignore[no-untyped-call]
                future = asyncio.wrap_future(self._server.quick.submit(handler, params))
            else:
                result = handler(params)
                if inspect.isawaitable(result):
                    future = asyncio.ensure_future(result)
                else:
                    future = loop.create_future()
                    future.set_result(result)
                    done(future)
                    return future
        except Exception as error:  # noqa: BLE001 - becomes the answer
            future = loop.create_future()
            future.set_exception(error)
            done(future)
            return future
        future.add_done_callback(done)
        return future

    def _done(self, request: Request, future: asyncio.Future[Any]) -> None:
        if future.cancelled():
            self._finish(request, error=_cancelled(request.method))
            return
        error = future.exception()
        if error is None:
            self._finish(request, future.result())
        elif isinstance(error, RequestCancelledError):
            self._finish(request, error=_cancelled(request.method))
        elif isinstance(error, RequestError):
            self._finish(request, error=types.ResponseError(error.code, f"{request.method}: {error}"))
        elif isinstance(error, JsonRpcException):
            self._finish(request, error=error.to_response_error())
        else:
            log.error("%s failed", request.method, exc_info=error)
            text = f"{request.method} failed: {type(error).__name__}: {error}"
            self._finish(request, error=types.ResponseError(types.ErrorCodes.InternalError, text))

    def _finish(self, request: Request, result: Any = None, error: types.ResponseError | None = None) -> None:
        """Answer `request`, unless it was answered."""
        if self._requests.get(request.id) is not request:
            return
        del self._requests[request.id]
        request.future = None  # whose context holds the request: a circle that only a collection would free
        self._tokens.pop(request.id, None)
        for group in request.groups:
            if self._groups.get(group) is request:
                del self._groups[group]
        if error is not None:
            self._send_error(request.id, error.code, error.message)
            return
        try:
            self._send_data({"jsonrpc": "2.0", "id": request.id, "result": result})
        except Exception as failure:
            log.error("%s: the answer cannot be written", request.method, exc_info=failure)
            text = f"{request.method} failed: the answer cannot be written: {failure}"
            self._send_error(request.id, types.ErrorCodes.InternalError, text)

    def cancel(self, request_id: RequestId | None) -> None:
        """Answer a request with -32800 now and stop its work; nothing happens when it was answered."""
        request = self._requests.get(request_id) if request_id is not None else None
        if request is None or request.method in NOT_CANCELLABLE:
            return
        request.token.cancel()
        future = request.future
        self._finish(request, error=_cancelled(request.method))
        if future is not None:
            future.cancel()

    def supersede(self, group: str) -> None:
        """The current request replaces the one before it in `group`, which is cancelled."""
        request = CURRENT_REQUEST.get()
        if request is None:
            return
        earlier = self._groups.get(group)
        if earlier is not None:
            self.cancel(earlier.id)
        self._groups[group] = request
        request.groups.append(group)

    def cancel_all(self, but: RequestId | None = None) -> None:
        """Cancel every request that is not answered, except `but`."""
        for request_id in list(self._requests):
            if request_id != but:
                self.cancel(request_id)

    # Answers of the client

    def _answered(self, request_id: Any, message: Mapping[str, Any]) -> None:
        future: Future[Any] | None = self._request_futures.pop(request_id, None)
        result_type = self._result_types.pop(request_id, None)
        if future is None or future.done():
            return  # nobody waits any more
        if (error := message.get("error")) is not None:
            text = error.get("message") if isinstance(error, dict) else error
            future.set_exception(ClientRefusedError(str(text)))
            return
        try:
            result = message.get("result")
            field_type = attrs.fields_dict(result_type)["result"].type if result_type else None
            future.set_result(self._converter.structure(result, field_type) if field_type else result)
        except Exception as failure:  # noqa: BLE001 - a malformed answer is a refusal
            future.set_exception(ClientRefusedError(why_not(failure)))

    # Outgoing

    def _send_data(self, data: Any) -> None:
        if data and self.writer is not None:
            self.writer.write(frame(data, self.plain))

    def _send_error(self, request_id: RequestId | None, code: int, message: str) -> None:
        error = {"code": int(code), "message": message}
        self._send_data({"jsonrpc": "2.0", "id": request_id, "error": error})

    def plain(self, value: Any) -> Any:
        """`value` in terms JSON knows, one level deep."""
        if isinstance(value, Enum):
            return value.value
        if isinstance(value, set | frozenset | tuple):
            return list(value)
        return self._converter.unstructure(value)

    def structure_params(self, method: str, params: Any) -> Any:
        """`params` as lsprotocol's type for `method`, as they are when it knows none. Raises what conversion raises."""
        kind = self._params_type(method)
        return params if kind is None else self._converter.structure(params, kind)

    def _params_type(self, method: str) -> Any:
        if method not in self._params_types:
            message_type = self.get_message_type(method)
            params = attrs.fields_dict(message_type).get("params") if message_type else None
            self._params_types[method] = params.type if params is not None else None
        return self._params_types[method]


class ClientRefusedError(Exception):
    """The client answered one of our requests with an error, or with something malformed."""


def _cancelled(method: str) -> types.ResponseError:
    return types.ResponseError(types.LSPErrorCodes.RequestCancelled, f"{method} was cancelled")


def _id(value: Any) -> Any:
    """`value` when it can be a request's id, else None."""
    return value if isinstance(value, int | str) and not isinstance(value, bool) else None
