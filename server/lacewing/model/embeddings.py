"""Checks on vectors that a server gave: what is stored and compared must be what was asked for."""

from __future__ import annotations

import math

from lacewing.model.types import Vectors

LONGEST = 8192
"""Numbers in a vector; no model in use gives more."""


def read_vectors(given: Vectors, count: int) -> Vectors:
    """`given`, once it holds `count` vectors of one length and of finite numbers that are not all 0.

    Raises ValueError or TypeError.
    """
    if len(given) != count:
        raise ValueError(f"{len(given)} vectors for {count} texts")
    lengths = {len(vector) for vector in given}
    if len(lengths) > 1 or not 0 < max(lengths, default=1) <= LONGEST:
        raise ValueError(f"vectors of {', '.join(map(str, sorted(lengths)))} numbers")
    for vector in given:
        if not 0 < math.hypot(*vector) < math.inf:
            raise ValueError("a vector that is no direction")
    return given
