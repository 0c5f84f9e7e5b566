from __future__ import annotations

import numpy as np
import pytest

from lacewing.engine.engine import Engine, EngineQuery
from lacewing.engine.features import CANDIDATE_FEATURES, PLACE_FEATURES

CODE = """from shapes import Circle, Square

class Drawing:
    def area(self, circle, unit):
        total = circle.radius * unit
        """


def table(engine: Engine, text: str) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    """The features of each candidate behind `text`, by name, and those of the place."""
    candidates, rows, place = engine._place(EngineQuery("drawing.py", text)).predictor.features()
    assert np.isfinite(rows).all()
    assert np.isfinite(place).all()
    assert rows.shape == (len(candidates) + 1, len(CANDIDATE_FEATURES))
    named = {
        engine._vocabulary.texts[token]: dict(zip(CANDIDATE_FEATURES, row.tolist(), strict=True))
        for token, row in zip(candidates, rows, strict=False)
    }
    return named, dict(zip(PLACE_FEATURES, place.tolist(), strict=True))


def test_where_a_name_stood_is_known() -> None:
    found, place = table(Engine(), CODE + "return ")
    assert found["Square"]["imported_unused"] == 1.0
    assert found["unit"]["in_header"] == 1.0
    assert found["unit"]["last_in_header"] == 0.0
    assert found["circle"]["times"] == pytest.approx(np.log(3))
    assert found["total"]["on_line_above"] == 1.0
    assert found["circle"]["same_as_0"] == 0.0
    assert place["depth"] == pytest.approx(2 / 3)
    assert place["string"] == place["comment"] == 0.0


def test_names_are_compared_with_names_in_play() -> None:
    found, _ = table(Engine(), CODE + "Circle ")
    assert found["circle"]["same_as_0"] == 1.0
    assert found["unit"]["part_of_0"] == 0.0


@pytest.mark.parametrize(
    ("text", "wanted"), [('x = "a', (1, 0)), ("x = 1  # a", (0, 1)), ('"""a\nb', (0, 1)), ("'a' b", (0, 0))]
)
def test_strings_and_comments_are_told(text: str, wanted: tuple[int, int]) -> None:
    _, place = table(Engine(), text + " ")
    assert (place["string"], place["comment"]) == wanted
