"""The index's answers, alone and under the overlay of open documents."""

import itertools
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from lacewing.project.extract import extract
from lacewing.project.facts import Facts
from lacewing.project.index import Index, Located
from lacewing.project.index_writer import drop_orphans, remove_files, write_outcomes
from lacewing.project.outcome import Outcome, pack_outcome, unpack_outcome
from lacewing.project.stored_facts import facts_key, to_stored
from lacewing.storage.database import Database
from lacewing.syntax.language import languages

SHAPES = '''\
"""Shapes."""
import math
from .base import Base as Root


class Shape(Root):
    """A 形 🦋."""

    def area(self, scale: float = 1.0, *rest, key=None) -> float:
        """How large."""
        return math.pi * scale

    def areal(self):
        return self.area(2)


def make_shape():
    return Shape().area()
'''
USES = "from shapes import make_shape\n\n\ndef area():\n    make_shape()\n    make_shape()\n\n\nAREA = make_shape\n"


def facts_of(text: str, language: str = "python") -> Facts:
    return extract(text.encode(), languages()[language])


def store(database: Database, path: str, text: str) -> None:
    language = languages()["python"]
    key = facts_key(text.encode(), language)
    stored = to_stored(key, facts_of(text), b"digest of " + path.encode())
    outcome = Outcome(path, "facts", len(text), 1, "", key, stored)
    frame = pack_outcome(outcome)
    with database.writing() as connection:
        assert write_outcomes(connection, [(unpack_outcome(frame[4:]), "python")]) == []


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "index.sqlite")
    store(database, "lib/shapes.py", SHAPES)
    store(database, "uses.py", USES)
    yield database
    database.close()


@pytest.fixture
def index(database: Database) -> Index:
    return Index(database)


def test_places_in_texts_are_no_names(index):
    index.set_overlay("a.json", facts_of('{"area": 1}', "json"))
    index.set_overlay("a.css", facts_of(".area { --area-size: 1px }", "css"))
    assert [symbol.name for symbol in index.symbols_in("a.json")] == ["area"]
    assert {at.path for at in index.symbols_named("area")} == {"lib/shapes.py", "uses.py"}
    assert "a.json" not in {at.path for at in index.search("area")}
    assert "a.css" in {at.path for at in index.search("area")}


def test_stored_places_in_texts_are_no_names(database):
    text = "# area\n"
    language = languages()["markdown"]
    key = facts_key(text.encode(), language)
    stored = to_stored(key, facts_of(text, "markdown"))
    with database.writing() as connection:
        assert write_outcomes(connection, [(Outcome("a.md", "facts", 7, 1, "", key, stored), "markdown")]) == []
    index = Index(database)
    assert [symbol.name for symbol in index.symbols_in("a.md")] == ["area"]
    assert {at.path for at in index.symbols_named("area")} == {"lib/shapes.py", "uses.py"}
    assert "a.md" not in {at.path for at in index.symbols_with_prefix("", 1000)}


def shown(found: list[Located]) -> list[str]:
    return [f"{at.path}:{at.symbol.qualified_name}" for at in found]


def test_facts_come_back_as_they_were_made(index):
    assert index.files() == ["lib/shapes.py", "uses.py"]
    assert index.facts("lib/shapes.py") == facts_of(SHAPES)
    assert index.symbols_in("lib/shapes.py") == list(facts_of(SHAPES).symbols)
    assert index.facts("missing.py") is None
    assert index.symbols_in("missing.py") == []


def test_keys_and_digests(database, index):
    keys = index.keys()
    assert keys == {
        path: facts_key(text.encode(), languages()["python"])
        for path, text in {"lib/shapes.py": SHAPES, "uses.py": USES}.items()
    }
    wanted = ["uses.py", "missing.py", "lib/shapes.py"]
    assert list(index.digests(wanted)) == [
        (path, keys[path], b"digest of " + path.encode()) for path in ("uses.py", "lib/shapes.py")
    ]
    store(database, "copy.py", USES)
    assert index.keys()["copy.py"] == keys["uses.py"]
    assert next(index.digests(["copy.py"])) == ("copy.py", keys["uses.py"], b"digest of uses.py")
    index.set_overlay("uses.py", facts_of(SHAPES))
    assert index.keys()["uses.py"] == keys["uses.py"]
    assert len(list(index.digests(["copy.py"] * 1000))) == 1000


def test_names(index):
    assert shown(index.symbols_named("area")) == ["lib/shapes.py:Shape.area", "uses.py:area"]
    assert shown(index.symbols_named("AREA")) == ["uses.py:AREA"]
    assert shown(index.symbols_named("area", limit=1)) == ["lib/shapes.py:Shape.area"]
    assert index.symbols_named("areas") == []


def test_prefixes(index):
    everything = ["lib/shapes.py:Shape.area", "uses.py:area", "uses.py:AREA", "lib/shapes.py:Shape.areal"]
    assert shown(index.symbols_with_prefix("Are")) == everything
    assert shown(index.symbols_with_prefix("Are", limit=2)) == everything[:2]
    assert index.symbols_with_prefix("%") == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("area", ["lib/shapes.py:Shape.area", "uses.py:area", "uses.py:AREA", "lib/shapes.py:Shape.areal"]),
        ("shape area", ["lib/shapes.py:Shape.area", "lib/shapes.py:Shape.areal"]),
        ("Shape.areal", ["lib/shapes.py:Shape.areal"]),
        ("e_s", ["lib/shapes.py:make_shape"]),
        ("_s", ["lib/shapes.py:make_shape"]),
        ("shape", ["lib/shapes.py:Shape", "lib/shapes.py:make_shape"]),
        ('"', []),
        ('a"b', []),
        ("%", []),
        (" . ", []),
    ],
)
def test_search(index, text, wanted):
    assert shown(index.search(text)) == wanted
    assert shown(index.search(text, limit=1)) == wanted[:1]


