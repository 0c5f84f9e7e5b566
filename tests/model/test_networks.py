"""Through proxies and TLS of a company's own, with connections that are kept: real sockets, real certificates."""

from __future__ import annotations

import asyncio
import gc
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from websockets.asyncio.server import ServerConnection, serve

from lacewing.model.client import ModelClient
from lacewing.model.errors import ModelConfigError, ModelError, ModelUnreachableError
from lacewing.model.network.options import NetworkOptions
from lacewing.model.network.proxies import proxy_for
from lacewing.model.network.trust import tls_context
from lacewing.model.options import ModelOptions
from lacewing.model.types import FimRequest
from model.networks import Authority, Seen, model_server, new_authority, proxy, socks_proxy

REQUEST = FimRequest("a.py", "python", "a = ", "")
PROXY_VARIABLES = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"]


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROXY_VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return new_authority(tmp_path_factory.mktemp("authority"))


def client(url: str, network: NetworkOptions, key: str = "") -> ModelClient:
    options = replace(ModelOptions(), provider="openai", endpoint=url, fim="suffix", connect_timeout_s=5.0)
    return ModelClient(options, key, network)


async def ask(asked: ModelClient) -> str:
    return "".join([piece async for piece in asked.fill(REQUEST)])


def run(test: Callable[[], Awaitable[None]]) -> None:
    async def bounded() -> None:
        async with asyncio.timeout(30):
            await test()

    asyncio.run(bounded())


def test_a_companys_own_authority_is_trusted_once_it_is_named(authority: Authority) -> None:
    async def test() -> None:
        async with model_server(Seen(), authority.server_context()) as port:
            url = f"https://localhost:{port}/v1"
            trusting = client(url, NetworkOptions(ca_file=str(authority.file)))
            assert await ask(trusting) == "42"
            await trusting.close()
            for trust in ("system", "bundled"):
                other = client(url, NetworkOptions(trust=trust))
                with pytest.raises(ModelUnreachableError, match=r"network\.ca_file"):
                    await ask(other)
                await other.close()

    run(test)


def test_the_systems_authorities_are_trusted(authority: Authority) -> None:
    """In a process of its own: OpenSSL reads where the system's authorities are once."""
    program = """
import asyncio, sys
from model.networks import Seen, new_authority, model_server
from model.test_networks import ask, client
from lacewing.model.network.options import NetworkOptions
from pathlib import Path

async def main():
    authority = new_authority(Path(sys.argv[1]))
    async with model_server(Seen(), authority.server_context()) as port:
        import os
        os.environ["SSL_CERT_FILE"] = str(authority.file)
        asked = client(f"https://localhost:{port}/v1", NetworkOptions())
        print(await ask(asked))
        await asked.close()

asyncio.run(main())
"""
    folder = authority.file.parent / "system"
    folder.mkdir()
    tests = str(Path(__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)], cwd=tests, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout == "42\n", done.stderr


def test_a_client_certificate_is_shown(authority: Authority, tmp_path: Path) -> None:
    issued = authority.ca.issue_cert("developer@example.com")
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    issued.cert_chain_pems[0].write_to_path(str(certificate))
    issued.private_key_pem.write_to_path(str(key))

    async def test() -> None:
        async with model_server(Seen(), authority.server_context(ask_for_certificate=True)) as port:
            url = f"https://localhost:{port}/v1"
            network = NetworkOptions(ca_file=str(authority.file))
            known = client(url, replace(network, client_certificate=str(certificate), client_key=str(key)))
            assert await ask(known) == "42"
            await known.close()
            unknown = client(url, network)
            with pytest.raises(ModelError):
                await ask(unknown)
            await unknown.close()

    run(test)


