"""Orders of large columns. NumPy sorts plain 64-bit numbers many times faster than it finds an order (`argsort`)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Order = npt.NDArray[np.int64]
_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)


def stable_order(*columns: npt.NDArray[np.integer]) -> Order:
    """The indices that sort rows by `columns`, the first counting most; equal rows stay as they were.

    Values and the number of rows must be below 2**32, and no value negative. Each number sorted is a value above its
    row's index; several columns are sorted last one first, as a radix sort does.
    """
    order: Order | None = None
    for column in reversed(columns):
        packed = (column if order is None else column[order]).astype(np.uint64)
        packed <<= _HALF
        packed |= np.arange(len(packed), dtype=np.uint64)
        packed.sort()
        packed &= _LOW
        places = packed.view(np.int64)
        order = places if order is None else order[places]
    assert order is not None, "no column to sort by"
    return order
