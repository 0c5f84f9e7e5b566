from __future__ import annotations

import threading
from pathlib import Path

import pytest

from lacewing.engine.engine import Engine, EngineQuery
from lacewing.engine.options import EngineOptions
from lacewing.storage.arrays import DamagedArraysError

SERVER = Path(__file__).resolve().parents[3] / "server" / "lacewing"
# How much a loaded machine gets done in a few milliseconds is not asked here.
PATIENT = EngineOptions(budget_ms=60_000)
READER = "def read(path):\n    with open(path, encoding='utf-8') as file:\n        return file.read()\n"


def taught(**files: str) -> Engine:
    engine = Engine(PATIENT)
    for name, text in files.items():
        engine.learn(f"{name}.py", text)
    engine.settle()
    return engine


@pytest.fixture(scope="module")
def project() -> Engine:
    engine = Engine()
    for path in sorted((SERVER / "text").glob("*.py")) + sorted((SERVER / "syntax").glob("*.py")):
        engine.learn(path.name, path.read_text("utf-8"))
    engine.settle()
    return engine


def test_what_was_learned_is_offered() -> None:
    engine = taught(**{f"m{number}": READER.replace("path", f"p{number}") for number in range(4)})
    query = EngineQuery("new.py", "def load(name):\n    with open(name, enc")
    assert engine.line(query, 0.3).cuts[-1].text.startswith("oding='utf-8') as file")
    assert engine.complete_line(query)[0].text.startswith("oding=")


def test_names_are_copied_through_a_renaming() -> None:
    files = {f"m{n}": READER.replace("path", f"p{n}").replace("read", f"r{n}") for n in range(12)}
    engine = taught(**files)
    best = engine.predict(EngineQuery("new.py", "def load(name):\n    with open(")).tokens[0]
    assert best[0] == "name"


def test_probabilities_sum_to_one(project: Engine) -> None:
    prediction = project.predict(EngineQuery("x.py", "from __future__ import "))
    assert sum(share for _, share in prediction.tokens) + prediction.unknown == pytest.approx(1, abs=1e-4)
    assert prediction.tokens[0][0] == "annotations"
    assert prediction.tokens[0][1] > 0.8


def test_confidence_falls_with_every_token_and_never_passes_the_line(project: Engine) -> None:
    cuts = project.line(EngineQuery("x.py", "from __future__ import annotations\n\nimport "), 0.0).cuts
    shares = [cut.confidence for cut in cuts]
    assert all(cut.confidence <= cut.weakest <= 1 for cut in cuts)
    assert [cut.weakest for cut in cuts] == sorted((cut.weakest for cut in cuts), reverse=True)
    assert shares == sorted(shares, reverse=True)
    assert all("\n" not in cut.text for cut in cuts)


BLOCK = "def read{0}(path):\n    if not path:\n        return None\n    with open(path) as file:\n        pass\n\n\n"


def test_whole_lines_are_foreseen_where_they_are_sure_and_indented_as_the_file_is() -> None:
    engine = taught(**{f"m{number}": BLOCK.format(number) * 3 for number in range(6)})
    before = "\tdef read(self, path):\n\t\tif not path:\n\t\t\treturn None\n\t\twith open(path) as file:\n\t\t\tpass\n"
    written = f"class A:\n{before}\n\tdef load(self, path):\n\t\tif not p"
    line = engine.line(EngineQuery("new.py", written))
    assert line.cuts[-1].text == "ath:"
    assert line.blocks[0].text == "ath:\n\t\t\treturn None"
    assert [ghost.confidence for ghost in line.blocks] == sorted((g.confidence for g in line.blocks), reverse=True)
    assert all(ghost.whole_line and ghost.confidence <= line.cuts[-1].confidence for ghost in line.blocks)
    assert engine.complete_line(EngineQuery("new.py", written))[0].text.startswith("ath:\n\t\t\treturn None")


def test_blocks_can_be_switched_off() -> None:
    engine = Engine(EngineOptions(max_block_lines=1))
    for number in range(6):
        engine.learn(f"m{number}.py", BLOCK.format(number) * 3)
    engine.settle()
    line = engine.line(EngineQuery("new.py", "def load(path):\n    if not p"))
    assert line.cuts[-1].whole_line
    assert not line.blocks