@pytest.mark.parametrize("named", ["setting", "environment"])
def test_a_proxy_leads_to_a_host_that_only_it_knows(
    authority: Authority, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    async def test() -> None:
        seen, passed = Seen(), Seen()
        tls = authority.server_context("llm.corp.example")
        async with model_server(seen, tls) as port, proxy(passed, "user:pass-w0rd") as proxy_port:
            address = f"http://user:pass-w0rd@127.0.0.1:{proxy_port}"
            network = NetworkOptions(ca_file=str(authority.file), proxy=address if named == "setting" else "")
            if named == "environment":
                monkeypatch.setenv("HTTPS_PROXY", address)
            asked = client(f"https://llm.corp.example:{port}/v1", network, "key-1")
            assert await ask(asked) == "42"
            assert await ask(asked) == "42"
            await asked.close()
            assert (seen.connections, passed.connections) == (1, 1)
            assert passed.heads[0].startswith(f"CONNECT llm.corp.example:{port} ")
            assert "key-1" not in passed.heads[0]
            assert "Authorization: Bearer key-1" in seen.heads[0]
            refused = client(f"https://llm.corp.example:{port}/v1", replace(network, proxy=f"127.0.0.1:{proxy_port}"))
            with pytest.raises(ModelUnreachableError, match="407"):
                await ask(refused)
            await refused.close()

    run(test)


def test_a_proxy_may_speak_tls_itself(authority: Authority) -> None:
    async def test() -> None:
        passed = Seen()
        tls = authority.server_context("llm.corp.example")
        proxy_tls = authority.server_context("localhost")
        async with model_server(Seen(), tls) as port, proxy(passed, tls=proxy_tls) as proxy_port:
            network = NetworkOptions(ca_file=str(authority.file), proxy=f"https://localhost:{proxy_port}")
            asked = client(f"https://llm.corp.example:{port}/v1", network)
            assert await ask(asked) == "42"
            await asked.close()
            assert passed.connections == 1

    run(test)


# httpcore leaves the socket to the garbage collector when a SOCKS proxy refuses.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("scheme", ["socks5", "socks5h"])
def test_a_socks_proxy_leads_to_a_host_that_only_it_knows(authority: Authority, scheme: str) -> None:
    async def test() -> None:
        seen, passed = Seen(), Seen()
        tls = authority.server_context("llm.corp.example")
        async with model_server(seen, tls) as port, socks_proxy(passed, "user:pass-w0rd") as proxy_port:
            network = NetworkOptions(
                ca_file=str(authority.file), proxy=f"{scheme}://user:pass-w0rd@127.0.0.1:{proxy_port}"
            )
            url = f"https://llm.corp.example:{port}/v1"
            asked = client(url, network, "key-1")
            assert await ask(asked) == "42"
            assert await ask(asked) == "42"
            await asked.close()
            assert passed.heads == [f"llm.corp.example:{port}"], "looked up by the proxy, and the connection kept"
            assert "Authorization: Bearer key-1" in seen.heads[0]
            for login in ("", "user:wrong@"):
                refused = client(url, replace(network, proxy=f"{scheme}://{login}127.0.0.1:{proxy_port}"))
                with pytest.raises(ModelUnreachableError, match=r"through the proxy .*wants a login") as caught:
                    await ask(refused)
                assert "wrong" not in str(caught.value)
                await refused.close()

    run(test)
    gc.collect()


# python-socks, as httpcore, leaves the socket to the garbage collector when the proxy refuses.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("scheme", ["socks5", "http"])
def test_a_websocket_goes_through_a_proxy(scheme: str) -> None:
    async def exchange(socket: ServerConnection) -> None:
        await socket.recv()
        said = {"status": 2, "seq": 0, "text": [{"content": "42"}]}
        await socket.send(json.dumps({"header": {"code": 0, "status": 2}, "payload": {"choices": said}}))

    async def test() -> None:
        passed = Seen()
        led = (socks_proxy if scheme == "socks5" else proxy)(passed, "user:pass-w0rd")
        async with serve(exchange, "127.0.0.1", 0) as server, led as proxy_port:
            port = next(iter(server.sockets)).getsockname()[1]
            options = ModelOptions(provider="spark-websocket", name="lite", endpoint=f"ws://llm.corp.example:{port}")
            for login in ("", "user:wrong@"):
                network = NetworkOptions(proxy=f"{scheme}://{login}127.0.0.1:{proxy_port}")
                refused = ModelClient(options, "app:key-of-mine:secret-of-mine", network)
                with pytest.raises(ModelUnreachableError, match=r"through the proxy .*wants a login") as caught:
                    await ask(refused)
                assert "wrong" not in str(caught.value)
                await refused.close()
            passed.heads.clear()
            network = NetworkOptions(proxy=f"{scheme}://user:pass-w0rd@127.0.0.1:{proxy_port}")
            asked = ModelClient(options, "app:key-of-mine:secret-of-mine", network)
            assert await ask(asked) == "42"
            await asked.close()
            assert [f"llm.corp.example:{port}" in head for head in passed.heads] == [True]

    run(test)
    gc.collect()


@pytest.mark.parametrize(
    ("url", "environment", "network", "expected"),
    [
        ("https://a.example/v1", {"HTTPS_PROXY": "http://p:1"}, {}, "http://p:1"),
        ("https://a.example/v1", {"https_proxy": "p:1"}, {}, "http://p:1"),
        ("http://a.example/v1", {"HTTPS_PROXY": "http://p:1"}, {}, ""),
        ("http://a.example/v1", {"ALL_PROXY": "http://p:1"}, {}, "http://p:1"),
        ("https://a.example/v1", {"HTTPS_PROXY": "http://p:1", "NO_PROXY": "b, .example"}, {}, ""),
        ("https://a.example/v1", {"HTTPS_PROXY": "http://p:1", "NO_PROXY": "*"}, {}, ""),
        ("https://10.1.2.3/v1", {"HTTPS_PROXY": "http://p:1", "NO_PROXY": "10.0.0.0/8"}, {}, ""),
        ("https://11.1.2.3/v1", {"HTTPS_PROXY": "http://p:1", "NO_PROXY": "10.0.0.0/8"}, {}, "http://p:1"),
        ("https://a.example/v1", {"HTTPS_PROXY": "http://p:1"}, {"proxy": "http://q:2"}, "http://q:2"),
        ("https://a.example/v1", {"HTTPS_PROXY": "http://p:1"}, {"no_proxy": ("a.example",)}, ""),
        ("https://a.example/v1", {"ALL_PROXY": "socks5://p:1"}, {}, "socks5://p:1"),
        ("https://a.example/v1", {}, {"proxy": "http://q:2", "no_proxy": ("*.example",)}, ""),
        ("http://127.0.0.1:8080/v1", {"HTTP_PROXY": "http://p:1"}, {"proxy": "http://q:2"}, ""),
        ("http://[::1]:8080/v1", {"HTTP_PROXY": "http://p:1"}, {}, ""),
        ("http://localhost:8080/v1", {"HTTP_PROXY": "http://p:1"}, {}, ""),
    ],
)
def test_which_proxy(
    url: str, environment: dict[str, str], network: dict[str, object], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert proxy_for(url, NetworkOptions(**network)) == expected  # type: ignore[arg-type]


def test_settings_that_cannot_work_are_named(tmp_path: Path) -> None:
    nothing, text = str(tmp_path / "none.pem"), tmp_path / "text.pem"
    text.write_text("no certificate")
    for wrong, complaint in (
        (NetworkOptions(ca_file=nothing), r"network\.ca_file = .*none\.pem.*no such file"),
        (NetworkOptions(ca_file=str(text)), r"network\.ca_file = .*holds no certificates"),
        (NetworkOptions(client_certificate=nothing), r"network\.client_certificate = .*no such file"),
        (NetworkOptions(client_certificate=str(text), client_key=nothing), r"network\.client_key = .*no such file"),
        (NetworkOptions(client_certificate=str(text)), r"network\.client_certificate = .*do not work together"),
        (NetworkOptions(client_key=str(text)), r"network\.client_key is set without"),
    ):
        with pytest.raises(ModelConfigError, match=complaint):
            tls_context(wrong)
    with pytest.raises(
        ModelConfigError, match=r"network\.proxy is a socks4 proxy; only http, https, socks5 and socks5h"
    ):
        proxy_for("https://a.example", NetworkOptions(proxy="socks4://p:1"))


def test_a_connection_made_before_is_the_one_that_is_used() -> None:
    async def test() -> None:
        seen = Seen()
        async with model_server(seen) as port:
            asked = client(f"http://127.0.0.1:{port}/v1", NetworkOptions(), "key-1")
            await asked.connect()
            assert await ask(asked) == "42"
            assert await ask(asked) == "42"
            await asked.close()
        assert seen.connections == 1
        assert [head.split()[0] for head in seen.heads] == ["HEAD", "POST", "POST"]

    run(test)
