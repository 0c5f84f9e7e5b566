from __future__ import annotations

import json
import threading

import pytest

from lacewing.lsp.wire import AT_ONCE, FrameWriter, UnreadableMessageError, frame, parse, read_bodies


def bodies(*chunks: bytes) -> list[bytes]:
    waiting = list(chunks)
    return list(read_bodies(lambda _count: waiting.pop(0) if waiting else b""))


def test_frames_are_read_however_they_are_cut() -> None:
    stream = frame({"a": "é"}, str) + b"Content-Type: x\r\ncontent-length: 2\r\n\r\n[]" + frame([1], str)
    wanted = [b'{"a":"\xc3\xa9"}', b"[]", b"[1]"]
    assert bodies(stream) == wanted
    assert bodies(*[stream[i : i + 1] for i in range(len(stream))]) == wanted
    for cut in range(1, len(stream)):
        assert bodies(stream[:cut], stream[cut:]) == wanted


@pytest.mark.parametrize(
    "noise",
    [b"hello\n\n", b"Content-Length: x\r\n\r\n", b"Content-Length: -3\r\n\r\n", b"Content-Length: 0\r\n\r\n",
     b"Content-Length: 99999999999999999999\r\n\r\n", b"x" * 50_000 + b"\r\n\r\n"],
)  # fmt: skip
def test_noise_between_frames_is_skipped(noise: bytes) -> None:
    assert bodies(frame([1], str), noise, frame([2], str)) == [b"[1]", b"[2]"]


def test_an_unfinished_frame_is_no_message() -> None:
    assert bodies(frame([1], str), b"Content-Length: 10\r\n\r\n[") == [b"[1]"]


def test_lone_surrogates_are_read_and_written() -> None:
    assert parse(b'{"text":"\\ud83d"}') == {"text": "\ud83d"}
    body = frame({"text": "\ud83d"}, str).partition(b"\r\n\r\n")[2]
    assert json.loads(body) == {"text": "\ud83d"}


@pytest.mark.parametrize(
    ("body", "request_id", "method"),
    [
        (b'{"id": 7, "method": "a/b", ', 7, "a/b"),
        (b'{"method":"a/b","id":"x\\"y",', 'x"y', "a/b"),
        (b"\xff\xfe", None, ""),
        (b'{"id": null', None, ""),
        (b"[" * 100_000, None, ""),
    ],
)
def test_what_can_be_told_of_an_unreadable_message(body: bytes, request_id: object, method: str) -> None:
    with pytest.raises(UnreadableMessageError) as caught:
        parse(body)
    assert (caught.value.request_id, caught.value.method) == (request_id, method)


def test_whole_numbers_of_any_size_are_written() -> None:
    body = frame({"n": 2**80}, str).partition(b"\r\n\r\n")[2]
    assert json.loads(body) == {"n": 2**80}


def test_frames_are_written_in_order_and_short_ones_at_once_where_there_is_room() -> None:
    written: list[tuple[bytes, bool]] = []
    goes_on, room, here = threading.Event(), True, threading.current_thread()

    def write(data: bytes) -> None:
        if len(data) > AT_ONCE:
            assert goes_on.wait(30)
        written.append((data[:1], threading.current_thread() is here))

    writer = FrameWriter(write, lambda: room)
    writer.write(b"1")
    assert written == [(b"1", True)]
    writer.write(b"2" * (AT_ONCE + 1))
    writer.write(b"3")  # behind the long one, which is still on its way
    assert len(written) == 1
    goes_on.set()
    writer.close()
    assert written == [(b"1", True), (b"2", False), (b"3", False)]
    room = False
    other = FrameWriter(write, lambda: room)
    other.write(b"4")
    other.close()
    assert written[3:] == [(b"4", False)]
