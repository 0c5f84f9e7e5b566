"""What the stock transport gets wrong, one test each, against the real server over stdio."""

from __future__ import annotations

import json
import time
from queue import Queue
from typing import Any

import pytest

PLACE = {"textDocument": {"uri": "file:///x.py"}, "position": {"line": 0, "character": 0}}
CANCELLED = -32800


def ping(trap: Any, seconds: float = 5.0) -> None:
    assert trap.client.request("trap/ping", {"n": 1}, seconds) == {"n": 1}


@pytest.mark.parametrize(
    ("method", "mark"), [("slow_async", "async"), ("slow_thread", "thread"), ("slow_worker", "worker")]
)
def test_a_cancelled_handler_is_answered_at_once_and_stops(trap: Any, method: str, mark: str) -> None:
    request = trap.client.start(f"trap/{method}")
    if mark != "async":
        trap.wait_mark(f"{mark}-started")
    ping(trap)
    trap.client.notify("$/cancelRequest", {"id": request})
    assert trap.client.error_of(request, 5).code == CANCELLED
    trap.wait_mark(f"{mark}-stopped")
    ping(trap)
    assert len(trap.client.answers_to(request)) == 1


def test_a_cancellation_reaches_a_handler_that_keeps_the_event_loop_busy(trap: Any) -> None:
    request = trap.client.start("trap/busy_loop", {"seconds": 20})
    time.sleep(0.1)
    trap.client.notify("$/cancelRequest", {"id": request})
    assert trap.client.error_of(request, 5).code == CANCELLED
    assert len(trap.client.answers_to(request)) == 1


def test_a_request_cancelled_before_it_begins_is_not_begun(trap: Any) -> None:
    busy = trap.client.start("trap/busy_loop", {"seconds": 0.3})
    waiting = trap.client.start("trap/slow_thread")
    trap.client.notify("$/cancelRequest", {"id": waiting})
    assert trap.client.error_of(waiting).code == CANCELLED
    assert trap.client.result(busy) == "not cancelled"
    assert not (trap.marks / "thread-started").exists()


def test_slow_handlers_do_not_keep_others_from_their_answers(trap: Any) -> None:
    slow = [trap.client.start("trap/slow_worker") for _ in range(20)]
    stubborn = [trap.client.start("trap/stubborn") for _ in range(7)]
    began = time.monotonic()
    ping(trap)
    assert trap.client.request("textDocument/hover", PLACE) is None
    assert time.monotonic() - began < 1.5  # seven sleep for 2 s in the same pool, twenty in the other
    for request in slow:
        trap.client.notify("$/cancelRequest", {"id": request})
    assert {trap.client.error_of(request).code for request in slow} == {CANCELLED}
    assert [trap.client.result(request) for request in stubborn] == [None] * 7


def test_a_newer_request_of_a_group_replaces_the_older(trap: Any) -> None:
    older = trap.client.start("trap/superseded", {"slow": True})
    assert trap.client.request("trap/superseded", {"slow": False}) == {"slow": False}
    assert trap.client.error_of(older).code == CANCELLED


@pytest.mark.parametrize(
    "params",
    [
        None,
        [],
        "text",
        {},
        {"textDocument": {"uri": "file:///x.py"}},
        {**PLACE, "position": {"line": "x", "character": 0}},
        {**PLACE, "position": {"line": -1, "character": 0}},
        {**PLACE, "position": {"line": 1e300, "character": 0}},
        {**PLACE, "textDocument": None},
        {**PLACE, "textDocument": {"uri": 5}},
    ],
)
def test_malformed_parameters_are_answered(trap: Any, params: Any) -> None:
    error = trap.client.error_of(trap.client.start("textDocument/hover", params), 5)
    assert error.code == -32602
    assert "textDocument/hover" in error.message
    ping(trap)


def test_parameters_may_hold_a_key_named_jsonrpc(trap: Any) -> None:
    params = {"jsonrpc": "2.0", "inner": {"jsonrpc": "2.0", "method": "x", "id": 1}, "_private": 1, "class": 2}
    assert trap.client.request("trap/ping", params) == params
    assert trap.client.request("textDocument/hover", {**PLACE, "jsonrpc": "2.0"}) is None


def test_unknown_values_of_enumerations_do_not_fail_a_message(trap: Any) -> None:
    range_ = {"start": PLACE["position"], "end": PLACE["position"]}
    diagnostic = {"range": range_, "message": "m", "severity": 9, "tags": [7]}
    context = {"diagnostics": [diagnostic], "only": ["made.up"], "triggerKind": 12}
    params = {"textDocument": PLACE["textDocument"], "range": range_, "context": context}
    assert not trap.client.request("textDocument/codeAction", params)


def test_bodies_that_are_no_json_are_answered_with_their_id(trap: Any) -> None:
    trap.client.send_body(b'{"jsonrpc":"2.0","id":"odd-1","method":"trap/ping","params":{]}')
    assert trap.client.error_of("odd-1").code == -32700
    trap.client.send_body(b'{"jsonrpc":"2.0","id":987654,"method":"trap/ping","params":"\xff"}')
    assert trap.client.error_of(987654).code == -32700
    before = len(trap.client.messages)
    trap.client.send_body(b"not json at all")
    trap.client.wait_for(
        lambda m: m.get("id") is None and m.get("error", {}).get("code") == -32700, "-32700", after=before
    )
    ping(trap)


