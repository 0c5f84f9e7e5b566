"""Lexing in several processes gives what one process gives, byte for byte."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

import lacewing
from lacewing.engine.engine import Engine
from lacewing.services import lexing
from lacewing.services.lexing import lexed

FILES = sorted(Path(lacewing.__file__).parent.rglob("*.py"))[:120]


def test_processes_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexing, "_PART_BYTES", 50_000)
    monkeypatch.setattr(lexing, "_WORTH_A_PROCESS", 100_000)
    files = [(path.as_posix(), path.read_bytes()) for path in FILES]
    hashes = []
    for processes in (1, 2):
        engine = Engine(threads=processes)
        batches = list(lexed(files, (), processes))
        assert len(batches) > 2
        for batch in batches:
            engine.learn_batch(batch)
        engine.save(tmp_path / "engine")
        hashes.append(hashlib.sha256((tmp_path / "engine").read_bytes()).hexdigest())
    assert len(set(hashes)) == 1


def test_a_batch_is_learned_as_files_are_one_by_one() -> None:
    files = [(path.as_posix(), path.read_bytes()) for path in FILES[:20]]
    one, other = Engine(), Engine()
    for path, data in files:
        one.learn(path, data.decode())
    for batch in lexed(files, (), 1):
        other.learn_batch(batch)
    one.settle()
    other.settle()
    (segment,), (like,) = one._store.snapshot.segments, other._store.snapshot.segments
    assert np.array_equal(segment.tokens, like.tokens)
    assert segment.files == like.files
    assert one.paths() == other.paths()
