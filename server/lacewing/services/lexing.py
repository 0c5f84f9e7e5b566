"""Lexing many files in several processes: the same tokens in the same order as one process gives.

Each process has one part at a time, so that neither side waits for the other with its pipe full; it ends when its
pipe does. Files go over as they are, tokens come back.
"""

from __future__ import annotations

import contextlib
import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from lacewing.engine.batch import Batch, lex_batch
from lacewing.engine.lexer import Lexer
from lacewing.engine.secrets import Secrets
from lacewing.engine.vocabulary import Vocabulary
from lacewing.model.redaction.types import OwnPattern

_PART_BYTES = 1_500_000
_WORTH_A_PROCESS = 10_000_000

Files = list[tuple[str, bytes]]


def secrets_with(own: Sequence[OwnPattern]) -> Secrets:
    """What nobody should see again, an organisation's `own` patterns included."""
    from lacewing.model.redaction.detect import Detector

    return Secrets(Detector(own), every_line=bool(own))


def lexed(files: Iterable[tuple[str, bytes]], own: Sequence[OwnPattern], processes: int) -> Iterator[Batch]:
    """The tokens of `files` (paths and UTF-8 texts), in their order, by as many `processes` as that is worth."""
    parts = _parts(files)
    first: list[Files] = []
    while len(first) * _PART_BYTES < _WORTH_A_PROCESS and (part := next(parts, None)) is not None:
        first.append(part)
    if processes < 2 or len(first) * _PART_BYTES < _WORTH_A_PROCESS:
        lexer = Lexer(Vocabulary(), secrets_with(own))
        for part in (*first, *parts):
            yield _lexed(part, lexer)
        return

    def all_parts() -> Iterator[Files]:
        yield from first
        yield from parts

    with _Workers(own, processes) as workers:
        yield from workers.run(all_parts())


class _Workers:
    def __init__(self, own: Sequence[OwnPattern], count: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipes: list[Connection] = []
        self._processes: list[BaseProcess] = []
        for _ in range(count):
            here, there = context.Pipe()
            process = context.Process(target=_work, args=(there, tuple(own)), daemon=True)
            process.start()
            there.close()
            self._pipes.append(here)
            self._processes.append(process)

    def run(self, parts: Iterator[Files]) -> Iterator[Batch]:
        """The tokens of each part, in order. Raises EOFError when a process has died."""
        numbers = count()
        idle, busy = list(self._pipes), {}
        done: dict[int, Batch] = {}
        wanted = 0
        while True:
            while idle and (part := next(parts, None)) is not None:
                pipe = idle.pop()
                pipe.send(part)
                busy[pipe] = next(numbers)
            if not busy:
                break
            for ready in wait(list(busy)):
                assert isinstance(ready, Connection)
                done[busy.pop(ready)] = ready.recv()
                idle.append(ready)
            while wanted in done:
                yield done.pop(wanted)
                wanted += 1

    def __enter__(self) -> _Workers:
        return self

    def __exit__(self, *_error: object) -> None:
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            process.join()


def _work(pipe: Connection, own: tuple[OwnPattern, ...]) -> None:
    lexer = Lexer(Vocabulary(), secrets_with(own))
    with contextlib.suppress(EOFError, OSError):
        while True:
            pipe.send(_lexed(pipe.recv(), lexer))


def _lexed(files: Files, lexer: Lexer) -> Batch:
    return lex_batch(((path, data.decode("utf-8", "replace")) for path, data in files), lexer)


def _parts(files: Iterable[tuple[str, bytes]]) -> Iterator[Files]:
    part: Files = []
    size = 0
    for path, data in files:
        part.append((path, data))
        size += len(data)
        if size >= _PART_BYTES:
            yield part
            part, size = [], 0
    if part:
        yield part
