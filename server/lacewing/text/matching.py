"""How well a name fits what is typed so far."""

from __future__ import annotations


def match_quality(name: str, typed: str) -> float:
    """1 for the same beginning, less for other letters' case, word beginnings and scattered letters; 0 for none."""
    if not typed:
        return 0.5
    if name.startswith(typed):
        return 1.0
    low_name, low = name.lower(), typed.lower()
    if low_name.startswith(low):
        return 0.9
    if low_name.lstrip("_").startswith(low):
        return 0.75
    if not _scattered(low_name, low.replace("_", "")):
        return 0.0  # most names, and whatever is asked below would find the same
    if _by_word_beginnings(name, low):
        return 0.6
    if len(low) >= 2 and low in low_name:
        return 0.4
    return 0.2 if len(low) >= 3 and low_name[0] == low[0] and _scattered(low_name, low) else 0.0


def _by_word_beginnings(name: str, low: str) -> bool:
    """Whether `low` is made of beginnings of the words in `name`: `gUN`, `gun` and `get_un` for `get_user_name`."""
    begins = [
        place
        for place, letter in enumerate(name)
        if letter != "_"
        and (
            place == 0
            or name[place - 1] == "_"
            or (letter.isupper() and not (name[place - 1].isupper() and not name[place + 1 : place + 2].islower()))
        )
    ]
    return _fits(name.lower(), low.replace("_", ""), frozenset(begins), 0)


def _fits(name: str, low: str, begins: frozenset[int], start: int) -> bool:
    if not low:
        return True
    for begin in sorted(begins):
        if begin < start or name[begin] != low[0]:
            continue
        taken = 1
        while True:
            if _fits(name, low[taken:], begins, begin + taken):
                return True
            if taken == len(low) or name[begin + taken : begin + taken + 1] != low[taken]:
                break
            taken += 1
    return False


def _scattered(name: str, low: str) -> bool:
    at = 0
    for letter in low:
        at = name.find(letter, at) + 1
        if not at:
            return False
    return True
