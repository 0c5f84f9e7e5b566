"""A small language client over stdio: starts a server, sends requests, keeps what the server tells.

It speaks the base protocol of LSP 3.18 (Content-Length framing, JSON-RPC 2.0) and knows no method's meaning beyond
answering the requests a server may send to any client.
"""

from __future__ import annotations

import itertools
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import IO, Any

import orjson


class ServerError(Exception):
    """The server answered a request with an error, or ended before it answered."""


class Client:
    """A running server and the conversation with it. Use as a context manager: leaving it shuts the server down."""

    def __init__(self, command: Sequence[str], on_notification: Callable[[str, Any], None]) -> None:
        self._on_notification = on_notification
        self._ids = itertools.count(1)
        self._waiting: dict[int, Future[Any]] = {}
        self._lock = threading.Lock()
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._stdin: IO[bytes] = self._process.stdin
        self._stdout: IO[bytes] = self._process.stdout
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.request("shutdown", None, 10)
            self.notify("exit", None)
            self._process.wait(10)
        except (ServerError, OSError, TimeoutError, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait()
        self._stdin.close()
        self._reader.join(5)
        self._stdout.close()

    def request(self, method: str, params: Any, timeout: float = 60) -> Any:
        """The result of one request. Raises ServerError for an error answer, TimeoutError after `timeout` seconds."""
        number = next(self._ids)
        future: Future[Any] = Future()
        self._waiting[number] = future
        self._send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        return future.result(timeout)

    def timed(self, method: str, params: Any, timeout: float = 60) -> tuple[Any, float]:
        """The result of one request and the milliseconds it took."""
        start = time.perf_counter()
        result = self.request(method, params, timeout)
        return result, (time.perf_counter() - start) * 1000

    def notify(self, method: str, params: Any) -> None:
        """Send one notification."""
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        if message.get("params") is None:
            message.pop("params", None)
        body = orjson.dumps(message)
        with self._lock:
            try:
                self._stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
                self._stdin.flush()
            except OSError as error:
                raise ServerError(f"the server is gone: {error}") from error

    def _read(self) -> None:
        while (message := self._receive()) is not None:
            if "method" not in message:
                self._settle(message)
            elif "id" in message:
                self._answer(message)
            else:
                self._on_notification(message["method"], message.get("params"))
        for future in list(self._waiting.values()):
            future.set_exception(ServerError("the server ended before it answered"))

    def _receive(self) -> dict[str, Any] | None:
        length = 0
        while line := self._stdout.readline():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
            elif line == b"\r\n":
                message: dict[str, Any] = orjson.loads(self._stdout.read(length))
                return message
        return None

    def _settle(self, message: dict[str, Any]) -> None:
        future = self._waiting.pop(message["id"], None)
        if future is None:
            return
        if error := message.get("error"):
            future.set_exception(ServerError(error.get("message", "unknown error")))
        else:
            future.set_result(message.get("result"))

    def _answer(self, message: dict[str, Any]) -> None:
        """Answer the server's own requests as a client that shows things but changes nothing."""
        result: Any = None
        if message["method"] == "workspace/configuration":
            result = [None for _ in message["params"]["items"]]
        elif message["method"] == "workspace/applyEdit":
            self._on_notification("workspace/applyEdit", message["params"])
            result = {"applied": True}
        elif message["method"] == "window/showDocument":
            result = {"success": True}
        self._send({"jsonrpc": "2.0", "id": message["id"], "result": result})
