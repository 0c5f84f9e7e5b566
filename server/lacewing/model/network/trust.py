"""Whom TLS connections trust, and what they show of themselves."""

from __future__ import annotations

import ssl
from pathlib import Path

from lacewing.model.errors import ModelConfigError
from lacewing.model.network.options import NetworkOptions


def tls_context(options: NetworkOptions) -> ssl.SSLContext:
    """The TLS settings of every connection (some 20 ms to make). Raises ModelConfigError naming the wrong setting."""
    context = _trusting(options)
    if options.ca_file:
        path = Path(options.ca_file).expanduser()
        try:
            context.load_verify_locations(cafile=path)
        except FileNotFoundError:
            raise ModelConfigError(f"network.ca_file = {str(path)!r}: there is no such file") from None
        except (OSError, ssl.SSLError) as error:
            raise ModelConfigError(
                f"network.ca_file = {str(path)!r} holds no certificates in PEM form: {error}"
            ) from error
    if options.client_certificate:
        _show_certificate(context, options)
    elif options.client_key:
        raise ModelConfigError("network.client_key is set without network.client_certificate")
    return context


def _trusting(options: NetworkOptions) -> ssl.SSLContext:
    if options.trust == "system":
        import truststore

        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    import certifi

    return ssl.create_default_context(cafile=certifi.where())


def _show_certificate(context: ssl.SSLContext, options: NetworkOptions) -> None:
    certificate = Path(options.client_certificate).expanduser()
    key = Path(options.client_key).expanduser() if options.client_key else None
    for setting, path in (("client_certificate", certificate), ("client_key", key)):
        if path is not None and not path.is_file():
            raise ModelConfigError(f"network.{setting} = {str(path)!r}: there is no such file")

    def no_password() -> str:
        raise ModelConfigError(f"the key of {certificate} has a password; only keys without one can be used")

    try:
        context.load_cert_chain(certificate, key, no_password)
    except (OSError, ssl.SSLError) as error:
        raise ModelConfigError(
            f"network.client_certificate = {str(certificate)!r} and its key do not work together: {error}"
        ) from error
