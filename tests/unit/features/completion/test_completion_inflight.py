from __future__ import annotations

import asyncio

import pytest

from lacewing.features.completion.hole import Text, hole_at
from lacewing.features.completion.inflight import Flight, Flights, agrees


def marked(text: str) -> tuple[Text, int]:
    before, _, after = text.partition("█")
    return Text((before + after).encode()), len(before.encode())


@pytest.mark.parametrize(
    ("arrived", "now", "goes_on"),
    [
        ("", "x = 宽█\ny\n", True),
        ("宽度", "x = 宽█\ny\n", True),
        ("宽", "x = 宽度(█\ny\n", True),
        ("宽", "x = 宽度(█)\ny\n", True),
        ("高", "x = 宽█\ny\n", False),
        ("宽度", "x =█\ny\n", True),
        ("宽度", "█\ny\n", False),
        ("宽度", "x = █\nz\n", False),
        ("宽度", "w\nx = █\ny\n", False),
        ("x = 宽度", "x = 宽█\ny\n", True),
        ("```python\n宽度", "x = 宽█\ny\n", True),
        ("宽度", "x = 宽\n█\ny\n", False),
    ],
)
def test_a_stream_goes_on_while_its_answer_may_be_right(arrived: str, now: str, goes_on: bool) -> None:
    flight = Flight("a.py", hole_at(*marked("x = █\ny\n")), text=arrived)
    assert agrees(flight, *marked(now)) is goes_on


async def _long(_flight: Flight) -> None:
    await asyncio.sleep(60)


@pytest.mark.asyncio
async def test_going_elsewhere_stops_what_was_asked() -> None:
    flights = Flights()
    here = marked("x = █\ny\n")
    flight = flights.launch(Flight("a.py", hole_at(*here), sent=True), _long)
    assert flights.steer("a.py", *here) is flight
    assert flights.steer("b.py", *here) is None
    await asyncio.wait_for(flight.landed.wait(), 10)
    assert not flights.busy


@pytest.mark.asyncio
async def test_what_was_not_sent_yet_is_dropped_for_the_newer() -> None:
    flights = Flights()
    flight = flights.launch(Flight("a.py", hole_at(*marked("x = █\ny\n"))), _long)
    assert flights.steer("a.py", *marked("x = a█\ny\n")) is None
    await asyncio.wait_for(flight.landed.wait(), 10)


@pytest.mark.asyncio
async def test_what_is_asked_ahead_answers_once_the_user_is_there() -> None:
    flights = Flights()
    text, offset = marked("x = 宽度█\ny\n")
    flight = flights.launch(Flight("a.py", hole_at(text, offset), ahead=True, sent=True), _long)
    assert flights.steer("a.py", *marked("x = 宽█\ny\n")) is None
    assert flights.busy
    assert flights.steer("a.py", text, offset) is flight
    flights.stop()
    await asyncio.wait_for(flight.landed.wait(), 10)
