"""Secrets that are known by value: what the environment calls one, the keys in use among them."""

from __future__ import annotations

import re
from collections.abc import Mapping

_NAMES = re.compile(r"(?i)(?:^|_)(?:api_?key|key|token|secret|password|passwd|passphrase|pwd|credentials?)(?:$|_)")
# Names of that kind that hold paths, addresses and the like.
_ABOUT = re.compile(r"(?i)(?:^pwd$|oldpwd|_(?:file|path|dir|url|env|id|name|type|socket|sock)$|^ssh_auth_sock$)")
# Shorter values are words and numbers that stand in any text.
_SHORTEST = 8


def environment_secrets(environ: Mapping[str, str]) -> tuple[str, ...]:
    """The values of variables whose names say that they are secret, of at least 8 characters."""
    found = (
        value.strip()
        for name, value in environ.items()
        if _NAMES.search(name) and not _ABOUT.search(name) and "/" not in value[:1]
    )
    return tuple(dict.fromkeys(value for value in found if len(value) >= _SHORTEST and not value.isalpha()))
