"""Messages about files, gathered by reason so that a thousand like cases make one line."""

from __future__ import annotations

_NAMED = 3


class Notes:
    """Which paths each reason concerns; `messages` renders one line a reason, in the order they were met."""

    def __init__(self) -> None:
        self._paths: dict[str, list[str]] = {}

    def add(self, path: str, reason: str) -> None:
        """Remember that `reason` (what happened and what it means) concerns `path`."""
        paths = self._paths.setdefault(reason, [])
        if path not in paths[:_NAMED]:
            paths.append(path)

    def extend(self, other: Notes) -> None:
        """Take over all of `other`."""
        for reason, paths in other._paths.items():
            for path in paths:
                self.add(path, reason)

    def messages(self) -> tuple[str, ...]:
        """One line a reason: the first paths, how many more, the reason."""
        return tuple(_line(paths, reason) for reason, paths in self._paths.items())


def _line(paths: list[str], reason: str) -> str:
    named = ", ".join(path.encode("utf-8", "backslashreplace").decode() for path in paths[:_NAMED])
    more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    return f"{named}{more}: {reason}" if named else reason
