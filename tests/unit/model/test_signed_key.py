"""Tokens signed with a key: read back as a gateway does, and never with the key in them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import replace
from typing import Any

import pytest

from lacewing.model.errors import ModelConfigError
from lacewing.model.options import ModelOptions
from lacewing.model.passage import Passage
from lacewing.model.providers import openai
from lacewing.model.signed_key import signed_token
from lacewing.model.target import Target, resolve
from lacewing.model.types import ChatRequest, Message

KEY = "0123456789abcdef.S3cretOfTheUser"
NOW = 1_700_000_000_000


def target(key: str = KEY) -> Target:
    return replace(resolve(ModelOptions(provider="zhipu-signed", name="glm-4.5-air"))[1], api_key=key)


def part(token: str, number: int) -> Any:
    coded = token.split(".")[number]
    return json.loads(base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)))


def test_a_gateway_can_check_it() -> None:
    token = signed_token(target(), NOW)
    said, _, signature = token.rpartition(".")
    assert part(token, 0) == {"alg": "HS256", "sign_type": "SIGN"}
    assert part(token, 1) == {"api_key": "0123456789abcdef", "exp": NOW + 300_000, "timestamp": NOW}
    wanted = base64.urlsafe_b64encode(hmac.digest(b"S3cretOfTheUser", said.encode(), hashlib.sha256)).decode()
    assert signature == wanted.rstrip("=")


def test_the_token_is_sent_and_the_key_is_not() -> None:
    request = openai.chat_request(target(), ChatRequest((Message("user", f"my key is {KEY}, S3cretOfTheUser"),), 8))
    token = request.headers["Authorization"].removeprefix("Bearer ")
    assert part(token, 1)["api_key"] == "0123456789abcdef"
    sent = json.dumps(Passage(secrets=request.secrets).outgoing(request.body)) + token
    assert "S3cretOfTheUser" not in sent


@pytest.mark.parametrize("key", ["no-dot", ".secret", "id."])
def test_a_key_of_another_form_is_refused_in_words(key: str) -> None:
    with pytest.raises(ModelConfigError, match=r"of the form id\.secret"):
        openai.bearer(target(key))


def test_without_a_key_none_is_sent() -> None:
    assert openai.bearer(target("")) == {}
