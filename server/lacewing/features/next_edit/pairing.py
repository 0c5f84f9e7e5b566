"""Which of the removed lines became which of the added ones: alike lines are pairs, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lacewing.text.tokens import tokens_of

_LEAST_ALIKE = 0.45


def paired_lines(removed: Sequence[bytes], added: Sequence[bytes]) -> list[tuple[range, range]]:
    """Ranges of removed and added lines that belong together, in order; one of the two may be empty.

    Lines are paired so that the pairs are as alike as can be (by their tokens, whatever their order); lines between
    pairs, which are like none, belong together.
    """
    pairs = _best_pairs(removed, added)
    found: list[tuple[range, range]] = []
    old = new = 0
    for first, second in [*pairs, (len(removed), len(added))]:
        if first > old or second > new:
            found.append((range(old, first), range(new, second)))
        if first < len(removed):
            found.append((range(first, first + 1), range(second, second + 1)))
        old, new = first + 1, second + 1
    return found


def _best_pairs(removed: Sequence[bytes], added: Sequence[bytes]) -> list[tuple[int, int]]:
    """The pairs of an order-keeping matching of the greatest likeness."""
    old, new = [_texts(line) for line in removed], [_texts(line) for line in added]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for first in range(len(old) - 1, -1, -1):
        for second in range(len(new) - 1, -1, -1):
            gain = max(0.0, likeness(old[first], new[second]) - _LEAST_ALIKE)
            apart = max(best[first + 1][second], best[first][second + 1])
            best[first][second] = max(apart, best[first + 1][second + 1] + gain)
    pairs = []
    first = second = 0
    while first < len(old) and second < len(new):
        if best[first][second] == best[first + 1][second]:
            first += 1
        elif best[first][second] == best[first][second + 1]:
            second += 1
        else:
            pairs.append((first, second))
            first, second = first + 1, second + 1
    return pairs


def likeness(one: Sequence[bytes], other: Sequence[bytes]) -> float:
    """How much of their tokens two texts share, in [0, 1], whatever the order."""
    shared = (Counter(one) & Counter(other)).total()
    return 2 * shared / (len(one) + len(other)) if one or other else 0.0


def _texts(line: bytes) -> list[bytes]:
    return [token.text for token in tokens_of(line)]
