from __future__ import annotations

from lacewing.engine.engine import Engine, EngineQuery
from lacewing.engine.evidence import EXPERTS

OPEN = """class Reader:
    def read(self, path):
        self.notes.append(path, "reads")
        return self.files.load(path)

    def drop(self, name):
        self.notes.append(name, "drops")
        return self.files.remove(name)

    def keep(self, title):
        self.notes.append("""
ELSEWHERE = "def first(window):\n    window.show(title, 3)\n\ndef second(panel):\n    panel.show(label, 4)\n"


def foreseen(expert: str, text: str, *learned: str) -> dict[str, float]:
    engine = Engine()
    for number, each in enumerate(learned):
        engine.learn(f"f{number}.py", each)
    engine.settle()
    evidence = engine._place(EngineQuery("open.py", text, word_ends=True)).predictor._evidence()
    found = evidence.distributions[EXPERTS.index(expert)]
    return {engine._vocabulary.texts[token]: weight for token, weight in found.items()}


def best(found: dict[str, float]) -> str:
    return max(found, key=found.__getitem__)


def test_places_alike_in_several_ways_count_most() -> None:
    found = foreseen("file_alike", OPEN)
    assert best(found) == "name"  # the later of the two calls that are the same so far
    assert found["name"] > found["path"] > 20 * found.get("self", 0.0)


def test_names_that_stood_before_are_replaced_by_those_that_stand_here() -> None:
    found = foreseen("file_alike_renamed", OPEN)
    assert best(found) == "title"


def test_the_project_s_places_are_weighed_too() -> None:
    text = "def third(door):\n    door.show("
    assert {"title", "label"} <= set(foreseen("project_alike", text, ELSEWHERE))
    assert foreseen("project_alike", text) == foreseen("project_alike_renamed", text) == {}


def test_where_nothing_stands_before_nothing_is_foreseen() -> None:
    for text in ("", "\n", "x", "x = (", "日本 = "):
        assert foreseen("file_alike", text) == foreseen("file_alike_renamed", text) == {}
        for expert in ("project_alike", "project_alike_renamed"):
            assert all(weight > 0 for weight in foreseen(expert, text, ELSEWHERE).values())
