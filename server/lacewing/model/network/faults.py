"""Failures of the network in words that say what to change. Never says a password that stands in a proxy's address."""

from __future__ import annotations

import re
import socket
import ssl

import httpx


def network_fault(error: Exception) -> str:
    """What is wrong and what may help, as the rest of a sentence about a server."""
    text = str(error) or type(error).__name__
    if isinstance(error, httpx.ProxyError):
        return proxy_fault(text)
    if "CERTIFICATE_VERIFY_FAILED" in text:
        cause = _innermost(error)
        reason = cause.verify_message if isinstance(cause, ssl.SSLCertVerificationError) else text
        return (
            f"cannot be trusted ({reason}); where a company signs its own certificates, name the file of its authority "
            "in network.ca_file"
        )
    if "CERTIFICATE_REQUIRED" in text or "certificate required" in text:
        return "wants a certificate of this client: set network.client_certificate and network.client_key"
    if isinstance(_innermost(error), socket.gaierror):
        return f"cannot be found ({_reason(text)}); is its name right, and is there a network?"
    return f"cannot be reached ({text}); is it running?"


def proxy_fault(text: str) -> str:
    """The same where `text` says what a proxy did not do."""
    low = text.lower()
    advice = (
        "the proxy wants a login: set network.proxy to http://user:password@host:port (or socks5://…)"
        if re.search(r"\b407\b", low) or "auth" in low or "username/password" in low
        else "look at network.proxy and the variables HTTPS_PROXY and NO_PROXY"
    )
    return f"cannot be reached through the proxy ({text}); {advice}"


def _reason(text: str) -> str:
    """Without the number before it, which tells a user nothing: "[Errno -2] Name or service not known"."""
    return re.sub(r"^\[Errno -?\d+\] ", "", text)


def _innermost(error: BaseException) -> BaseException:
    while (inner := error.__cause__ or error.__context__) is not None:
        error = inner
    return error
