"""A small client that speaks LSP with a real server process over stdio, and answers what the server asks."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

SECONDS = 30.0
SERVER = (sys.executable, "-m", "lacewing", "serve")


class ErrorAnswer(Exception):
    """The server answered a request with an error."""

    def __init__(self, error: Mapping[str, Any]) -> None:
        super().__init__(f"{error.get('code')}: {error.get('message')}")
        self.code = error.get("code")
        self.message = str(error.get("message"))


class Client:
    """One server process. Messages of the server are kept in `messages`, in order.

    `on_message` is called with each, and with the time (`perf_counter`) at which it was there, not yet read as JSON.
    `answers` gives the result for requests of the server by method; others are answered with null. Edits the server
    has applied are kept in `applied`.
    """

    def __init__(
        self, command: Sequence[str] = SERVER, cwd: Path | None = None, env: Mapping[str, str] | None = None
    ) -> None:
        self.messages: list[dict[str, Any]] = []
        self.applied: list[dict[str, Any]] = []
        self.answers: dict[str, Callable[[Any], Any]] = {
            "workspace/applyEdit": self._apply,
            "workspace/configuration": lambda params: [None for _ in params["items"]],
            "window/showDocument": lambda _params: {"success": True},
        }
        self.capabilities: dict[str, Any] = {}
        self.on_message: Callable[[dict[str, Any], float], None] = lambda _message, _seconds: None
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=cwd,
            env={**os.environ, **(env or {})},
        )
        self._next_id = 0
        self._arrived = threading.Condition()
        self._ended = False
        self._errors: list[bytes] = []
        self._sending = threading.Lock()
        self._threads = [threading.Thread(target=run, daemon=True) for run in (self._read, self._read_errors)]
        for thread in self._threads:
            thread.start()

    # Sending

    def send_bytes(self, data: bytes) -> None:
        assert self.process.stdin is not None
        with self._sending:
            self.process.stdin.write(data)
            self.process.stdin.flush()

    def send_body(self, body: bytes) -> None:
        self.send_bytes(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    def send(self, message: Any) -> None:
        self.send_body(json.dumps(message).encode())

    def notify(self, method: str, params: Any = None) -> None:
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def start(self, method: str, params: Any = None) -> int:
        """Send a request and give its id."""
        self._next_id += 1
        self.send({"jsonrpc": "2.0", "id": self._next_id, "method": method, "params": params})
        return self._next_id

    def request(self, method: str, params: Any = None, seconds: float = SECONDS) -> Any:
        """The result of a request. Raises ErrorAnswer."""
        return self.result(self.start(method, params), seconds)

    # Receiving

    def result(self, request_id: Any, seconds: float = SECONDS) -> Any:
        answer = self.answer(request_id, seconds)
        if "error" in answer:
            raise ErrorAnswer(answer["error"])
        return answer["result"]

    def error_of(self, request_id: Any, seconds: float = SECONDS) -> ErrorAnswer:
        """The error with which a request is answered."""
        answer = self.answer(request_id, seconds)
        assert "error" in answer, answer
        return ErrorAnswer(answer["error"])

    def answer(self, request_id: Any, seconds: float = SECONDS) -> dict[str, Any]:
        return self.wait_for(
            lambda message: "method" not in message and message.get("id") == request_id,
            f"the answer to {request_id}",
            seconds,
        )

    def answers_to(self, request_id: Any) -> list[dict[str, Any]]:
        """Every answer that came for a request."""
        with self._arrived:
            return [m for m in self.messages if "method" not in m and m.get("id") == request_id]

    def wait_for(
        self, wanted: Callable[[dict[str, Any]], bool], what: str, seconds: float = SECONDS, after: int = 0
    ) -> dict[str, Any]:
        """The first message, from number `after` on, that is wanted."""
        deadline = time.monotonic() + seconds
        with self._arrived:
            while True:
                for message in self.messages[after:]:
                    if wanted(message):
                        return message
                left = deadline - time.monotonic()
                if self._ended or left <= 0:
                    state = "the server ended" if self._ended else f"{seconds} s passed"
                    raise AssertionError(f"{state} without {what}; standard error:\n{self.errors()}")
                self._arrived.wait(left)

    def wait_notification(
        self,
        method: str,
        wanted: Callable[[Any], bool] = lambda _params: True,
        seconds: float = SECONDS,
        after: int = 0,
    ) -> Any:
        """The parameters of the first such notification or request of the server."""
        found = self.wait_for(lambda m: m.get("method") == method and wanted(m.get("params")), method, seconds, after)
        return found.get("params")

    def sent_by_server(self, method: str) -> list[Any]:
        with self._arrived:
            return [message.get("params") for message in self.messages if message.get("method") == method]

    def errors(self) -> str:
        """What the server wrote to standard error so far."""
        return b"".join(self._errors).decode("utf-8", "replace")

    def wait_error(self, text: str, seconds: float = SECONDS) -> None:
        """Wait until the server has written `text` to standard error."""
        deadline = time.monotonic() + seconds
        while text not in self.errors():
            assert time.monotonic() < deadline, f"{seconds} s passed without {text!r} in:\n{self.errors()}"
            time.sleep(0.01)

    # The session

    def initialize(
        self,
        root: Path | None = None,
        capabilities: Mapping[str, Any] | None = None,
        options: Any = None,
        process_id: int | None = None,
        **more: Any,
    ) -> dict[str, Any]:
        """`initialize` and `initialized`; gives the result, whose capabilities are kept."""
        folders = [{"uri": root.as_uri(), "name": root.name}] if root is not None else None
        params: dict[str, Any] = {
            "processId": process_id,
            "rootUri": root.as_uri() if root is not None else None,
            "capabilities": dict(capabilities or {}),
            "initializationOptions": options,
            "workspaceFolders": folders,
        }
        result: dict[str, Any] = self.request("initialize", {**params, **more})
        self.capabilities = result["capabilities"]
        self.notify("initialized", {})
        return result

    def open(self, uri: str, text: str, language: str = "python", version: int = 1) -> None:
        item = {"uri": uri, "languageId": language, "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, uri: str, version: int, *changes: Any) -> None:
        params = {"textDocument": {"uri": uri, "version": version}, "contentChanges": list(changes)}
        self.notify("textDocument/didChange", params)

    def wait_exit(self, seconds: float = SECONDS) -> int:
        return self.process.wait(seconds)

    def close(self) -> int:
        """`shutdown` and `exit`; the process' exit code."""
        self.request("shutdown")
        self.notify("exit")
        return self.wait_exit()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_error: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for thread in self._threads:
            thread.join(SECONDS)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert stream is not None
            with contextlib.suppress(OSError):
                stream.close()

    def _apply(self, params: Any) -> dict[str, Any]:
        self.applied.append(params)
        return {"applied": True}

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while header := stream.readline():
            assert header.lower().startswith(b"content-length:"), f"not a header: {header!r}"
            assert stream.readline() == b"\r\n"
            body = stream.read(int(header[15:]))
            arrived = time.perf_counter()
            message = json.loads(body)
            self.on_message(message, arrived)
            if "method" in message and "id" in message:
                answer = self.answers.get(message["method"], lambda _params: None)
                result = answer(message.get("params"))
                with contextlib.suppress(OSError):
                    self.send({"jsonrpc": "2.0", "id": message["id"], "result": result})
            with self._arrived:
                self.messages.append(message)
                self._arrived.notify_all()
        with self._arrived:
            self._ended = True
            self._arrived.notify_all()

    def _read_errors(self) -> None:
        assert self.process.stderr is not None
        while chunk := self.process.stderr.read1(1 << 16):
            self._errors.append(chunk)
