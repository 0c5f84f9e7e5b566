"""Secrets that show by the name they are given to: `db_password = "…"`, `API_KEY: …`, `--token …`.

The name decides what is asked of the value: something called a password needs only to look unlike a word of the
language, something called a token must look drawn at random, because parsers call words tokens too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lacewing.model.redaction.entropy import bits_per_character
from lacewing.model.redaction.types import Found

# What every such name holds, in small letters: cheap to look for, and true of few lines.
HINTS = ("passw", "passphrase", "pwd", "secret", "key", "token", "credential", "口令", "密码", "密钥")
_ASSIGNED = re.compile(
    r"""(?xi)
    (?<![\w.-])(?P<name>[\w.-]{0,60}?
      (?:passwd|password|passphrase|pwd|secret|token|credential
        |(?:api|access|auth|account|private|client|service|encryption|signing|master|secret|storage|license|ssh|db)[_-]?key
        |口令|密码|密钥)
      [\w-]{0,24})
    ["'`\]\)]{0,2}
    (?:\s*(?::=|=>|===?|!==?|:\s*\w{1,20}\s*=|[:=：])\s*
        (?:(?P<quote>[rbuf@]{0,2}["'`])(?P<quoted>[^"'`\n]{4,300})["'`]
          |(?P<plain>[^\s"'`,;(){}\[\]<>=|]{6,300})(?=\s*(?:[,;\]})<]|$|\#|//)))
      |(?:\s*[,(]\s*|(?<=[a-z])\s+)(?P<listed>(?<=["'`(,\s])["'`][^"'`\n]{4,300}["'`]))
    """
)
# Names of things around secrets: where they are kept, what they are called, how they look.
_ABOUT = re.compile(
    r"(?i)(?:name|field|file|path|dir|url|uri|endpoint|header|type|env|var|variable|label|regex|pattern|length|len|size|"
    r"prefix|suffix|placeholder|hint|policy|class|id|ids|count|index|kind|error|message|msg|help|title|format|input|"
    r"param|params|arg|prompt|provider|manager|store|column|limit|expired?|expires|expiry|ttl|scope|algorithm)s?$"
)
_TEMPLATE = re.compile(r"\$\{|\{\{|^\$|^%|<[^>]*>|^\{.*\}$|^\*+$|^x+$|^\.+$|%\(?\w*\)?s", re.IGNORECASE)
_STAND_IN = re.compile(
    r"(?i)(?:my|your|the|some|a)?[-_ ]?(?:user|username|password|passwd|pass|pwd|secret|token|key|guest|dummy)"
    r"|null|none|nil|true|false|undefined|\[.*\]|\(.*\)"
)
_WORDS = re.compile(r"[A-Za-z]+(?:[\s._:/-]+[A-Za-z]+)*")
_REFERENCE = re.compile(r"[&*!@:.]?[A-Za-z_$][\w$]*(?:(?:\.|::|->)[\w$]+)*[?!]?")
_WORKING_FOLDER = re.compile(r"(?i)(?:^|[._])pwd$")
_ENVIRONMENT = re.compile(r"[A-Z][A-Z0-9_]*")
_PASSWORD = re.compile(r"(?i)passw|passphrase|pwd|credential|口令|密码")
_DIGITS_OF_A_PASSWORD = 3
_TOKEN_BITS = 3.0


def find_assigned(line: str) -> Iterator[Found]:
    """Every value in one line that its name says is a secret; only lines with one of `HINTS` can hold any."""
    for match in _ASSIGNED.finditer(line):
        group = match.lastgroup or ""
        start, end = match.span(group)
        if group == "listed":
            start, end = start + 1, end - 1
        name, value = match["name"], line[start:end]
        if group == "listed" and _WORKING_FOLDER.search(name):
            continue
        if _is_secret(name, value, quoted=group != "plain"):
            yield Found(start, end, _kind(name))


def _is_secret(name: str, value: str, quoted: bool) -> bool:
    if _ABOUT.search(name) or " " in value.strip() or is_stand_in(value):
        return False
    shouted = bool(_ENVIRONMENT.fullmatch(name.rpartition(".")[2]))
    is_password = bool(_PASSWORD.search(name))
    if not quoted and _REFERENCE.fullmatch(value):
        digits = sum(c.isdigit() for c in value)
        if not (shouted and value.isalnum()) and not (is_password and digits >= _DIGITS_OF_A_PASSWORD):
            return False  # another variable, or a type
    if is_password:
        if _WORDS.fullmatch(value):
            return shouted and len(value) >= 8 and not _ENVIRONMENT.fullmatch(value)
        return not value.isdigit() or len(value) >= 6
    mixed = any(c.isdigit() for c in value) and any(c.isalpha() for c in value)
    return len(value) >= 8 and mixed and bits_per_character(value) >= _TOKEN_BITS


def is_stand_in(value: str) -> bool:
    """Whether `value` only stands where a secret would: a template's variable, asterisks, the word “password”."""
    return bool(_TEMPLATE.search(value) or _STAND_IN.fullmatch(value))


def _kind(name: str) -> str:
    lowered = name.lower()
    if _PASSWORD.search(name):
        return "PASSWORD"
    if "token" in lowered:
        return "TOKEN"
    return "API_KEY" if "key" in lowered else "SECRET"
