"""Which of the foreseen texts are offered, and how sure they are said to be."""

from __future__ import annotations

import pytest

from lacewing.engine.calibration import FEATURES, Calibration, features_of, kind_of, shipped_calibration
from lacewing.engine.choice import choose, whole_line
from lacewing.engine.decode import Line
from lacewing.engine.options import EngineOptions
from lacewing.engine.types import Ghost

AS_SAID = Calibration(
    {kind: {"bias": 0.0, "logit": 1.0, "length": 0.0, "weakest": 0.0} for kind in ("part", "line", "block")}
)
CUTS = (
    Ghost("a", 0.99, False),
    Ghost("ab.cd", 0.9, False),
    Ghost("ab.cdefghij", 0.6, False),
    Ghost("ab.cdefghij)", 0.5, True),
)
BLOCKS = (Ghost("ab.cdefghij)\n    x", 0.45, True), Ghost("ab.cdefghij)\n    x\n    y", 0.4, True))


def texts(line: Line, refused: int = 0, **settings: float) -> list[str]:
    options = EngineOptions(**{"block_threshold": 0.99, "least_gain": 2.5, **settings})  # type: ignore[arg-type]
    return [ghost.text for ghost in choose(line, options, AS_SAID, refused)]


def test_a_text_is_offered_for_what_it_saves() -> None:
    assert texts(Line(CUTS), line_threshold=0.55, part_threshold=0.65) == ["ab.cd"]
    assert texts(Line(CUTS), line_threshold=0.4, part_threshold=0.5) == ["ab.cdefghij)", "ab.cdefghij"]
    assert not texts(Line(CUTS), line_threshold=0.95, part_threshold=0.95)
    assert not texts(Line(CUTS), least_gain=20.0)


def test_the_longest_likely_block_goes_first_and_the_line_is_kept_for_when_it_does_not_fit() -> None:
    settings = {"line_threshold": 0.4, "part_threshold": 0.7}
    line = Line(CUTS, BLOCKS)
    assert texts(line, **settings) == ["ab.cdefghij)", "ab.cd"]
    assert texts(line, block_threshold=0.42, **settings)[0] == BLOCKS[0].text
    assert texts(line, block_threshold=0.35, **settings)[:2] == [BLOCKS[1].text, "ab.cdefghij)"]


def test_after_a_refused_text_the_next_must_be_surer() -> None:
    settings = {"line_threshold": 0.49, "part_threshold": 0.88}
    assert texts(Line(CUTS), **settings) == ["ab.cdefghij)", "ab.cd"]
    assert texts(Line(CUTS), 1, **settings) == []
    options = EngineOptions(line_threshold=0.49, least_gain=0.0)
    assert whole_line(Line(CUTS), options, AS_SAID) == CUTS[-1]
    assert whole_line(Line(CUTS), options, AS_SAID, 1) is None
    assert whole_line(Line(CUTS[:-1]), options, AS_SAID) is None


def test_kinds_and_features() -> None:
    assert [kind_of(ghost) for ghost in (CUTS[0], CUTS[-1], BLOCKS[0])] == ["part", "line", "block"]
    assert features_of(Ghost("12345678", 0.5, False, 0.5)) == pytest.approx((1.0, 0.0, 0.0, 0.0))
    assert features_of(Ghost("12345678", 0.5, False, 0.7))[3] > 0
    assert all(map(abs, features_of(Ghost("", 1.0, False))))
    with pytest.raises(KeyError):
        Calibration({"part": dict.fromkeys(FEATURES, 0.0)})


def test_the_shipped_calibration_lets_surer_texts_be_surer_and_none_be_certain() -> None:
    calibration = shipped_calibration()
    for text, whole in (("abcdefgh", False), ("abcdefgh", True), ("abcdefgh\n    ijkl", True)):
        shares = [calibration.confidence(Ghost(text, said, whole, said)) for said in (0.0, 0.3, 0.6, 0.9, 1.0)]
        assert shares == sorted(shares)
        assert 0 < shares[0] < 0.2
        assert 0.9 < shares[-1] < 1