def test_what_somebody_else_wrote_is_judged_by_what_the_project_writes(project: Engine) -> None:
    query = EngineQuery("x.py", "from __future__ import anno")
    before = project.predict(query)
    known, unknown = project.likelihood(query, "tations\n"), project.likelihood(query, "ying(1)")
    assert 0 < unknown < 0.2 < 0.5 < known <= 1
    assert project.likelihood(query, " \n") <= 1
    assert project.likelihood(EngineQuery("x.py", ""), "") == 0
    again = project.predict(query)  # a new word is a candidate from now on, and one of no weight
    assert again.tokens[0][0] == before.tokens[0][0]
    assert again.tokens[0][1] == pytest.approx(before.tokens[0][1], abs=1e-4)


def test_next_tokens_begin_with_the_stem(project: Engine) -> None:
    query = EngineQuery("x.py", "from __future__ import annotations\n\n\ndef f(offset: int) -> None:\n    return off")
    found = project.next_tokens(query, "off", 5)
    assert found[0][0] == "offset"
    assert all(name.startswith("off") for name, _ in found)
    assert [share for _, share in found] == sorted((share for _, share in found), reverse=True)


def test_the_stale_copy_of_the_open_file_is_masked() -> None:
    engine = taught(old="unusual_name = make_something_special(1, 2, 3)\n" * 3)
    inside = engine.line(EngineQuery("old.py", "unusual_name = "), 0.0).cuts
    outside = engine.line(EngineQuery("other.py", "unusual_name = "), 0.0).cuts
    assert outside[0].text == "make_something_special"
    assert not inside or inside[0].text != "make_something_special"


def test_a_changed_file_counts_as_it_is_now() -> None:
    engine = taught(a="first_choice = alpha_value\n" * 5)
    engine.learn("a.py", "first_choice = omega_value\n" * 5)
    texts = [text for text, _ in engine.predict(EngineQuery("b.py", "first_choice = ")).tokens]
    assert texts[0] == "omega_value"
    assert "alpha_value" not in texts


def test_a_forgotten_file_is_never_quoted() -> None:
    engine = taught(a="password_holder = hidden_thing\n" * 5, b="x = 1\n")
    engine.forget("a.py")
    query = EngineQuery("b2.py", "password_holder = hid")
    assert "hidden_thing" not in [text for text, _ in engine.predict(query).tokens]
    assert engine.paths() == ["b.py"]


def test_limits() -> None:
    engine = Engine(EngineOptions(max_file_kb=1, max_source_mb=1))
    assert not engine.learn("big.py", "x = 1\n" * 400)
    assert engine.learn("small.py", "x = 1\n")
    assert engine.paths() == ["small.py"]
    small = Engine(EngineOptions(max_source_mb=0))
    assert not small.learn("a.py", "x = 1\n")


def test_many_updates_stay_few_segments() -> None:
    engine = Engine()
    for number in range(40):
        engine.learn(f"f{number % 12}.py", READER.replace("read", f"read{number}") * 20)
        engine.settle()
    assert len(engine._store.snapshot.segments) <= 4
    assert len(engine.paths()) == 12
    text = " ".join(text for text, _ in engine.predict(EngineQuery("q.py", "def rea")).tokens)
    assert "read39" in text
    assert "read1 " not in text + " "


def test_segments_of_changes_in_a_row_are_merged_at_last() -> None:
    engine = Engine()
    for number in range(30):
        engine.learn(f"file{number}.py", "\n".join(f"word_{number}_{each} = {each}" for each in range(1500)))
        engine.predict(EngineQuery("open.py", "x = ", ""))
    engine.settle()
    assert len(engine._store.snapshot.segments) <= 4
    assert engine.paths() == sorted(f"file{number}.py" for number in range(30))


def test_same_calls_same_answers() -> None:
    def answers() -> list[object]:
        engine = taught(a=READER, b=READER.replace("path", "name"))
        return [engine.line(EngineQuery("c.py", READER[:end], "\n"), 0.0) for end in range(0, len(READER), 5)]

    assert answers() == answers()


def test_deleting_and_typing_otherwise_is_like_typing_at_once(project: Engine) -> None:
    text = "def f(source: Source) -> int:\n    return source.lines.line_of(source.data)\n\nx = source."
    project.predict(EngineQuery("one/new.py", text))
    project.predict(EngineQuery("one/new.py", text[:-20]))
    project.predict(EngineQuery("one/new.py", text[:-20] + "y = f("))
    again = project.predict(EngineQuery("one/new.py", text))
    assert again.tokens[:5] == project.predict(EngineQuery("two/new.py", text)).tokens[:5]


