"""The index's answers, alone and under the overlay of open documents."""

import itertools
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from lacewing.project.extract import extract, extract_outline
from lacewing.project.facts import Facts, Outline
from lacewing.project.index import Index, Located
from lacewing.project.index_writer import drop_orphans, remove_files, write_outcomes
from lacewing.project.outcome import Outcome, pack_outcome, unpack_outcome
from lacewing.project.stored_facts import facts_key, made_by, to_stored
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


class Disk:
    """An index of texts that are "on disk", and its database."""

    def __init__(self, place: Path) -> None:
        self.database = Database(place)
        self.texts: dict[str, bytes] = {}
        self.index = Index(self.database, self.texts.get)

    def store(self, path: str, text: str, language_name: str = "python") -> None:
        data, language = text.encode(), languages()[language_name]
        key = facts_key(data, language)
        stored = to_stored(key, data, extract_outline(data, language), b"digest of " + path.encode())
        frame = pack_outcome(Outcome(path, "facts", len(data), 1, "", key, stored))
        with self.database.writing() as connection:
            assert write_outcomes(connection, [(unpack_outcome(frame[4:]), made_by(language_name))]) == []
        self.texts[path] = data


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    disk = Disk(tmp_path / "index.sqlite")
    disk.store("lib/shapes.py", SHAPES)
    disk.store("uses.py", USES)
    yield disk
    disk.database.close()


@pytest.fixture
def index(disk: Disk) -> Index:
    return disk.index


@pytest.fixture
def database(disk: Disk) -> Database:
    return disk.database


def test_places_in_texts_are_no_names(index):
    index.set_overlay("a.json", facts_of('{"area": 1}', "json"))
    index.set_overlay("a.css", facts_of(".area { --area-size: 1px }", "css"))
    assert [symbol.name for symbol in index.symbols_in("a.json")] == ["area"]
    assert {at.path for at in index.symbols_named("area")} == {"lib/shapes.py", "uses.py"}
    assert "a.json" not in {at.path for at in index.search("area")}
    assert "a.css" in {at.path for at in index.search("area")}


def test_stored_places_in_texts_are_no_names(disk, index):
    disk.store("a.md", "# area\n", "markdown")
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


def test_keys_and_digests(disk, index):
    keys = index.keys()
    assert keys == {
        path: facts_key(text.encode(), languages()["python"])
        for path, text in {"lib/shapes.py": SHAPES, "uses.py": USES}.items()
    }
    wanted = ["uses.py", "missing.py", "lib/shapes.py"]
    assert list(index.digests(wanted)) == [
        (path, keys[path], b"digest of " + path.encode()) for path in ("uses.py", "lib/shapes.py")
    ]
    disk.store("copy.py", USES)
    assert index.keys()["copy.py"] == keys["uses.py"]
    assert next(index.digests(["copy.py"])) == ("copy.py", keys["uses.py"], b"digest of uses.py")
    index.set_overlay("uses.py", facts_of(SHAPES))
    assert index.keys()["uses.py"] == keys["uses.py"]
    assert len(list(index.digests(["copy.py"] * 1000))) == 1000


def test_a_text_that_was_stored_anew_while_it_was_read_is_read_by_itself(disk):
    imports = "from shapes import (\n" + "    make_shape,\n" * 20 + ")\n"

    def read(path: str) -> bytes | None:
        data = disk.texts.get(path)
        if path == "uses.py" and data != imports.encode():
            disk.store("uses.py", imports)  # by another thread, say: what was read is the text before
        return data

    sites = Index(disk.database, read).references_to("make_shape")
    wanted = [each for each in facts_of(USES).references if each.name == "make_shape"]
    assert [at.reference for at in sites if at.path == "uses.py"] == wanted


def test_an_outline_is_what_others_see_of_a_file(index):
    facts = facts_of(SHAPES)
    assert index.outline("lib/shapes.py") == Outline("python", facts.symbols, facts.imports, broken=False)
    assert index.outline("missing.py") is None
    index.set_overlay("uses.py", facts_of("def opened(): pass\n"))
    assert [symbol.name for symbol in index.outline("uses.py").symbols] == ["opened"]


