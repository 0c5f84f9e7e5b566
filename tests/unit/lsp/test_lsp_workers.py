from __future__ import annotations

import contextvars
import threading

import pytest

from lacewing.lsp.cancel import CancelToken, RequestCancelledError
from lacewing.lsp.workers import WorkPool

LIMIT = 10.0


def test_results_and_errors_come_through_the_future() -> None:
    pool = WorkPool("test", 2)
    assert pool.submit(lambda a, b: a + b, 1, 2).result(LIMIT) == 3
    with pytest.raises(ZeroDivisionError):
        pool.submit(lambda: 1 // 0).result(LIMIT)


def test_as_many_run_at_once_as_the_pool_has_threads_and_no_more() -> None:
    pool, meeting, release = WorkPool("test", 3), threading.Barrier(4), threading.Event()

    def work() -> None:
        meeting.wait(LIMIT)
        release.wait(LIMIT)

    futures = [pool.submit(work) for _ in range(3)]
    meeting.wait(LIMIT)
    waiting = pool.submit(lambda: "ran")
    assert not waiting.running()
    assert waiting.cancel()
    release.set()
    for future in futures:
        future.result(LIMIT)
    assert pool.submit(lambda: "again").result(LIMIT) == "again"


def test_work_runs_in_its_callers_context() -> None:
    variable = contextvars.ContextVar("variable", default="unset")
    pool = WorkPool("test", 1)
    variable.set("callers")
    assert pool.submit(variable.get).result(LIMIT) == "callers"


def test_a_token_stops_who_polls_it() -> None:
    token = CancelToken()
    token.check()
    token.cancel()
    assert token.cancelled
    with pytest.raises(RequestCancelledError):
        token.check()
