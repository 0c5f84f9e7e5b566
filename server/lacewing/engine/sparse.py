"""Where each sparse context stood: places found by a 32-bit hash, six bytes a place.

The upper half of the hashes is a directory, the lower half stands beside each place. What is too frequent to be read
as a whole keeps an even sample of its places.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from lacewing.engine.structure import Keys
from lacewing.engine.vocabulary import Ids

MOST_PLACES = 96
_HALF = 16
_LOW = np.uint32(0xFFFF)


class SparseIndex(NamedTuple):
    """`heads` are the upper halves that occur and `starts` where each one's places begin, the end included.

    There the lower halves, `tails`, ascend; `places` are indices into the token stream.
    """

    heads: npt.NDArray[np.uint16]
    starts: Ids
    tails: npt.NDArray[np.uint16]
    places: Ids

    def found(self, key: int) -> Ids:
        """The places whose context has this hash, at most about `MOST_PLACES` of them."""
        at = int(self.heads.searchsorted(np.uint16(key >> _HALF)))
        if at == len(self.heads) or self.heads[at] != key >> _HALF:
            return self.places[:0]
        low, high = self.starts[at], self.starts[at + 1]
        tails = self.tails[low:high]
        wanted = np.uint16(key & 0xFFFF)
        return self.places[low + tails.searchsorted(wanted) : low + tails.searchsorted(wanted, "right")]


def sparse_index(keys: Keys) -> SparseIndex:
    """The index of a column of hashes, one for each place of a token stream."""
    packed = keys.astype(np.uint64)
    packed <<= np.uint64(32)
    packed |= np.arange(len(keys), dtype=np.uint64)
    packed.sort()
    ordered = (packed >> np.uint64(32)).astype(np.uint32)
    places = (packed & np.uint64(0xFFFFFFFF)).astype(np.int32)
    del packed
    starts = _beginnings(ordered)
    sizes = np.diff(starts, append=len(ordered))
    frequent = np.nonzero(sizes > MOST_PLACES)[0]
    if len(frequent):
        kept = np.ones(len(ordered), bool)
        for start, size in zip(starts[frequent].tolist(), sizes[frequent].tolist(), strict=True):
            kept[start : start + size] = False
            kept[start : start + size : size // MOST_PLACES + 1] = True
        ordered, places = ordered[kept], places[kept]
    upper = (ordered >> np.uint32(_HALF)).astype(np.uint16)
    begins = _beginnings(upper)
    ends = np.append(begins, len(upper)).astype(np.int32)
    return SparseIndex(upper[begins], ends, (ordered & _LOW).astype(np.uint16), places)


def _beginnings(ordered: npt.NDArray[np.unsignedinteger[Any]]) -> npt.NDArray[np.int64]:
    """Where each distinct value of a sorted array begins."""
    new = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return np.nonzero(new)[0]