@pytest.mark.parametrize(
    "body", [[], 1, None, {"jsonrpc": "2.0"}, {"jsonrpc": "2.0", "id": 5.5, "method": "trap/ping"}]
)
def test_json_that_is_no_message_is_answered(trap: Any, body: Any) -> None:
    before = len(trap.client.messages)
    trap.client.send(body)
    trap.client.wait_for(
        lambda m: m.get("id") is None and m.get("error", {}).get("code") == -32600, "-32600", after=before
    )
    ping(trap)


def test_what_stands_between_messages_is_skipped(trap: Any) -> None:
    trap.client.send_bytes(b"warning: something printed by a wrapper\r\n\r\n" + b"X-Other: 1\r\n\r\n")
    body = b'{"jsonrpc":"2.0","id":"typed","method":"trap/ping","params":{}}'
    header = b"content-type: application/vscode-jsonrpc; charset=utf-8\r\nCONTENT-LENGTH:  %d\r\n\r\n" % len(body)
    trap.client.send_bytes(header + body)
    assert trap.client.result("typed") == {}


def test_a_message_in_many_pieces_arrives_whole(trap: Any) -> None:
    body = json.dumps({"jsonrpc": "2.0", "id": "pieces", "method": "trap/ping", "params": {"x": "日本"}}).encode()
    for byte in b"Content-Length: %d\r\n\r\n%b" % (len(body), body):
        trap.client.send_bytes(bytes([byte]))
    assert trap.client.result("pieces") == {"x": "日本"}


def test_an_unknown_method_is_answered_and_an_unknown_notification_ignored(trap: Any) -> None:
    trap.client.notify("trap/unknown", {})
    trap.client.notify("$/unknown", {})
    error = trap.client.error_of(trap.client.start("trap/unknown", {}))
    assert (error.code, "trap/unknown" in error.message) == (-32601, True)


@pytest.mark.parametrize("method", ["trap/boom", "trap/boom_async"])
def test_a_handler_that_fails_is_answered_with_its_name(trap: Any, method: str) -> None:
    error = trap.client.error_of(trap.client.start(method))
    assert error.code == -32603
    assert method in error.message
    assert "boom" in error.message


def test_an_answer_that_cannot_be_written_is_still_an_answer(trap: Any) -> None:
    assert trap.client.error_of(trap.client.start("trap/unserializable")).code == -32603
    assert trap.client.request("trap/surrogate") == "half: \ud83d"


def test_an_id_in_use_is_refused_and_the_first_request_still_answered(trap: Any) -> None:
    message = {"jsonrpc": "2.0", "id": "twice", "method": "trap/slow_worker"}
    trap.client.send(message)
    trap.wait_mark("worker-started")
    trap.client.send(message)
    assert trap.client.error_of("twice").code == -32600
    trap.client.notify("$/cancelRequest", {"id": "twice"})
    trap.wait_mark("worker-stopped")
    ping(trap)
    assert [answer["error"]["code"] for answer in trap.client.answers_to("twice")] == [-32600, CANCELLED]


def test_print_and_child_processes_do_not_touch_the_stream(trap: Any) -> None:
    assert trap.client.request("trap/print") is True
    ping(trap)
    trap.client.wait_error("this must not reach the client")


def test_late_and_strange_answers_to_the_servers_requests_are_harmless(trap: Any) -> None:
    before = len(trap.client.messages)
    asking: Queue[int] = Queue()

    def cancel_then_answer(_params: Any) -> None:
        trap.client.notify("$/cancelRequest", {"id": asking.get()})
        ping_id = trap.client.start("trap/ping", {})
        trap.client.send({"jsonrpc": "2.0", "id": "early", "result": ping_id})

    trap.client.answers["window/showMessageRequest"] = cancel_then_answer
    request = trap.client.start("trap/ask")
    asking.put(request)
    assert trap.client.error_of(request).code == CANCELLED
    asked = trap.client.wait_for(lambda m: m.get("method") == "window/showMessageRequest", "the question", after=before)
    trap.client.send({"jsonrpc": "2.0", "id": asked["id"], "result": {"title": "late"}})
    trap.client.send({"jsonrpc": "2.0", "id": "never-asked", "result": 1})
    trap.client.send({"jsonrpc": "2.0", "id": "never-asked", "error": {"code": 1, "message": "no"}})
    trap.client.send({"jsonrpc": "2.0", "id": None, "error": {"code": 1, "message": "no"}})
    trap.client.answers["window/showMessageRequest"] = lambda _params: "no object"
    assert "answered" not in trap.client.request("trap/ask")
    ping(trap)


def test_cancelling_what_was_never_asked_is_harmless(trap: Any) -> None:
    for params in ({"id": "unknown"}, {"id": None}, {}, None, [1]):
        trap.client.notify("$/cancelRequest", params)
    ping(trap)


def test_a_thousand_requests_each_get_one_answer(trap: Any) -> None:
    requests = [trap.client.start("trap/ping", {"n": number}) for number in range(1000)]
    for request in requests[::7]:
        trap.client.notify("$/cancelRequest", {"id": request})
    for number, request in enumerate(requests):
        answer = trap.client.answer(request)
        assert answer.get("result") == {"n": number} or (answer["error"]["code"] == CANCELLED and number % 7 == 0)
    ping(trap)
    assert all(len(trap.client.answers_to(request)) == 1 for request in requests)
