"""The converter between JSON and lsprotocol's types: pygls' one, made to accept what newer clients send."""

from __future__ import annotations

import inspect
from enum import Enum
from typing import Any, Optional

import cattrs
from cattrs import Converter
from lsprotocol import types
from pygls.protocol import default_converter


def make_converter() -> Converter:
    """A converter that keeps values an enumeration does not know as they are, instead of failing the message.

    Texts and numbers must be such: cattrs by itself would make the text "None" of a null.
    """
    converter: Converter = default_converter()  # type: ignore[no-untyped-call]
    for _name, kind in inspect.getmembers(types, inspect.isclass):
        if issubclass(kind, Enum):
            converter.register_structure_hook(kind, _tolerant)
            converter.register_structure_hook(Optional[kind], _tolerant_or_none)  # noqa: UP045 - the type lsprotocol names
    converter.register_structure_hook(str, _text)
    converter.register_structure_hook(int, _integer)
    converter.register_structure_hook(bool, _boolean)
    return converter


def why_not(error: BaseException) -> str:
    """One line saying what of a message could not be converted."""
    if isinstance(error, cattrs.BaseValidationError):
        return "; ".join(cattrs.transform_error(error)[:3])
    return f"{type(error).__name__}: {error}"


def _tolerant(value: Any, kind: Any) -> Any:
    try:
        return kind(value)
    except ValueError:
        if isinstance(value, int | str):
            return value
        raise


def _tolerant_or_none(value: Any, kind: Any) -> Any:
    return None if value is None else _tolerant(value, kind.__args__[0])


def _text(value: Any, _kind: Any) -> str:
    if isinstance(value, str):
        return value
    raise TypeError(f"a text is wanted, not {value!r:.80}")


def _integer(value: Any, _kind: Any) -> int:
    # Some clients' JSON writes whole numbers with a point.
    if (isinstance(value, int) and not isinstance(value, bool)) or (isinstance(value, float) and value.is_integer()):
        return int(value)
    raise TypeError(f"a whole number is wanted, not {value!r:.80}")


def _boolean(value: Any, _kind: Any) -> bool:
    # Languages without booleans write 0 and 1.
    if isinstance(value, bool) or value in (0, 1):
        return bool(value)
    raise TypeError(f"true or false is wanted, not {value!r:.80}")
