"""Payloads cut from the raw bytes of a stream: server-sent events (WHATWG HTML, section 9.2) and lines of JSON.

Model servers differ from the standard in known ways: single line ends between events, no final blank line, a wrong
content type or charset, a byte order mark, raw U+2028 inside JSON, an error or a whole answer as plain JSON where a
stream was promised. A decoder that looks at bytes and takes every `data:` line as a payload survives all of them,
because their payloads are single lines of JSON.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

_BOM = b"\xef\xbb\xbf"
# A line longer than this is no token of a model but an attempt to fill the memory.
MAX_LINE_BYTES = 4_000_000
# More than any answer needs; an endless stream of whatever ends here.
MAX_STREAM_BYTES = 32_000_000


class PayloadDecoder:
    """Feed chunks as they come, cut anywhere; get the payloads that are complete."""

    def __init__(self, framing: Literal["sse", "ndjson"]) -> None:
        self._payload: Callable[[bytes], bytes] = _event_payload if framing == "sse" else bytes.strip
        self._rest: list[bytes] = []
        self._rest_bytes = 0
        self._started = False
        self._plain: list[bytes] | None = [] if framing == "sse" else None

    def feed(self, chunk: bytes) -> list[bytes]:
        """The payloads completed by `chunk`. Raises ValueError when a line exceeds MAX_LINE_BYTES."""
        if not self._started:
            chunk = b"".join([*self._rest, chunk])
            self._rest, self._rest_bytes = [], 0
            if len(chunk) < len(_BOM) and _BOM.startswith(chunk):
                self._keep(chunk)
                return []
            self._started = True
            chunk = chunk.removeprefix(_BOM)
        first, *lines = chunk.replace(b"\r", b"\n").split(b"\n")
        self._keep(first)
        if not lines:
            return []
        complete = [b"".join(self._rest), *lines[:-1]]
        self._rest, self._rest_bytes = [], 0
        self._keep(lines[-1])
        return self._payloads(complete)

    def end(self) -> list[bytes]:
        """What a last line without a line end holds; of a body that is one JSON object, the object."""
        last, self._rest = b"".join(self._rest), []
        found = self._payloads([last])
        plain = b"\n".join(self._plain or []).strip()
        return [plain] if not found and plain.startswith(b"{") else found

    def _keep(self, part: bytes) -> None:
        self._rest.append(part)
        self._rest_bytes += len(part)
        if self._rest_bytes > MAX_LINE_BYTES:
            raise ValueError(f"a line of more than {MAX_LINE_BYTES} bytes")

    def _payloads(self, lines: list[bytes]) -> list[bytes]:
        found = [payload for line in lines if (payload := self._payload(line))]
        if found:
            self._plain = None
        elif self._plain is not None and sum(map(len, self._plain)) < MAX_LINE_BYTES:
            self._plain += [line for line in lines if not line.startswith(b":")]
        return found


def _event_payload(line: bytes) -> bytes:
    # llama.cpp of 2024 put errors into a field of their own.
    field, colon, value = line.partition(b":")
    return value.strip() if colon and field in (b"data", b"error") else b""
