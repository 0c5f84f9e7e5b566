"""Tokens signed with a key of the form `id.secret`, as Zhipu's gateways want them where they refuse the key itself.

A JSON Web Token (RFC 7519) with HMAC-SHA256; times are in milliseconds, not in the standard's seconds (Zhipu's
documentation of its interface, "authentication by token").
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import time

import orjson

from lacewing.model.errors import ModelConfigError
from lacewing.model.target import Target

_VALID_MS = 300_000
_HEADER = {"alg": "HS256", "sign_type": "SIGN"}


def signed_token(target: Target, now_ms: int | None = None) -> str:
    """A token for the next minutes. Raises ModelConfigError for a key of another form."""
    account, dot, secret = target.api_key.partition(".")
    if not (account and dot and secret):
        raise ModelConfigError(f"the key from {target.key_origin} must be of the form id.secret to sign tokens with it")
    now = int(time.time() * 1000) if now_ms is None else now_ms
    claims = {"api_key": account, "exp": now + _VALID_MS, "timestamp": now}
    said = b".".join(_coded(orjson.dumps(part)) for part in (_HEADER, claims))
    return (said + b"." + _coded(hmac.new(secret.encode(), said, hashlib.sha256).digest())).decode()


def _coded(part: bytes) -> bytes:
    return base64.urlsafe_b64encode(part).rstrip(b"=")
