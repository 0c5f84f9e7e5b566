"""A table of strings to be mapped from disk: found by number, by text and by the beginning of the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

_LAST = "\U0010ffff".encode()
_ENCODING = ("utf-8", "surrogatepass")
Numbers = npt.NDArray[np.int32]


class StringTable:
    """Immutable. Texts are ordered by their code points, as their UTF-8 bytes are; "" stands for no text."""

    def __init__(self, data: npt.NDArray[np.uint8], starts: Numbers, order: Numbers) -> None:
        self._data = data.data
        self._starts = starts.data
        self._order = order
        self._ordered = order.data
        self._count = len(starts) - 1

    @classmethod
    def of(cls, texts: Iterable[str]) -> StringTable:
        """The table of `texts`, each but "" different from all others."""
        encoded = [text.encode(*_ENCODING) for text in texts]
        starts = np.cumsum([0, *map(len, encoded)], dtype=np.int64).astype(np.int32)
        order = sorted(range(len(encoded)), key=encoded.__getitem__)
        return cls(np.frombuffer(b"".join(encoded), np.uint8), starts, np.array(order, np.int32))

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[np.generic]]) -> StringTable:
        """The table that `arrays` took apart. Raises KeyError when an array is missing."""
        return cls(arrays["data"], arrays["starts"], arrays["order"])  # type: ignore[arg-type]  # the types written

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """All arrays by name, for a file."""
        return {"data": np.asarray(self._data), "starts": np.asarray(self._starts), "order": self._order}

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> str:
        return self._bytes(number).decode(*_ENCODING)

    def find(self, text: str) -> int | None:
        """The number of `text`, None when it is not here."""
        wanted = text.encode(*_ENCODING)
        at = self._bisect(wanted)
        if at < len(self):
            number = self._ordered[at]
            if self._bytes(number) == wanted:
                return number
        return None

    def with_prefix(self, stem: str) -> Numbers:
        """The numbers of the texts that begin with `stem`, in the order of the texts."""
        encoded = stem.encode(*_ENCODING)
        return self._order[self._bisect(encoded) : self._bisect(encoded + _LAST)]

    def _bytes(self, number: int) -> bytes:
        return bytes(self._data[self._starts[number] : self._starts[number + 1]])

    def _bisect(self, wanted: bytes) -> int:
        return bisect_left(self._ordered, wanted, key=self._bytes)
