"""Messages about files, gathered by reason so that a thousand like cases make one line."""

from __future__ import annotations

from dataclasses import dataclass

_NAMED = 3


@dataclass(frozen=True, slots=True)
class Note:
    """What happened to `count` files and what it means; `paths` are the first of them, () when it concerns no file by
    name. `indexed` says whether they are in the index all the same."""

    reason: str
    paths: tuple[str, ...]
    count: int
    indexed: bool

    @property
    def message(self) -> str:
        """One line: the first paths, how many more, the reason."""
        named = ", ".join(path.encode("utf-8", "backslashreplace").decode() for path in self.paths)
        more = f" and {self.count - len(self.paths)} more" if self.count > len(self.paths) else ""
        return f"{named}{more}: {self.reason}" if named else self.reason


class Notes:
    """Which paths each reason concerns, in the order the reasons were met."""

    def __init__(self) -> None:
        self._paths: dict[tuple[str, bool], list[str]] = {}

    def add(self, path: str, reason: str, indexed: bool = False) -> None:
        """Remember that `reason` (what happened and what it means) concerns `path`."""
        paths = self._paths.setdefault((reason, indexed), [])
        if path and path not in paths[:_NAMED]:
            paths.append(path)

    def extend(self, other: Notes) -> None:
        """Take over all of `other`."""
        for (reason, indexed), paths in other._paths.items():
            for path in paths or [""]:
                self.add(path, reason, indexed)

    def all(self) -> tuple[Note, ...]:
        """A note a reason."""
        return tuple(
            Note(reason, tuple(paths[:_NAMED]), len(paths), indexed) for (reason, indexed), paths in self._paths.items()
        )

    def messages(self) -> tuple[str, ...]:
        """One line a reason."""
        return tuple(note.message for note in self.all())
