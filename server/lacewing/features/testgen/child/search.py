"""Changes of argument values, for the search of inputs that reach new code. Runs inside the sandbox."""

from __future__ import annotations

import random
from typing import Any

_MOST_TEXT = 60


def changed(value: Any, words: list[str], numbers: list[Any], pool: list[Any], chance: random.Random) -> Any:
    """A value near `value`, or another one of the parameter's `pool`; `words` and `numbers` stand in the code."""
    if pool and chance.random() < 0.25:
        return chance.choice(pool)
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return _text(value, words, chance)[:_MOST_TEXT]
    if isinstance(value, (int, float)):
        return _number(value, numbers, chance)
    if isinstance(value, (list, tuple)) and type(value) in (list, tuple):
        return _sequence(value, words, numbers, chance)
    if type(value) is dict and value:
        key = chance.choice(list(value))
        return {k: v for k, v in value.items() if k != key}
    return chance.choice(pool) if pool else value


def _text(value: str, words: list[str], chance: random.Random) -> str:
    word = chance.choice(words) if words else " "
    place = chance.randrange(len(value) + 1)
    ways = [
        lambda: value[:place] + word + value[place:], lambda: value + word, lambda: word + value, lambda: word,
        lambda: value.upper(), lambda: value.lower(), lambda: value.title(), lambda: value.swapcase(),
        lambda: value[:place], lambda: value[place:], lambda: value + value, lambda: value.replace(" ", word),
        lambda: " " + value, lambda: value + " " + value, lambda: value + str(chance.choice([0, 1, 7, 12, 100])),
    ]  # fmt: skip
    return chance.choice(ways)()


def _number(value: Any, numbers: list[Any], chance: random.Random) -> Any:
    ways = [value + 1, value - 1, -value, value * 2, value * 10, value * 1000, value + 10, 0, 1]
    ways += [near for number in numbers for near in (number, number + 1, number - 1)]
    if abs(value) < 1 << 60:
        ways += [value * 1_000_000, value // 2, value % 10]
    found = chance.choice(ways)
    return found if abs(found) < 1 << 80 else value


def _sequence(value: Any, words: list[str], numbers: list[Any], chance: random.Random) -> Any:
    items = list(value)
    way = chance.randrange(5)
    if way == 0 and items:
        items.pop(chance.randrange(len(items)))
    elif way == 1:
        items = items + items[:1]
    elif way == 2:
        items.reverse()
    elif items:
        place = chance.randrange(len(items))
        items[place] = changed(items[place], words, numbers, [], chance)
    return tuple(items) if isinstance(value, tuple) else items
