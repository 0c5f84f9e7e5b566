"""Which proxy leads to a host: the setting's, else the environment's or the system's."""

from __future__ import annotations

import ipaddress
import urllib.request
from collections.abc import Sequence
from urllib.parse import urlsplit

from lacewing.model.errors import ModelConfigError
from lacewing.model.network.options import NetworkOptions

# SOCKS version 5 by either name: the proxy looks the host up, as hosts of an inner network are known only there.
_SCHEMES = ("http", "https", "socks5", "socks5h")


def is_this_machine(host: str) -> bool:
    """Whether `host` is the loopback."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def proxy_for(url: str, options: NetworkOptions) -> str:
    """The URL of the proxy for `url`, "" for none. Raises ModelConfigError for one that cannot be used."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if is_this_machine(host) or _listed(host, options.no_proxy):
        return ""
    origin = "network.proxy"
    proxy = options.proxy
    if not proxy:
        origin = "the proxy of the environment"
        found = urllib.request.getproxies()
        excluded = found.get("no", "").split(",")
        if urllib.request.proxy_bypass(host) or _listed(host, excluded):
            return ""
        proxy = found.get(parts.scheme) or found.get("all") or ""
    if proxy and "://" not in proxy:
        proxy = f"http://{proxy}"
    if proxy and urlsplit(proxy).scheme not in _SCHEMES:
        raise ModelConfigError(
            f"{origin} is a {urlsplit(proxy).scheme} proxy; only http, https, socks5 and socks5h proxies can be used"
        )
    return proxy


def _listed(host: str, patterns: Sequence[str]) -> bool:
    """Whether a host, a domain above it, a network around it or `*` is listed, as NO_PROXY is read by most programs."""
    for pattern in (each.strip().lower() for each in patterns):
        if not pattern:
            continue
        if pattern == "*" or host == pattern or host.endswith("." + pattern.lstrip("*").lstrip(".")):
            return True
        try:
            if ipaddress.ip_address(host) in ipaddress.ip_network(pattern, strict=False):
                return True
        except ValueError:
            continue
    return False
