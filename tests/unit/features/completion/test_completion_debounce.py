from __future__ import annotations

import pytest

from lacewing.features.completion.debounce import Pace, answered, delay, pause, typed


def typing(interval: float, keys: int = 30, answer: float = 0.5) -> Pace:
    pace = Pace(answer=answer)
    for number in range(keys):
        pace = typed(pace, number * interval)
    return pace


def test_answers_that_come_between_two_keys_are_not_waited_with() -> None:
    assert delay(typing(0.2, answer=0.1), 1.0) == 0.0


@pytest.mark.parametrize("interval", [0.05, 0.1, 0.2, 0.3])
def test_slow_answers_wait_for_a_pause_at_the_users_pace(interval: float) -> None:
    assert delay(typing(interval, answer=2.0), 1.0) == pytest.approx(interval)


def test_the_slower_the_answers_the_longer_the_wait_up_to_the_setting() -> None:
    waits = [delay(typing(0.3, answer=seconds), 0.25) for seconds in (0.1, 0.35, 0.45, 1.0)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (0.0, 0.25)


def test_a_longer_rest_is_no_interval() -> None:
    pace = typed(typing(0.1), 1000.0)
    assert pause(pace) == pytest.approx(0.1)
    assert pause(Pace()) > 0


def test_most_keys_of_an_uneven_pace_come_within_the_pause() -> None:
    pace, at = Pace(), 0.0
    for number in range(24):
        at += 0.4 if number % 4 == 0 else 0.1
        pace = typed(pace, at)
    assert pause(pace) == pytest.approx(0.1)


def test_answer_times_are_learned() -> None:
    pace = Pace()
    for _ in range(20):
        pace = answered(pace, 2.0)
    assert pace.answer == pytest.approx(2.0, rel=0.01)
