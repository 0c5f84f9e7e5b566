"""Where an API key is: the environment, the editor's secret storage, a command, the system's keyring, in that order.

A key is never written to a log, a message or a file of ours. Looking for one may take seconds (a command, a keyring
that asks to be unlocked) and so is done in a thread, when the first connection is made.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from lacewing.model.errors import ModelConfigError
from lacewing.model.network.proxies import is_this_machine
from lacewing.model.options import ModelOptions

# Under this name keys are in the keyring; the user's name there is the server's host.
SERVICE = "lacewing"
_COMMAND_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Key:
    """`value` is "" when there is none; `origin` says where it was found or looked for, as part of a sentence."""

    value: str
    origin: str

    def __repr__(self) -> str:
        return f"Key(from {self.origin})"


def find_key(options: ModelOptions, environ: Mapping[str, str], editor: Mapping[str, str]) -> Key:
    """The key for the server of `options`. Blocking. Raises ModelConfigError when `api_key_command` fails.

    `editor` are the keys the editor gave, by host.
    """
    host = key_host(options)
    variable = options.api_key_env
    if value := environ.get(variable, "").strip():
        return Key(value, f"the variable {variable}")
    if value := editor.get(host, "").strip():
        return Key(value, "the editor's secret storage")
    if options.api_key_command:
        return Key(_printed(options.api_key_command), "what model.api_key_command prints")
    if not is_this_machine(host) and (value := from_keyring(host)):
        return Key(value, "the system's keyring")
    return Key("", f"the variable {variable}, the editor's secret storage or the system's keyring")


def key_host(options: ModelOptions) -> str:
    """The host that a key is for."""
    return urlsplit(options.endpoint).hostname or ""


def from_keyring(host: str) -> str:
    """The key kept for `host`, "" when there is none or no keyring can be used."""
    try:
        import keyring

        return keyring.get_password(SERVICE, host) or ""
    except Exception:  # noqa: BLE001 - a backend may fail in any way, and then there is no key in it
        return ""


def keep_in_keyring(host: str, value: str) -> str:
    """Keep a key for `host`; gives "" or why it cannot be kept."""
    try:
        import keyring
        import keyring.errors
    except ImportError as error:
        return f"the package keyring is not usable here: {error}"
    try:
        keyring.set_password(SERVICE, host, value)
    except keyring.errors.NoKeyringError:
        return "this system has no keyring that can be used (a machine without a desktop has none)"
    except Exception as error:  # noqa: BLE001 - a backend may fail in any way
        return f"the keyring refuses it ({type(error).__name__})"
    return ""


def _printed(command: tuple[str, ...]) -> str:
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=_COMMAND_SECONDS, check=False
        )
    except (OSError, ValueError) as error:
        raise ModelConfigError(f"model.api_key_command: {command[0]} cannot be run: {error}") from error
    except subprocess.TimeoutExpired:
        raise ModelConfigError(
            f"model.api_key_command: {command[0]} did not end within {_COMMAND_SECONDS:g} s; it must not ask anything"
        ) from None
    value = done.stdout.strip()
    if done.returncode or not value:
        raise ModelConfigError(
            f"model.api_key_command: {command[0]} ended with {done.returncode} and printed "
            f"{'something' if value else 'no key'}; run it in a terminal to see what is wrong"
        )
    return value.split("\n")[0].strip()
