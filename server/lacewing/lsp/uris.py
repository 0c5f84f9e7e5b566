"""Paths and `file:` URIs, for POSIX and Windows. Other schemes have no path."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from urllib.parse import quote, unquote_to_bytes

WINDOWS = os.name == "nt"
_DRIVE = re.compile(r"^/[A-Za-z]:")
# What RFC 3986 allows in a path besides letters and digits; a drive's colon is kept too.
_SAFE = "/-._~!$&'()*+,;=:@"


def to_uri(path: PurePath | str, windows: bool = WINDOWS) -> str:
    """The `file:` URI of an absolute path."""
    text = str(path)
    if windows:
        text = PureWindowsPath(text).as_posix()
        if text.startswith("//"):
            return "file:" + quote(text, safe=_SAFE)
        return "file:///" + quote(text, safe=_SAFE)
    return "file://" + quote(os.fsencode(text), safe=_SAFE)


def to_path_text(uri: str, windows: bool = WINDOWS) -> str | None:
    """The path of a `file:` URI as the platform writes it; None for other schemes."""
    scheme, colon, rest = uri.partition(":")
    if not colon or scheme.lower() != "file":
        return None
    host = ""
    if rest.startswith("//"):
        host, slash, tail = rest[2:].partition("/")
        rest = slash + tail
    raw = unquote_to_bytes(rest)
    if not windows:
        return str(PurePosixPath(os.fsdecode(raw or b"/")))
    text = raw.decode("utf-8", "replace")
    if host and host.lower() != "localhost":
        return str(PureWindowsPath(f"//{host}{text}"))
    if _DRIVE.match(text):
        # Editors differ in the drive letter's case; one spelling keeps paths comparable.
        text = text[1].upper() + text[2:]
    return str(PureWindowsPath(text))


def to_path(uri: str) -> Path | None:
    """The path of a `file:` URI with symbolic links resolved as far as it exists; None for other schemes."""
    text = to_path_text(uri)
    if text is None:
        return None
    try:
        return Path(text).resolve()
    except (OSError, RuntimeError, ValueError):  # too long, a loop of links, a NUL
        return Path(text.replace("\0", "\ufffd"))
