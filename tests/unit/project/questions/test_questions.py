"""What a question finds by words and by vectors, how both are joined, and what is kept on disk."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from lacewing.project.questions.by_words import find_by_words, stem, words_of_question
from lacewing.project.questions.context import Files, answer_question
from lacewing.project.questions.units import LONGEST_TEXT, Unit, key_of, unit_text, units_of
from lacewing.project.questions.vectors import Near, Vectors
from lacewing.project.workspace import Project

RETRY = '''\
class Client:
    """Speaks to a server."""

    limit = 3

    def send(self, request):
        """Send it, again after a pause while it is refused."""
        def once():
            return request
        return once()

    def close(self):
        pass


def retry_after(headers):
    """Seconds that the server asks us to wait."""
    return float(headers["retry-after"])
'''
GUIDE = "# Guide\n\nIntro.\n\n## Proxies\n\nSet `proxy` to go through one.\n\n## 日志\n\n写到文件里.\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    root = tmp_path / "p"
    root.mkdir()
    for name, text in (
        ("client.py", RETRY),
        ("guide.md", GUIDE),
        ("paint.py", "def tint(canvas):\n    return canvas\n"),
        ("hidden.py", "def retry_after_hidden():\n    pass\n"),
    ):
        (root / name).write_text(text, "utf-8")
    made = Project(root, cache_dir=tmp_path / "cache", permits=lambda path, _: path != "hidden.py")
    made.update_index()
    yield made
    made.close()


def found(project: Project, question: str, near: list[Near] | None = None, budget: float = 1000) -> list[str]:
    files = Files(project.index.symbols_in, project.read, project.may_leave)
    context = answer_question(
        question, project.catalog.catalog(), near or [], files, budget, lambda text: len(text) / 4
    )
    assert context.tokens <= budget
    pieces = sorted(context.pieces, key=lambda piece: -piece.score)
    return [piece.text.split("\n")[0].strip() for piece in pieces]


def test_units_are_functions_heads_of_types_and_sections(project: Project) -> None:
    units = list(units_of(project.index.symbols_in("client.py")))
    assert [unit.title for unit in units] == ["Client", "Client.send", "Client.close", "retry_after"]
    assert units[1].line == 5, "with what is defined inside"
    assert units[1].end_line == 10
    sections = list(units_of(project.index.symbols_in("guide.md")))
    assert [(unit.title, unit.line) for unit in sections] == [("Guide", 0), ("Proxies", 4), ("日志", 8)]


def test_a_text_names_its_place_and_is_cut_at_a_line_end() -> None:
    rows = [b"def f():", *[f"    value = '{number:060}'".encode() for number in range(40)]]
    text = unit_text("a.py", Unit(0, len(rows), "f"), rows)
    assert text.startswith("a.py\nf\ndef f():\n")
    assert text.endswith("'")
    assert len(text) <= LONGEST_TEXT + len("a.py\nf\n")
    assert unit_text("a.py", Unit(0, 1, "f"), [b"x" * 5000]) == "", "half a line could be half a secret"


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("how long does the server want us to wait before retrying?", "def retry_after(headers):"),
        ("where is a request sent again", "def send(self, request):"),
        ("Which setting is for proxies?", "## Proxies"),
        ("retry_after", "def retry_after(headers):"),
        ("写到文件里", "## 日志"),
    ],
)
def test_words_find_names_lines_and_documents(project: Project, question: str, first: str) -> None:
    assert found(project, question)[0] == first


def test_questions_of_nothing_find_nothing(project: Project) -> None:
    assert found(project, "where is the") == []
    assert found(project, "？！") == []
    assert find_by_words("zebra quagga", project.catalog.catalog()) == []


def test_what_may_not_leave_is_not_found(project: Project) -> None:
    assert not [line for line in found(project, "retry_after_hidden") if "hidden" in line]
    near = [Near("hidden.py", Unit(0, 2, "retry_after_hidden"), b"", 1.0)]
    assert not [line for line in found(project, "zebra", near) if "hidden" in line]


def test_vectors_find_what_has_no_word_in_common_and_both_beat_one(project: Project) -> None:
    near = [
        Near("paint.py", Unit(0, 2, "tint"), b"1", 0.9),
        Near("client.py", Unit(15, 18, "retry_after"), b"2", 0.8),
    ]
    assert found(project, "colour", near) == ["def tint(canvas):", "def retry_after(headers):"]
    assert found(project, "retry after how many seconds", near)[0] == "def retry_after(headers):"


def test_a_small_budget_takes_the_best_that_fits(project: Project) -> None:
    assert found(project, "wait seconds before retry", budget=0) == []
    assert found(project, "wait seconds before retry", budget=40) == ["def retry_after(headers):"]


def test_a_question_reads_a_file_once(project: Project) -> None:
    asked: list[str] = []

    def counted(read: Callable[[str], Any]) -> Callable[[str], Any]:
        return lambda path: (asked.append(f"{read.__name__} {path}"), read(path))[1]

    files = Files(counted(project.index.symbols_in), counted(project.read), project.may_leave)
    near = [Near("client.py", Unit(5, 10, "Client.send"), b"1", 0.9), Near("guide.md", Unit(0, 2, "Guide"), b"2", 0.8)]
    question = "seconds that a server asks to wait for while it is refused, and proxies"
    context = answer_question(question, project.catalog.catalog(), near, files, 1000, len)
    assert len([piece for piece in context.pieces if piece.path == "client.py"]) > 1
    assert sorted(asked) == [f"{read} {path}" for read in ("read", "symbols_in") for path in ("client.py", "guide.md")]


def test_what_holds_a_piece_that_is_shown_is_not_shown_too(project: Project) -> None:
    near = [
        Near("client.py", Unit(5, 10, "Client.send"), b"1", 0.9),
        Near("client.py", Unit(0, 14, "Client"), b"2", 0.8),
    ]
    assert found(project, "zebra", near) == ["def send(self, request):"]
    assert found(project, "zebra", near[::-1]) == ["class Client:"]


def test_a_page_as_a_question_is_asked_by_its_first_words(project: Project) -> None:
    page = " ".join(f"word{number}x" for number in range(5000))
    assert len(words_of_question(page)) == 60
    assert found(project, f"retry_after {page}")[0] == "def retry_after(headers):"


def test_words_of_a_question() -> None:
    assert words_of_question("Where does `parseHTTPHeader` wait for its retries?") == [
        "parsehttpheader", "parse", "http", "header", "wait", "retries",
    ]  # fmt: skip
    assert {stem(word) for word in ("retry", "retries", "retried")} == {"retr"}


def kept(path: Path) -> Vectors:
    store = Vectors(path)
    units = [(Unit(0, 2, "wait"), key_of("wait")), (Unit(3, 5, "paint"), key_of("paint"))]
    store.put_file("a.py", b"1", units)
    store.put_file("b.py", b"1", [(Unit(7, 9, "wait"), key_of("wait"))])
    store.put_vectors("m", {key_of("wait"): [1.0, 0.0, 0.01], key_of("paint"): [0.0, 3.0, 0.0]})
    return store


def test_vectors_belong_to_texts_and_models(tmp_path: Path) -> None:
    store = kept(tmp_path / "vectors.sqlite")
    assert store.covered("m") == (3, 3)
    assert store.covered("other") == (0, 3)
    assert [each.unit.title for each in store.missing("other", 0, 2)] == ["wait", "paint"]
    assert store.missing("m", 0, 9) == []
    near = store.nearest("m", [5.0, 0.1, 0.0], 9)
    assert [(each.path, each.unit.line) for each in near] == [("a.py", 0), ("b.py", 7), ("a.py", 3)]
    assert near[0].cosine == pytest.approx(1.0, abs=0.01)
    assert store.nearest("m", [1.0, 0.0], 9) == [], "of another length"
    assert [each.unit.title for each in store.alike("m", "a.py", 1, 9)] == ["paint"]
    assert store.alike("m", "a.py", 99, 9) == []


def test_a_file_that_is_gone_takes_its_vectors_along_unless_others_have_the_text(tmp_path: Path) -> None:
    store = kept(tmp_path / "vectors.sqlite")
    store.forget_files(["a.py"])
    assert store.files() == {"b.py": b"1"}
    assert store.covered("m") == (1, 1)
    store.put_file("c.py", b"1", [(Unit(0, 1, "paint"), key_of("paint"))])
    assert store.covered("m") == (1, 2), "that of the other text is gone"


def test_a_text_that_is_changed_back_finds_its_vector(tmp_path: Path) -> None:
    store = kept(tmp_path / "vectors.sqlite")
    store.put_file("a.py", b"2", [(Unit(0, 2, "changed"), key_of("changed"))])
    store.forget_files([])
    store.drop_orphans()
    assert store.covered("m") == (1, 2)
    store.put_file("a.py", b"1", [(Unit(3, 5, "paint"), key_of("paint"))])
    assert store.covered("m") == (2, 2)


def test_vectors_of_texts_that_are_gone_are_bounded(tmp_path: Path) -> None:
    store = kept(tmp_path / "vectors.sqlite")
    for number in range(9):
        store.put_file("a.py", b"2", [(Unit(0, 2, "changed"), key_of(str(number)))])
        store.put_vectors("m", {key_of(str(number)): [1.0, 2.0]})
        store.drop_orphans(keep=5)
    with sqlite3.connect(store.path) as connection:
        assert connection.execute("SELECT count(*) FROM vector").fetchone()[0] <= 2 + 5
    assert store.covered("m") == (2, 2)


def test_a_vector_of_nothing_but_zeros_is_like_nothing(tmp_path: Path) -> None:
    store = kept(tmp_path / "vectors.sqlite")
    store.put_vectors("m", {key_of("wait"): [0.0, 0.0, 0.0]})
    near = store.nearest("m", [0.0, 1.0, 0.0], 9)
    assert [(each.unit.title, round(each.cosine, 1)) for each in near] == [("paint", 1.0), ("wait", 0.0), ("wait", 0.0)]


def test_many_who_begin_at_the_same_time_keep_what_each_has_stored(tmp_path: Path) -> None:
    for attempt in range(10):
        path, together = tmp_path / str(attempt) / "vectors.sqlite", threading.Barrier(8)

        def store(number: int, path: Path = path, together: threading.Barrier = together) -> None:
            together.wait(60)
            Vectors(path).put_file(f"{number}.py", b"1", [])

        with ThreadPoolExecutor(8) as threads:
            list(threads.map(store, range(8)))
        assert len(Vectors(path).files()) == 8


def damage(path: Path) -> None:
    path.write_bytes(b"no database at all" * 300)


def without_a_table(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE file")


def of_another_type(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE file SET facts = 'text'")


def other_version(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize("spoil", [damage, other_version, without_a_table, of_another_type])
def test_what_cannot_be_read_is_made_anew(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    path = tmp_path / "vectors.sqlite"
    store = kept(path)
    spoil(path)
    if spoil is not other_version:
        with pytest.raises(OSError, match="was damaged"):
            store.files()
    assert store.files() == {}
    assert kept(path).covered("m") == (3, 3)


def test_where_nothing_can_be_written_the_error_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        Vectors(tmp_path / "file" / "vectors.sqlite").files()