@pytest.mark.parametrize(
    "prefix", ["", "\n", "   ", "\r\n\r\n", "日本語 = ", "🎉", "\t\tx", "a" * 300, "((((", "\ufeffimport "]
)
def test_any_text_is_answered(project: Engine, prefix: str) -> None:
    for suffix in ("", "\r\nnext line\r\n", "🎉 = 1"):
        ghosts = project.complete_line(EngineQuery("any", prefix, suffix))
        assert all("\r" not in ghost.text and 0 <= ghost.confidence <= 1 for ghost in ghosts)


def test_saved_engine_answers_the_same(tmp_path: Path, project: Engine) -> None:
    file = tmp_path / "engine.bin"
    project.save(file)
    loaded = Engine.load(file)
    query = EngineQuery("x.py", "from __future__ import annotations\n\nfrom lacewing.text.position import ")
    said, again = project.predict(query).tokens[:10], loaded.predict(query).tokens[:10]
    assert [text for text, _ in again] == [text for text, _ in said]
    assert [share for _, share in again] == pytest.approx([share for _, share in said], abs=1e-4)
    assert loaded.paths() == project.paths()
    loaded.learn("new.py", "brand_new_name = 1\n" * 4)
    assert "brand_new_name" in [text for text, _ in loaded.predict(EngineQuery("y.py", "brand")).tokens]


def test_saving_waits_for_what_is_being_indexed_beside_and_writes_it(tmp_path: Path) -> None:
    engine = Engine()
    for number in range(60):
        lines = (f"def function_{number}_{at}(a, b):\n    return call_{number}(a, {at}, b)\n" for at in range(60))
        engine.learn(f"f{number}.py", "".join(lines))
    engine._store._learned_at -= 10  # learning has paused
    engine.predict(EngineQuery("open.py", "def "))
    assert engine._store._settler is not None
    saving = threading.Thread(target=engine.save, args=(tmp_path / "e",), daemon=True)
    saving.start()
    saving.join(60)
    assert not saving.is_alive()
    assert len(Engine.load(tmp_path / "e").paths()) == 60


def test_an_unchanged_file_is_not_learned_twice(tmp_path: Path) -> None:
    engine = taught(a=READER)
    engine.save(tmp_path / "e")
    loaded = Engine.load(tmp_path / "e")
    snapshot = loaded._store.snapshot
    assert loaded.learn("a.py", READER)
    loaded.settle()
    assert loaded._store.snapshot is snapshot


def test_forgotten_files_stay_forgotten_on_disk(tmp_path: Path) -> None:
    engine = taught(a="first = alpha_word\n" * 9, b="second = 2\n" * 9)
    engine.forget("a.py")
    engine.save(tmp_path / "e")
    loaded = Engine.load(tmp_path / "e")
    assert loaded.paths() == ["b.py"]
    assert "alpha_word" not in [text for text, _ in loaded.predict(EngineQuery("c.py", "first = ")).tokens]


@pytest.mark.parametrize("damage", ["cut", "flip header", "flip array", "empty", "other"])
def test_a_damaged_file_is_refused_by_name(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "engine.bin"
    taught(a=READER).save(file)
    data = bytearray(file.read_bytes())
    match damage:
        case "cut":
            data = data[:-100]
        case "flip header":
            data[40] ^= 255
        case "flip array":
            data[-1000:] = bytes(byte ^ 255 for byte in data[-1000:])
        case "empty":
            data = bytearray()
        case "other":
            data = bytearray(b"something else entirely, and long enough to be read as a header" * 9)
    file.write_bytes(data)
    with pytest.raises(DamagedArraysError, match=r"engine\.bin"):
        Engine.load(file)


def test_an_empty_engine_can_be_saved(tmp_path: Path) -> None:
    Engine().save(tmp_path / "sub" / "e")
    assert Engine.load(tmp_path / "sub" / "e").paths() == []


def test_an_empty_project_knows_the_open_file() -> None:
    found = Engine().predict(EngineQuery("a.py", "unusual_name = 1\nprint(unus")).tokens
    assert found[0][0] == "unusual_name"
