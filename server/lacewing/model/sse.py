"""Server-sent events from raw bytes (WHATWG HTML, section 9.2), leniently.

Model servers differ from the standard in known ways: single line ends between events, no final blank line, a wrong
content type or charset, a byte order mark, raw U+2028 inside JSON. A decoder that looks at bytes and takes every
`data:` line as a payload survives all of them, because their payloads are single lines of JSON.
"""

from __future__ import annotations

_BOM = b"\xef\xbb\xbf"
# A line longer than this is no token of a model but an attempt to fill the memory.
MAX_LINE_BYTES = 4_000_000


class EventDecoder:
    """Feed chunks as they come; get the payloads of complete `data:` lines."""

    def __init__(self) -> None:
        self._rest = b""
        self._started = False

    def feed(self, chunk: bytes) -> list[bytes]:
        """The payloads completed by `chunk`. Raises ValueError when a line exceeds MAX_LINE_BYTES."""
        data = self._rest + chunk
        if not self._started:
            if len(data) < len(_BOM) and _BOM.startswith(data):
                self._rest = data
                return []
            self._started = True
            data = data.removeprefix(_BOM)
        *lines, self._rest = data.replace(b"\r", b"\n").split(b"\n")
        if len(self._rest) > MAX_LINE_BYTES:
            raise ValueError(f"a line of more than {MAX_LINE_BYTES} bytes")
        return [payload for line in lines if (payload := _payload(line))]

    def end(self) -> list[bytes]:
        """The payload of a last line that had no line end."""
        line, self._rest = self._rest, b""
        payload = _payload(line)
        return [payload] if payload else []


def _payload(line: bytes) -> bytes:
    return line[5:].strip() if line.startswith(b"data:") else b""
