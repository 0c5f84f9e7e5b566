"""The text in the server equals the editor's, over the wire: all encodings, large files, and losing and finding it."""

from __future__ import annotations

import json
import random
import re
from typing import Any

import pytest

PIECES = ["def f():\n", "    return 1\r\n", "x\r", "日本語", "👩‍💻", "𝒳", "\f", "\u2028", "\x85", "\ufeff", "", "plain"]


def text_of(client: Any, uri: str) -> dict[str, Any]:
    found = client.request("trap/text", {"uri": uri})
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_random_edits_keep_the_text_equal(fresh: Any, encoding: str) -> None:
    fresh.client.initialize(capabilities={"general": {"positionEncodings": [encoding]}})
    chance = random.Random(encoding)
    text, uri = "".join(chance.choices(PIECES, k=40)), "file:///random.py"
    fresh.client.open(uri, text)
    for version in range(2, 120):
        first, last = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
        last = min(last, first + 5)
        first, last = outside_crlf(text, first), outside_crlf(text, last)
        new = "".join(chance.choices(PIECES, k=2))
        range_ = {"start": position(text, first, encoding), "end": position(text, last, encoding)}
        text = text[:first] + new + text[last:]
        fresh.client.change(uri, version, {"range": range_, "text": new})
        if version % 10 == 0:
            assert text_of(fresh.client, uri)["text"] == text
    assert text_of(fresh.client, uri) == {**text_of(fresh.client, uri), "text": text, "lost": "", "version": 119}


def outside_crlf(text: str, index: int) -> int:
    return index - 1 if 0 < index < len(text) and text[index - 1 : index + 1] == "\r\n" else index


def position(text: str, index: int, encoding: str) -> dict[str, int]:
    lines = re.split(r"\r\n|\n|\r", text[:index])
    if text[index - 1 : index + 1] == "\r\n":
        raise AssertionError("inside a line end")
    units = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}[encoding]
    return {"line": len(lines) - 1, "character": len(lines[-1].encode(units[0])) // units[1]}


def test_several_changes_in_one_message_apply_in_order(trap: Any) -> None:
    uri = "file:///several.py"
    trap.client.open(uri, "one\n")
    end = {"line": 9, "character": 9}
    trap.client.change(
        uri,
        5,
        {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 3}}, "text": "two"},
        {"range": {"start": end, "end": end}, "text": "three"},
        {
            "range": {"start": {"line": 1, "character": 2}, "end": {"line": 0, "character": 1}},
            "rangeLength": 4,
            "text": "-",
        },
    )
    found = text_of(trap.client, uri)
    assert (found["text"], found["version"]) == ("t-ree", 5)


def test_a_request_sees_the_text_that_was_there_when_it_was_sent(trap: Any) -> None:
    uri = "file:///order.py"
    trap.client.open(uri, "")
    asked = []
    for version in range(2, 60):
        start = {"line": 0, "character": 0}
        trap.client.change(uri, version, {"range": {"start": start, "end": start}, "text": "x"})
        asked.append(trap.client.start("trap/text", {"uri": uri}))
    assert [len(trap.client.result(request)["text"]) for request in asked] == list(range(1, 59))


def test_a_large_file_is_edited_quickly(trap: Any) -> None:
    uri, line = "file:///large.txt", "value = 'some text of a line' # 日本\n"
    text = line * 100_000
    trap.client.open(uri, text, "plaintext")
    for version in range(2, 502):
        place = {"line": version * 150, "character": 3}
        trap.client.change(uri, version, {"range": {"start": place, "end": place}, "text": "é"})
    assert trap.client.request("trap/ping", {}, seconds=10) == {}
    found = text_of(trap.client, uri)["text"]
    assert len(found) == len(text) + 500
    assert found.count("valéue") == 500
    trap.client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})


def test_a_lone_surrogate_loses_the_document_until_a_whole_text_comes(trap: Any) -> None:
    uri = "file:///surrogate.py"
    trap.client.open(uri, "x = 1\n")
    before = len(trap.client.messages)
    place = {"line": 0, "character": 0}
    trap.client.change(uri, 2, {"range": {"start": place, "end": place}, "text": "\ud83d"})
    shown = trap.client.wait_notification("window/showMessage", after=before)
    assert "surrogate.py" in shown["message"]
    assert "U+D83D" in shown["message"]
    assert text_of(trap.client, uri)["text"] == "x = 1\n"
    assert trap.client.request("textDocument/hover", {"textDocument": {"uri": uri}, "position": place}) is None
    trap.client.change(uri, 3, {"range": {"start": place, "end": place}, "text": "y"})
    assert text_of(trap.client, uri)["lost"]
    trap.client.change(uri, 4, {"text": "whole again"})
    found = text_of(trap.client, uri)
    assert (found["text"], found["lost"], found["version"]) == ("whole again", "", 4)


def test_opening_with_a_lone_surrogate_is_told_and_found_on_reopening(trap: Any) -> None:
    uri, before = "file:///half.py", len(trap.client.messages)
    trap.client.open(uri, "\udc00")
    assert "half.py" in trap.client.wait_notification("window/showMessage", after=before)["message"]
    trap.client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    trap.client.open(uri, "whole", version=7)
    assert text_of(trap.client, uri) == {**text_of(trap.client, uri), "text": "whole", "lost": "", "version": 7}


@pytest.mark.parametrize(
    "change",
    [
        {"textDocument": {"uri": "file:///bad.py", "version": 2}},
        {"textDocument": {"uri": "file:///bad.py", "version": 2}, "contentChanges": [{"range": {}, "text": "x"}]},
        {"textDocument": {"uri": "file:///bad.py", "version": 2}, "contentChanges": [{"text": None}]},
    ],
)
def test_a_malformed_change_loses_only_its_document(trap: Any, change: dict[str, Any]) -> None:
    trap.client.open("file:///bad.py", "a")
    trap.client.open("file:///good.py", "b")
    trap.client.notify("textDocument/didChange", change)
    assert text_of(trap.client, "file:///bad.py")["lost"]
    assert not text_of(trap.client, "file:///good.py")["lost"]


def test_a_change_that_is_no_json_loses_what_it_may_have_changed(trap: Any) -> None:
    trap.client.open("file:///unread.py", "a")
    before = len(trap.client.messages)
    trap.client.send_body(b'{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":')
    trap.client.wait_notification("window/showMessage", lambda params: "unread.py" in params["message"], after=before)
    assert text_of(trap.client, "file:///unread.py")["lost"]


def test_a_change_of_a_document_that_is_not_open_is_logged(trap: Any) -> None:
    before = len(trap.client.messages)
    trap.client.change("file:///never.py", 1, {"text": "x"})
    logged = trap.client.wait_notification("window/logMessage", after=before)
    assert "file:///never.py" in logged["message"]


def test_an_unsaved_document_has_a_language_and_a_path_of_its_own(trap: Any) -> None:
    trap.client.open("untitled:Untitled-1", "x = 1\n", "python")
    found = text_of(trap.client, "untitled:Untitled-1")
    assert (found["text"], found["language"]) == ("x = 1\n", "python")
    assert found["path"].endswith("Untitled-1")


def test_escapes_in_a_message_arrive_as_characters(trap: Any) -> None:
    item = {"uri": "file:///escapes.py", "languageId": "python", "version": 1, "text": "👍é"}
    body = json.dumps({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": item}})
    assert "\\ud83d" in body
    trap.client.send_body(body.encode("ascii"))
    assert text_of(trap.client, "file:///escapes.py")["text"] == "👍é"
