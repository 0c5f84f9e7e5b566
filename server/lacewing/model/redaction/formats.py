"""Secrets that show by their own format: keys of known issuers, passwords in addresses.

The patterns of detect-secrets' detectors, and those of `formats.toml` beside this file for issuers it lacks. Only
patterns are taken from it: its scanning of files reads and verifies things, which must never happen here.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lacewing.model.redaction.assignments import is_stand_in
from lacewing.model.redaction.types import KIND, Found

_FILE = Path(__file__).with_name("formats.toml")
# Detectors by module and class. Left out: those of whole assignments (`assignments.py` is stricter), of plain hex
# digits without a prefix, and of public addresses, which are no secrets.
_DETECTORS: dict[str, str] = {
    "aws.AWSKeyDetector": "API_KEY",
    "discord.DiscordBotTokenDetector": "TOKEN",
    "github_token.GitHubTokenDetector": "TOKEN",
    "gitlab_token.GitLabTokenDetector": "TOKEN",
    "jwt.JwtTokenDetector": "TOKEN",
    "mailchimp.MailchimpDetector": "API_KEY",
    "npm.NpmDetector": "TOKEN",
    "openai.OpenAIDetector": "API_KEY",
    "pypi_token.PypiTokenDetector": "TOKEN",
    "sendgrid.SendGridDetector": "API_KEY",
    "slack.SlackDetector": "TOKEN",
    "square_oauth.SquareOAuthDetector": "TOKEN",
    "stripe.StripeDetector": "API_KEY",
    "telegram_token.TelegramBotTokenDetector": "TOKEN",
    "twilio.TwilioKeyDetector": "API_KEY",
}
# Detectors whose group is the secret; the groups of the others only group.
_GROUPED = {"aws.AWSKeyDetector", "npm.NpmDetector"}


class Format(NamedTuple):
    """A pattern; where `grouped`, the secret is what its first group matches, if that takes part."""

    kind: str
    regex: re.Pattern[str]
    grouped: bool


def find_formats(text: str) -> Iterator[Found]:
    """Every secret of a known format in `text` (any number of lines; matches that cross a line end are left out)."""
    for kind, regex, grouped in formats():
        for match in regex.finditer(text):
            if text[match.start() - 1 : match.start()].isalnum() and match[0][0].isalnum():
                continue
            start, end = match.span(1) if grouped and match[1] else match.span()
            if "\n" not in (secret := text[start:end]) and not is_stand_in(secret):
                yield Found(start, end, kind)


@functools.cache
def formats() -> tuple[Format, ...]:
    """All formats, compiled once (about 100 ms, most of it importing detect-secrets)."""
    import importlib

    found: list[Format] = []
    for name, kind in _DETECTORS.items():
        module, _, detector = name.partition(".")
        plugin = getattr(importlib.import_module(f"detect_secrets.plugins.{module}"), detector)
        found += [Format(kind, regex, name in _GROUPED and regex.groups > 0) for regex in plugin.denylist]
    for name, entry in tomllib.loads(_FILE.read_text("utf-8")).items():
        regex = re.compile(entry["pattern"])
        if not KIND.fullmatch(entry["kind"]):
            raise ValueError(f"{_FILE.name}: the kind of {name} must be capital letters")
        found.append(Format(entry["kind"], regex, regex.groups > 0))
    return tuple(found)
