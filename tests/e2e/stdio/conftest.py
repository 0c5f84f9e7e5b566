"""Server processes for the tests over stdio."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from lsp_client import SECONDS, Client

TRAP_SERVER = Path(__file__).with_name("trap_server.py")


@dataclass(frozen=True)
class Trap:
    """A session with the trap server; `marks` is where its handlers leave files."""

    client: Client
    marks: Path

    def wait_mark(self, name: str) -> None:
        deadline = time.monotonic() + SECONDS
        while not (self.marks / name).exists():
            assert time.monotonic() < deadline, f"no mark {name}: {self.client.errors()}"
            time.sleep(0.005)
        (self.marks / name).unlink()


def start_trap(marks: Path, *arguments: str) -> Client:
    return Client([sys.executable, str(TRAP_SERVER), str(marks), *arguments])


@pytest.fixture(scope="module")
def trap(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trap]:
    """One initialized session for all tests of a module."""
    marks = tmp_path_factory.mktemp("marks")
    with start_trap(marks) as client:
        client.initialize()
        yield Trap(client, marks)
        assert client.close() == 0, client.errors()


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Trap]:
    """A session of its own, not initialized."""
    with start_trap(tmp_path) as client:
        yield Trap(client, tmp_path)
