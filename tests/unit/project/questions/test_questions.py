"""What a question finds by words and by vectors, how both are joined, and what is kept on disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

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


def damage(path: Path) -> None:
    path.write_bytes(b"no database at all" * 300)


def other_version(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize("spoil", [damage, other_version])
def test_what_cannot_be_read_is_made_anew(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    path = tmp_path / "vectors.sqlite"
    store = kept(path)
    spoil(path)
    if spoil is damage:
        with pytest.raises(OSError, match="was damaged"):
            store.files()
    assert store.files() == {}
    assert kept(path).covered("m") == (3, 3)


def test_where_nothing_can_be_written_the_error_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        Vectors(tmp_path / "file" / "vectors.sqlite").files()
