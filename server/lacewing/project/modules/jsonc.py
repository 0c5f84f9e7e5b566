"""JSON with comments and trailing commas, as tsconfig.json and its like are written."""

from __future__ import annotations

import re
from typing import Any

import orjson

from lacewing.project.configuration import ConfigurationError

_STRING_OR_COMMENT = re.compile(r'"(?:[^"\\]|\\.)*"|//[^\n]*|/\*.*?\*/', re.DOTALL)
_STRING_OR_TRAILING = re.compile(r'"(?:[^"\\]|\\.)*"|,(?=\s*[}\]])')


def read_jsonc(text: str) -> dict[str, Any]:
    """The object in the text. Raises ConfigurationError when it is no JSON object, comments and commas aside."""
    text = _STRING_OR_COMMENT.sub(lambda match: match[0] if match[0][0] == '"' else " ", text)
    text = _STRING_OR_TRAILING.sub(lambda match: match[0] if match[0][0] == '"' else "", text)
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise ConfigurationError(f"no JSON ({error})") from error
    if not isinstance(found, dict):
        raise ConfigurationError("no JSON object")
    return found
