"""What models were asked and what that cost, by day: numbers only, nothing of what was said.

Kept in a small SQLite file that several servers add to at once. Where it cannot be written, nothing is counted and
nothing fails.
"""

from __future__ import annotations

import contextlib
import datetime
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

KEPT_DAYS = 400
_TABLE = """
CREATE TABLE IF NOT EXISTS spent (
    day TEXT, model TEXT, role TEXT, requests INTEGER, failures INTEGER, tokens_in INTEGER, tokens_out INTEGER,
    PRIMARY KEY (day, model, role)
) WITHOUT ROWID
"""
_ADD = """
INSERT INTO spent VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (day, model, role) DO UPDATE SET
    requests = requests + excluded.requests, failures = failures + excluded.failures,
    tokens_in = tokens_in + excluded.tokens_in, tokens_out = tokens_out + excluded.tokens_out
"""


@dataclass(slots=True)
class Spent:
    """`tokens_in` were sent, `tokens_out` came back; as the server counted them, else estimated."""

    requests: int = 0
    failures: int = 0
    tokens_in: int = 0
    tokens_out: int = 0


class Row(NamedTuple):
    """What was spent on one day (ISO date, local time) on one model in one role."""

    day: str
    model: str
    role: str
    spent: Spent


class Account:
    """Counts in memory until `flush`. Thread-safe."""

    def __init__(self, path: Path, today: Callable[[], datetime.date] = datetime.date.today) -> None:
        self.path = path
        self._today = today
        self._lock = threading.Lock()
        self._pending: dict[tuple[str, str, str], Spent] = {}

    def add(self, model: str, role: str, tokens_in: int, tokens_out: int, failed: bool) -> None:
        """Count one request."""
        with self._lock:
            spent = self._pending.setdefault((self._today().isoformat(), model, role), Spent())
            spent.requests += 1
            spent.failures += failed
            spent.tokens_in += tokens_in
            spent.tokens_out += tokens_out

    def correct(self, model: str, role: str, tokens_in: int, tokens_out: int) -> None:
        """Add to the tokens of a request that was counted: what its estimate was off by."""
        with self._lock:
            spent = self._pending.setdefault((self._today().isoformat(), model, role), Spent())
            spent.tokens_in += tokens_in
            spent.tokens_out += tokens_out

    def flush(self) -> None:
        """Write what was counted; days long past are dropped. Blocking, some milliseconds."""
        with self._lock:
            pending, self._pending = self._pending, {}
        if not pending:
            return
        oldest = (self._today() - datetime.timedelta(KEPT_DAYS)).isoformat()
        rows = [(*key, s.requests, s.failures, s.tokens_in, s.tokens_out) for key, s in pending.items()]
        with contextlib.suppress(sqlite3.Error, OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self._connection() as connection:
                connection.execute(_TABLE)
                connection.executemany(_ADD, rows)
                connection.execute("DELETE FROM spent WHERE day < ?", (oldest,))

    def rows(self, days: int) -> list[Row]:
        """The last `days` days, newest first. Raises OSError when the file cannot be read."""
        self.flush()
        if not self.path.exists():
            return []
        since = (self._today() - datetime.timedelta(days - 1)).isoformat()
        query = "SELECT * FROM spent WHERE day >= ? ORDER BY day DESC, model, role"
        try:
            with self._connection() as connection:
                return [Row(row[0], row[1], row[2], Spent(*row[3:])) for row in connection.execute(query, (since,))]
        except sqlite3.Error as error:
            raise OSError(f"{self.path}: {error}; delete it to begin anew") from error

    @contextlib.contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self.path, timeout=5.0)
        try:
            with connection:
                yield connection
        finally:
            connection.close()
