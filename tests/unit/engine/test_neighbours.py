from __future__ import annotations

from lacewing.engine.engine import Engine, EngineQuery
from lacewing.engine.neighbours import Neighbours
from lacewing.engine.roles import Role

READING = "stream = open_stream(path)\ndecoder = make_decoder(stream)\nheader = decoder.read_header()\n"
OTHER = "window = create_window(title)\nwindow.show_all()\n"


def neighbours(*texts: str) -> tuple[Engine, Neighbours]:
    engine = Engine()
    for number, text in enumerate(texts):
        engine.learn(f"f{number}.py", text)
    engine.settle()
    place = engine._place(EngineQuery("open.py", READING[:30]))
    return engine, Neighbours(place._focus, engine._vocabulary, engine._roles)


def named(engine: Engine, found: dict[int, float]) -> dict[str, float]:
    return {engine._vocabulary.texts[token]: weight for token, weight in found.items()}


def test_names_near_the_names_in_play_are_foreseen() -> None:
    engine, found = neighbours(READING, OTHER)
    around = named(engine, found.around([engine._vocabulary.number("make_decoder"), engine._vocabulary.number("(")]))
    assert {"stream", "decoder", "read_header"} <= set(around)
    assert around["stream"] > around["read_header"]
    assert "show_all" not in around


def test_what_stands_in_a_role_in_files_alike() -> None:
    engine, found = neighbours(READING, OTHER)
    assert {"read_header", "show_all"} == set(named(engine, found.alike(Role.MEMBER)))
    assert found.alike(Role.AT) == {}


def test_an_empty_project_says_nothing() -> None:
    engine, found = neighbours()
    assert found.around([engine._vocabulary.number("stream")]) == {}
    assert found.alike(Role.MEMBER) == {}
