"""What finding secrets gives, as plain data."""

from __future__ import annotations

import re
from typing import NamedTuple

# What kinds of secrets may be called; our own are API_KEY, TOKEN, PASSWORD, PRIVATE_KEY and SECRET.
KIND = re.compile(r"[A-Z][A-Z_]{0,30}")


class Found(NamedTuple):
    """A secret at `text[start:end]` (indices of code points), and what it seems to be (as `KIND` says)."""

    start: int
    end: int
    kind: str


class OwnPattern(NamedTuple):
    """What an organisation calls secret: `regex`, asked of single lines; where it has a group, that is the secret."""

    regex: re.Pattern[str]
    kind: str
