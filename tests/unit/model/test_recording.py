"""A request that is shown instead of sent holds no key, in whatever place providers put it."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from lacewing.model.network.recording import RecordingTransport


@pytest.mark.parametrize(
    ("url", "headers"),
    [
        ("https://llm.example/v1", {"Authorization": "Bearer k-e-y"}),
        ("https://llm.example/v1", {"X-Api-Key": "k-e-y"}),
        ("https://llm.example/v1?authorization=k-e-y&date=x", {}),
        ("https://llm.example/v1?API_KEY=k-e-y", {}),
    ],
)
def test_keys_are_masked(url: str, headers: dict[str, str]) -> None:
    async def send() -> RecordingTransport:
        transport = RecordingTransport()
        async with httpx.AsyncClient(transport=transport, trust_env=False) as client:
            await client.post(url, headers=headers, json={"a": 1})
        return transport

    (recorded,) = asyncio.run(send()).requests
    assert "k-e-y" not in f"{recorded}"
    assert "hidden" in f"{recorded}"
    assert recorded.url.startswith("https://llm.example/v1")
    assert recorded.body == b'{"a":1}'
