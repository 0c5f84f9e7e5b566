"""Settings of the network between here and the model servers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class NetworkOptions:
    """How model servers are reached."""

    proxy: str = field(
        default="",
        metadata={
            "doc": "URL of the proxy (“http”, “https”, “socks5”); without it those of the environment (`HTTPS_PROXY`, "
            "`HTTP_PROXY`, `ALL_PROXY`) and of the system count. This machine itself is never asked through a proxy."
        },
    )
    no_proxy: tuple[str, ...] = field(
        default=(),
        metadata={
            "doc": "Hosts, domains (`.example.com`) and networks (`10.0.0.0/8`) that are asked without a proxy, "
            "besides those of `NO_PROXY`."
        },
    )
    trust: Literal["system", "bundled"] = field(
        default="system",
        metadata={
            "doc": "Whose certificate authorities are trusted: the system's, or those that come with certifi (for "
            "machines without any)."
        },
    )
    ca_file: str = field(
        default="",
        metadata={"doc": "A PEM file of certificate authorities that are trusted besides, such as a company's own."},
    )
    client_certificate: str = field(
        default="",
        metadata={"doc": "A PEM file with the certificate this client shows, and its key unless that has a file."},
    )
    client_key: str = field(default="", metadata={"doc": "The PEM file of that certificate's private key."})
    write_timeout_s: float = field(
        default=10.0, metadata={"doc": "Wait for a server to take a part of a request at most this long.", "unit": "s"}
    )
    keep_alive_s: float = field(
        default=300.0, metadata={"doc": "Keep an idle connection for the next request this long.", "unit": "s"}
    )
