"""A session's beginning and end over stdio and TCP."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from lsp_client import SECONDS, Client

TRAP_SERVER = Path(__file__).with_name("trap_server.py")


def test_requests_before_initialize_are_refused_and_notifications_dropped(fresh: Any) -> None:
    assert fresh.client.error_of(fresh.client.start("trap/ping", {})).code == -32002
    assert fresh.client.error_of(fresh.client.start("shutdown")).code == -32002
    fresh.client.open("file:///early.py", "x = 1\n")
    fresh.client.initialize()
    assert fresh.client.request("trap/text", {"uri": "file:///early.py"}) is None
    assert fresh.client.error_of(fresh.client.start("initialize", {"capabilities": {}})).code == -32600


def test_a_malformed_initialize_is_answered_and_may_be_repeated(fresh: Any) -> None:
    error = fresh.client.error_of(fresh.client.start("initialize", {"processId": None}))
    assert error.code == -32602
    assert "capabilities" in error.message
    assert "textDocumentSync" in fresh.client.initialize()["capabilities"]


def test_after_shutdown_only_exit_is_served_and_the_code_is_zero(fresh: Any) -> None:
    fresh.client.initialize()
    slow = fresh.client.start("trap/slow_worker")
    fresh.wait_mark("worker-started")
    assert fresh.client.request("shutdown") is None
    assert fresh.client.error_of(slow).code == -32800
    error = fresh.client.error_of(fresh.client.start("trap/ping", {}))
    assert error.code == -32600
    fresh.client.notify("exit")
    assert fresh.client.wait_exit() == 0


def test_exit_without_shutdown_ends_with_one(fresh: Any) -> None:
    fresh.client.initialize()
    fresh.client.notify("exit")
    assert fresh.client.wait_exit() == 1


def test_exit_before_initialize_ends_too(fresh: Any) -> None:
    fresh.client.notify("exit")
    assert fresh.client.wait_exit() == 1


@pytest.mark.parametrize("busy", ["trap/ping", "trap/slow_thread", "trap/stubborn"])
def test_the_end_of_standard_input_ends_the_server(fresh: Any, busy: str) -> None:
    fresh.client.initialize()
    fresh.client.start(busy)
    assert fresh.client.process.stdin is not None
    fresh.client.process.stdin.close()
    assert fresh.client.wait_exit() == 1
    assert "Fatal" not in fresh.client.errors()


def test_half_a_message_at_the_end_is_no_reason_to_stay(fresh: Any) -> None:
    fresh.client.send_bytes(b"Content-Length: 1000\r\n\r\n{")
    assert fresh.client.process.stdin is not None
    fresh.client.process.stdin.close()
    assert fresh.client.wait_exit() == 1


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_termination_signal_ends_it_in_order(fresh: Any) -> None:
    fresh.client.initialize()
    fresh.client.process.send_signal(signal.SIGTERM)
    assert fresh.client.wait_exit() == 1


def test_the_server_ends_when_the_editors_process_does(fresh: Any) -> None:
    editor = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    with editor:
        fresh.client.initialize(process_id=editor.pid)
        assert fresh.client.request("trap/ping", {}) == {}
        assert fresh.client.process.poll() is None
        editor.kill()
    assert fresh.client.wait_exit() == 1


def test_a_process_id_of_another_namespace_is_no_reason_to_end(fresh: Any) -> None:
    fresh.client.initialize(process_id=2**22 + 17)  # above Linux' largest pid
    time.sleep(0.2)
    assert fresh.client.request("trap/ping", {}) == {}


def test_a_client_that_does_not_read_does_not_stop_the_server(tmp_path: Path) -> None:
    command = [sys.executable, str(TRAP_SERVER), str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        initialize = {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"capabilities": {}}}
        ping = {"jsonrpc": "2.0", "id": 1, "method": "trap/ping", "params": {"x": "y" * 100_000}}
        for message in [initialize, *[{**ping, "id": number} for number in range(1, 20)]]:
            body = json.dumps(message).encode()
            process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        process.stdin.write(b'Content-Length: 33\r\n\r\n{"jsonrpc":"2.0","method":"exit"}')
        process.stdin.flush()
        assert process.wait(SECONDS) == 1


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [(None, "utf-16"), (["utf-16", "utf-8"], "utf-8"), (["utf-16", "utf-32"], "utf-32")],
)
def test_the_position_encoding_is_negotiated_and_used(fresh: Any, offered: list[str] | None, chosen: str) -> None:
    capabilities = {"general": {"positionEncodings": offered}} if offered else {}
    result = fresh.client.initialize(capabilities=capabilities)
    assert result["capabilities"]["positionEncoding"] == chosen
    uri = "file:///enc.py"
    fresh.client.open(uri, "s = '𝒳é'\n")
    column = {"utf-8": 11, "utf-16": 8, "utf-32": 7}[chosen]  # behind é
    place = {"line": 0, "character": column}
    fresh.client.change(uri, 2, {"range": {"start": place, "end": place}, "text": "!"})
    assert fresh.client.request("trap/text", {"uri": uri})["text"] == "s = '𝒳é!'\n"


def test_over_tcp_it_is_the_same_session(tmp_path: Path) -> None:
    command = [sys.executable, str(TRAP_SERVER), str(tmp_path), "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        port = int(process.stderr.readline().rpartition(b":")[2])
        with socket.create_connection(("127.0.0.1", port)) as connection, connection.makefile("rwb") as stream:

            def call(number: int, method: str, params: Any) -> Any:
                body = json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": params}).encode()
                stream.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
                stream.flush()
                while True:
                    length = int(stream.readline()[15:])
                    stream.readline()
                    message = json.loads(stream.read(length))
                    if message.get("id") == number:
                        return message.get("result")

            assert "capabilities" in call(1, "initialize", {"capabilities": {}})
            assert call(2, "trap/ping", {"a": 1}) == {"a": 1}
            assert call(3, "shutdown", None) is None
        assert process.wait(SECONDS) == 0


def test_the_installed_command_serves(tmp_path: Path) -> None:
    with Client(env={"LACEWING_CACHE_DIR": str(tmp_path)}) as client:
        assert client.initialize()["serverInfo"]["name"] == "lacewing"
        assert client.close() == 0
