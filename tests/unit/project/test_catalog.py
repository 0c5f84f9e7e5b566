"""The catalog: digests joined into arrays, asked across segments, kept on disk."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from lacewing.project.catalog import store as store_module
from lacewing.project.catalog import words as words_module
from lacewing.project.catalog.catalog import Catalog
from lacewing.project.catalog.digest import digest
from lacewing.project.catalog.segment import DigestedFile, build_segment
from lacewing.project.catalog.store import map_segment, write_segment
from lacewing.project.catalog.worded import TextedFile, with_words
from lacewing.project.catalog.words import WordNumbers, number_of, part_numbers, subwords
from lacewing.project.extract import extract
from lacewing.project.workspace import Project
from lacewing.storage.arrays import DamagedArraysError
from lacewing.syntax.language import Language, languages
from lacewing.syntax.source import source_of

Open = Callable[[dict[str, str]], Project]

SHAPES = '''\
class Shape:
    """A shape."""

    def area(self) -> float: return 0.0

    def _half(self,
              times: int = 2,  # how often
              ) -> float:
        inner = 1
        def local(): ...
        return self.area() / times


LIMIT = Shape()
'''


def digested(path: str, text: str, language: str = "python") -> DigestedFile:
    data = text.encode()
    made = digest(data, extract(data, languages()[language]))
    return next(with_words([TextedFile(path, b"key of " + path.encode(), made, data)]))


def words(*names: str) -> np.ndarray:
    return np.array([number_of(name) for name in names], np.uint32)


def test_remembered_numbers_of_words_are_bounded(monkeypatch):
    monkeypatch.setattr(words_module, "_REMEMBERED", 50)
    numbers = WordNumbers()
    for number in range(500):
        assert numbers[b"word%d" % number] == number_of(f"word{number}")
        assert len(numbers) <= 50


def test_symbols_are_those_that_other_files_can_name() -> None:
    catalog = Catalog([build_segment([digested("a.py", SHAPES)])], [np.ones(1, np.bool_)])
    symbols = catalog.symbols_of_files([0])
    names = [catalog.name_text(symbol) for symbol in symbols.tolist()]
    assert names == ["Shape", "area", "_half", "LIMIT"]
    shown = catalog.shown(symbols)
    assert shown == [
        "class Shape", "def area(self) -> float: return 0.0", "def _half(self, times: int = 2) -> float",
        "LIMIT = Shape()",
    ]  # fmt: skip
    assert catalog.symbol("line", symbols).tolist() == [0, 3, 5, 13]
    assert catalog.symbol("owner", symbols).tolist() == [0, number_of("Shape"), number_of("Shape"), 0]
    assert catalog.symbol("type", symbols).tolist() == [0, number_of("float"), number_of("float"), number_of("Shape")]


def test_blocks_hold_the_words_of_their_lines_but_no_keywords() -> None:
    catalog = Catalog([build_segment([digested("a.py", SHAPES)])], [np.ones(1, np.bool_)])
    blocks, places = catalog.blocks_with(words("times", "LIMIT", "return", "nowhere"))
    lines = catalog.block("block_line", blocks)
    assert sorted(zip(places.tolist(), lines.tolist(), strict=True)) == [(0, 5), (0, 9), (1, 13)]
    half = int(catalog.symbols_named(words("_half"))[0][0])
    assert set(catalog.functions_of_blocks(blocks[places == 0]).tolist()) == {half}
    assert catalog.file_counts(words("times", "return")).tolist() == [1, 0]


def test_wide_letters_and_line_ends() -> None:
    catalog = Catalog(
        [build_segment([digested("键.py", "def 打开(键: str) -> None: ...\r\n\r\n\r\nemoji = '😀'\r\n")])],
        [np.ones(1, np.bool_)],
    )
    assert catalog.shown(catalog.symbols_named(words("打开"))[0])[:1] == ["def 打开(键: str) -> None: ..."]
    assert catalog.shown(catalog.symbols_named(words("emoji"))[0])[:1] == ["emoji = '😀'"]


def test_later_segments_take_the_place_of_earlier_ones() -> None:
    first = build_segment([digested("a.py", "def old(): ...\n"), digested("b.py", "def kept(): ...\n")])
    second = build_segment([digested("a.py", "def new(): ...\n")])
    catalog = Catalog([first, second], [np.array([False, True]), np.array([True])])
    assert len(catalog.symbols_named(words("old"))[0]) == 0
    new, _ = catalog.symbols_named(words("new", "kept"))
    paths = [catalog.paths[file] for file in catalog.symbol("file", new).tolist()]
    assert sorted(paths) == ["a.py", "b.py"]
    assert {catalog.name_text(symbol) for symbol in new.tolist()} == {"new", "kept"}
    assert catalog.file_numbers.keys() == {"a.py", "b.py"}
    assert len(catalog.blocks_with(words("old"))[0]) == 0


def test_a_type_named_behind_its_body() -> None:
    segment = build_segment([digested("a.c", "typedef struct {\n  int x;\n} client;\n", "c")])
    catalog = Catalog([segment], [np.ones(1, np.bool_)])
    assert catalog.shown(catalog.symbols_named(words("client"))[0])[:1] == ["typedef struct client"]


def test_nothing_at_all() -> None:
    empty = Catalog([], [])
    assert len(empty.symbols_named(words("a"))[0]) == len(empty.blocks_with(words("a"))[0]) == 0
    assert empty.paths == []
    hollow = Catalog([build_segment([digested("empty.py", "")])], [np.ones(1, np.bool_)])
    assert len(hollow.symbols_named(words("a"))[0]) == len(hollow.blocks_with(words("a"))[0]) == 0


def test_a_segment_is_the_same_when_mapped(tmp_path: Path) -> None:
    files = [digested("a.py", SHAPES), digested("b.go", "package b\n\nfunc Open() {}\n", "go")]
    write_segment(tmp_path / "catalog", files)
    mapped, built = map_segment(tmp_path / "catalog"), build_segment(files)
    assert mapped.paths == built.paths
    assert mapped.keys == built.keys
    for name in store_module.ARRAYS:
        assert np.array_equal(getattr(mapped, name), getattr(built, name)), name
    (tmp_path / "catalog").write_bytes((tmp_path / "catalog").read_bytes()[:-7])
    with pytest.raises(DamagedArraysError, match="catalog"):
        map_segment(tmp_path / "catalog")


def test_the_store_follows_files_and_documents(project: Open) -> None:
    made = project({"a.py": "def one(): ...\n", "b.py": "def two(): ...\n"})
    store = made.catalog
    before = store.catalog()
    assert store.catalog() is before
    assert names_of(before) == {"one", "two"}
    (made.root / "a.py").write_text("def three(): ...\n")
    made.refresh([made.root / "a.py"])
    assert names_of(store.catalog()) == {"three", "two"}
    data = b"def four(): ...\n"
    made.index.set_overlay("b.py", extract(data, languages()["python"]), source_of(made.root / "b.py", data))
    assert names_of(store.catalog()) == {"three", "four"}
    assert names_of(store.catalog("b.py")) == {"three", "two"}
    edited = store.catalog("b.py")
    made.index.set_overlay("b.py", extract(data * 2, languages()["python"]), source_of(made.root / "b.py", data * 2))
    assert store.catalog("b.py") is edited
    made.index.drop_overlay("b.py")
    (made.root / "a.py").unlink()
    made.refresh([made.root / "a.py"])
    assert names_of(store.catalog()) == {"two"}


def test_many_files_are_mapped_from_disk(project: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "SMALL", 3)
    made = project({f"m{n}.py": f"def f{n}(): ...\n" for n in range(8)})
    assert len(names_of(made.catalog.catalog())) == 3
    made.catalog.settle(threading.Event())
    file = made.database_path.with_name("catalog.arrays")
    assert file.is_file()
    assert names_of(made.catalog.catalog()) == {f"f{n}" for n in range(8)}
    (made.root / "m0.py").write_text("def changed(): ...\n")
    (made.root / "m1.py").unlink()
    made.refresh([made.root / "m0.py", made.root / "m1.py"])
    assert names_of(made.catalog.catalog()) == {"changed", *(f"f{n}" for n in range(2, 8))}


def test_a_damaged_file_is_made_anew(project: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "SMALL", 3)
    made = project({f"m{n}.py": f"def f{n}(): ...\n" for n in range(8)})
    made.database_path.with_name("catalog.arrays").write_bytes(b"nonsense")
    made.catalog.settle(threading.Event())
    assert len(names_of(made.catalog.catalog())) == 8


def test_a_file_that_cannot_be_made_is_told_of(project: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "SMALL", 3)
    made = project({f"m{n}.py": f"def f{n}(): ...\n" for n in range(8)})
    made.database_path.with_name("catalog.arrays").mkdir()
    with pytest.raises(OSError, match=r"catalog\.arrays was not made \(exit 1\): .*Error"):
        made.catalog.settle(threading.Event())
    assert len(names_of(made.catalog.catalog())) == 3
    stopped = threading.Event()
    stopped.set()
    made.catalog.settle(stopped)


def names_of(catalog: Catalog) -> set[str]:
    files = list(catalog.file_numbers.values())
    return {catalog.name_text(symbol) for symbol in catalog.symbols_of_files(files).tolist()}


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("parseHTTPHeader_v2", ["parse", "http", "header", "v", "2"]),
        ("__init__", ["init"]),
        ("打开_file", ["打开", "file"]),
        ("X", ["x"]),
        ("$scope", ["$scope"[1:]]),
    ],
)
def test_parts_of_names(name: str, parts: list[str]) -> None:
    assert subwords(name) == parts
    assert part_numbers(name) == [number_of(part) for part in parts if len(part) > 1]


@pytest.mark.parametrize("language", languages().values(), ids=lambda language: language.name)
def test_every_kind_of_symbol_has_a_place(language: Language):
    for path in sorted((language.folder / "samples").iterdir()):
        data = path.read_bytes()
        assert digest(data, extract(data, language))


def test_an_extension_of_a_foreign_type_is_no_definition():
    segment = build_segment([digested("a.rs", "impl Shape for Circle { fn area(&self) {} }", "rust")])
    assert len(segment.kind) == 1


def test_counts_are_over_all_segments() -> None:
    one, other = (build_segment([digested(path, "def area(): ...\narea()\n")]) for path in ("a.py", "b.py"))
    catalog = Catalog([one, other], [np.ones(1, np.bool_), np.ones(1, np.bool_)])
    symbols, _ = catalog.symbols_named(words("area"))
    assert catalog.namesakes(symbols).tolist() == [2, 2]
    assert catalog.files_with("name", symbols).tolist() == [2, 2]
    assert catalog.files_with("owner", symbols).tolist() == [0, 0]