def test_what_changed_on_disk_is_read_as_it_is_now(disk, index):
    disk.texts["uses.py"] = b"# changed\nmake_shape(1)\n"
    assert [(site.path, site.call.line) for site in index.calls_to("make_shape")] == [("uses.py", 1)]
    assert index.facts("uses.py") == facts_of("# changed\nmake_shape(1)\n")
    del disk.texts["uses.py"]
    assert index.calls_to("make_shape") == []
    facts = index.facts("uses.py")
    assert (facts.symbols, facts.imports) == (facts_of(USES).symbols, facts_of(USES).imports)
    assert (facts.references, facts.calls) == ((), ())


@pytest.mark.parametrize("name", ["operator+", "+", "中文", "🦋", "_", "$x", "a" * 300, 'a"b', "straße"])
def test_unusual_names_are_found(disk, index, name):
    outline = extract_outline(SHAPES.encode(), languages()["python"])
    symbol = outline.symbols[0]._replace(name=name, container=name)
    stored = to_stored(b"k" * 16, SHAPES.encode(), outline._replace(symbols=(symbol,)))
    with disk.database.writing() as connection:
        write_outcomes(connection, [(Outcome("odd.py", "facts", 1, 1, "", b"k" * 16, stored), "")])
    found = [Located("odd.py", symbol)]
    assert index.symbols_named(name) == found
    assert index.members_of(name) == found
    assert found[0] in index.symbols_with_prefix(name[:1])
    assert index.search(name)[0] == found[0]


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


def test_prefixes_that_were_asked_for_follow_what_is_stored_and_opened(disk, index):
    everything = ["lib/shapes.py:Shape.area", "uses.py:area", "uses.py:AREA", "lib/shapes.py:Shape.areal"]
    assert shown(index.symbols_with_prefix("are")) == everything
    disk.store("more.py", "def area(): ...\n")
    assert shown(index.symbols_with_prefix("are")) == ["lib/shapes.py:Shape.area", "more.py:area", *everything[1:]]
    index.set_overlay("uses.py", facts_of("def aren(): ...\n"))
    opened = ["lib/shapes.py:Shape.area", "more.py:area", "lib/shapes.py:Shape.areal", "uses.py:aren"]
    assert shown(index.symbols_with_prefix("are")) == opened
    index.set_overlay("uses.py", facts_of("def ares(): ...\n"))
    assert shown(index.symbols_with_prefix("are")) == [*opened[:-1], "uses.py:ares"]
    index.drop_overlay("uses.py")
    assert shown(index.symbols_with_prefix("are")) == ["lib/shapes.py:Shape.area", "more.py:area", *everything[1:]]


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
        disk = Disk(tmp_path / f"{number}.sqlite")
        index = disk.index
        for (path, text), is_open in zip(current.items(), opened, strict=True):
            if is_open:
                index.set_overlay(path, facts_of(text))
            stored = old.get(path) if is_open else text
            if stored is not None:
                disk.store(path, stored)
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


def test_the_same_content_is_stored_once(disk, database, index):
    disk.store("copy.py", SHAPES)
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
        for table in ("facts", "content"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,)


def test_damage_answers_nothing_and_is_marked(database, index):
    with database.writing() as connection:
        connection.execute("UPDATE content SET outline = x'00'")
    assert index.facts("uses.py") is None
    assert index.damaged
    assert index.symbols_named("area") == []
    assert index.files() == ["lib/shapes.py", "uses.py"]


def test_readers_in_threads_during_writes(disk, index):
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
        disk.store(f"more/{number}.py", f"def area{number}(): pass\n")
        disk.store("lib/shapes.py", SHAPES + f"# {number}\n")
    stop.set()
    for reader in readers:
        reader.join(20)
    assert wrong == []