def test_members(index):
    wanted = ["lib/shapes.py:Shape.area", "lib/shapes.py:Shape.areal"]
    assert shown(index.members_of("Shape")) == wanted
    assert index.members_of("other.Shape") == []
    assert index.members_of("shape") == []
    assert index.members_of("") == []


def test_calls_and_references(index):
    calls = index.calls_to("make_shape")
    assert [(site.path, site.call.line, site.call.caller) for site in calls] == [
        ("uses.py", 4, "area"),
        ("uses.py", 5, "area"),
    ]
    assert [(site.path, site.call.receiver) for site in index.calls_to("area")] == [
        ("lib/shapes.py", "self"),
        ("lib/shapes.py", "Shape()"),
    ]
    assert index.calls_to("make_shape", limit=1) == calls[:1]
    assert index.calls_to("Make_shape") == []
    lines = [site.reference.line for site in index.references_to("make_shape")]
    assert 8 in lines
    assert index.references_to("nowhere") == []


ASKED = [
    lambda index: index.symbols_named("area"),
    lambda index: index.symbols_with_prefix("a"),
    lambda index: index.search("are"),
    lambda index: index.members_of("Shape"),
    lambda index: index.calls_to("area"),
    lambda index: index.calls_to("make_shape"),
    lambda index: index.references_to("make_shape"),
    lambda index: index.references_to("Shape"),
    lambda index: index.files(),
    lambda index: index.facts("uses.py"),
    lambda index: index.symbols_in("uses.py"),
]


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_an_overlay_answers_like_a_stored_file(tmp_path, limit):
    """Whichever of the files are open, and whatever was stored of those, the answers are the same."""
    current = {"lib/shapes.py": SHAPES.replace("areal", "areas"), "uses.py": USES + "\nmake_shape()\n", "z.py": SHAPES}
    old = {"lib/shapes.py": SHAPES, "uses.py": USES}
    asked = [
        *ASKED,
        lambda index: index.symbols_named("area", limit),
        lambda index: index.symbols_with_prefix("a", limit),
        lambda index: index.search("a", limit),
        lambda index: index.members_of("Shape", limit),
        lambda index: index.calls_to("area", limit),
        lambda index: index.references_to("Shape", limit),
    ]
    answers = []
    for number, opened in enumerate(itertools.product([False, True], repeat=3)):
        database = Database(tmp_path / f"{number}.sqlite")
        index = Index(database)
        for (path, text), is_open in zip(current.items(), opened, strict=True):
            if is_open:
                index.set_overlay(path, facts_of(text))
            stored = old.get(path) if is_open else text
            if stored is not None:
                store(database, path, stored)
        answers.append([question(index) for question in asked])
        index.close()
    assert all(answer == answers[0] for answer in answers)


def test_dropping_an_overlay_brings_back_what_is_stored(index):
    before = [question(index) for question in ASKED]
    index.set_overlay("uses.py", facts_of("def other(): pass\n"))
    index.set_overlay("new.py", facts_of("def area(): pass\n"))
    assert shown(index.symbols_named("area")) == ["lib/shapes.py:Shape.area", "new.py:area"]
    assert index.calls_to("make_shape") == []
    assert index.files() == ["lib/shapes.py", "new.py", "uses.py"]
    index.drop_overlay("uses.py")
    index.drop_overlay("new.py")
    index.drop_overlay("never.py")
    assert [question(index) for question in ASKED] == before


def test_the_same_content_is_stored_once(database, index):
    store(database, "copy.py", SHAPES)
    assert len(index.symbols_named("make_shape")) == 2
    with database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM facts").fetchone() == (2,)


def test_orphans_go_with_all_that_is_theirs(database, index):
    with database.writing() as connection:
        remove_files(connection, ["lib/shapes.py"])
        assert drop_orphans(connection) == 0  # It may come back: a branch is left and entered again.
        assert drop_orphans(connection, keep=0) == 1
    assert index.symbols_named("make_shape") == []
    assert index.search("areal") == []
    assert shown(index.search("area")) == ["uses.py:area", "uses.py:AREA"]
    with database.reading() as connection:
        for query in (
            "SELECT count(*) FROM symbol_word WHERE name = 'areal'",
            "SELECT count(*) FROM symbol_trigram WHERE symbol_trigram MATCH 'areal'",
            "SELECT count(*) FROM mention WHERE name = 'pi'",
        ):
            assert connection.execute(query).fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM symbol_word").fetchone() == (2,)


def test_damage_answers_nothing_and_is_marked(database, index):
    with database.writing() as connection:
        connection.execute("UPDATE facts SET outline = x'00'")
    assert index.facts("uses.py") is None
    assert index.damaged
    assert index.symbols_named("area")


def test_readers_in_threads_during_writes(database, index):
    stop = threading.Event()
    wrong: list[object] = []

    def ask() -> None:
        while not stop.is_set():
            found = shown(index.symbols_named("make_shape"))
            facts = index.facts("lib/shapes.py")
            if found[:1] != ["lib/shapes.py:make_shape"] or facts is None:
                wrong.append(found)

    readers = [threading.Thread(target=ask) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(60):
        store(database, f"more/{number}.py", f"def area{number}(): pass\n")
        store(database, "lib/shapes.py", SHAPES + f"# {number}\n")
    stop.set()
    for reader in readers:
        reader.join(20)
    assert wrong == []
