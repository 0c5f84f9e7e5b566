"""The facade: folders, files outside of them, open documents, and settings that change."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from lacewing.features.completion.types import CompletionItem
from lacewing.services import Services
from lacewing.syntax.source import source_of

DOUBLE = 'def double(value):\n    """Twice."""\n    return value * 2\n'


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = Services(cache_dir=tmp_path / "cache")
    yield made
    asyncio.run(made.close())


def opened(services: Services, path: Path, text: str) -> None:
    services.set_document(source_of(path, text.encode()))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("marked.py", b"\xef\xbb\xbf" + DOUBLE.encode()),
        ("latin.py", '# -*- coding: latin-1 -*-\nNOTE = "ééééééééé"\n'.encode("latin-1") + DOUBLE.encode()),
        ("wide.py", DOUBLE.encode("utf-16")),
    ],
)
def test_places_of_the_index_fit_the_text_of_a_file_on_disk(
    services: Services, tmp_path: Path, name: str, data: bytes
) -> None:
    root = tmp_path / "project"
    root.mkdir()
    (root / name).write_bytes(data)
    folder = services.open_folder(root)
    folder.index_facts()
    (located,) = folder.project.index.symbols_named("double")
    source = services.source(root / name)
    assert source.data[located.symbol.name_start : located.symbol.name_end] == b"double"
    assert services.test_offered(source, located.symbol.name_start) == "double"


def test_a_binary_file_is_a_source_too(services: Services, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"\0\xff")
    assert services.source(tmp_path / "a.py").data == b"\0\xff"


def test_files_outside_every_folder_are_served_until_the_last_one_closes(services: Services, tmp_path: Path) -> None:
    paths = [tmp_path / "notes" / name for name in ("one.py", "two.py")]
    paths[0].parent.mkdir()
    for path in paths:
        opened(services, path, DOUBLE)
        assert services.explain(services.source(path), DOUBLE.index("double")) is not None
    assert len(services._loose) == 1
    services.close_document(paths[0])
    assert len(services._loose) == 1
    services.close_document(paths[1])
    assert services._loose == {}


def test_changed_settings_reach_files_outside_every_folder(services: Services, tmp_path: Path) -> None:
    source = source_of(tmp_path / "loose.py", DOUBLE.encode())
    services.set_document(source)
    assert services.completions(source, len(DOUBLE))
    asyncio.run(services.configure({"completion": {"listing": False}}))
    assert services.completions(source, len(DOUBLE)) == []


def test_settings_that_an_open_folder_cannot_take_are_told(tmp_path: Path) -> None:
    told: list[str] = []
    services = Services(cache_dir=tmp_path / "cache", notify=told.append)
    folder = services.open_folder(tmp_path)
    asyncio.run(services.configure({"completion": {"max_items": 3}}))
    assert told == []
    asyncio.run(services.configure({"project": {"max_files": 3}}))
    assert len(told) == 1
    assert str(folder.root) in told[0]
    asyncio.run(services.close())


def test_a_document_overlays_every_folder_that_holds_it_until_it_closes(services: Services, tmp_path: Path) -> None:
    inner = tmp_path / "outer" / "inner"
    inner.mkdir(parents=True)
    path = inner / "a.py"
    outer = services.open_folder(tmp_path / "outer")
    opened(services, path, DOUBLE)
    nested = services.open_folder(inner)
    opened(services, path, DOUBLE.replace("double", "twice"))
    for folder in (outer, nested):
        assert folder.project.index.symbols_named("double") == []
        assert len(folder.project.index.symbols_named("twice")) == 1
    services.close_document(path)
    for folder in (outer, nested):
        assert folder.project.index.files() == []


def test_two_folders_of_one_name_keep_their_own_answers(services: Services, tmp_path: Path) -> None:
    for place, name in (("one", "double"), ("two", "twice")):
        root = tmp_path / place / "app"
        root.mkdir(parents=True)
        (root / "a.py").write_text(DOUBLE.replace("double", name))
        services.open_folder(root).index_facts()
    first, second = services.folders
    assert [explained.title for explained in services.explain_named(first, "double")]
    assert not services.explain_named(first, "twice")
    assert [explained.title for explained in services.explain_named(second, "twice")]


def test_a_model_that_cannot_be_used_is_told_and_left_out(tmp_path: Path) -> None:
    told: list[str] = []
    settings = {"model": {"provider": "openai", "endpoint": "nonsense"}}
    services = Services(settings, tmp_path / "cache", told.append)
    assert services.model_status() is None
    assert len(told) == 1
    assert "model.endpoint" in told[0]
    asyncio.run(services.close())


def test_without_a_cache_that_can_be_written_the_project_is_learned_for_the_session(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    for number in range(8):
        (root / f"a{number}.py").write_text(DOUBLE.replace("double", f"double_the_amount_{number}"))
    (tmp_path / "taken").write_text("a file where the cache should be")
    services = Services(cache_dir=tmp_path / "taken")
    report = services.open_folder(root).index()
    assert any("LACEWING_CACHE_DIR" in message for message in report.messages)
    text = "def double_the"
    (best, *_) = asyncio.run(services.inline_completions(source_of(root / "new.py", text.encode()), len(text), True))
    assert best.text.startswith("_amount_")
    asyncio.run(services.close())


def test_a_list_that_nobody_waits_for_any_more_is_not_worked_out(services: Services, tmp_path: Path) -> None:
    opened(services, tmp_path / "one.py", DOUBLE + "dou")
    source, ended = services.source(tmp_path / "one.py"), threading.Event()
    assert "double" in [item.label for item in services.completions(source, len(source.data), ended)]
    found: list[list[CompletionItem]] = []
    with services.completing.turn:  # a ghost text is being worked out
        asking = threading.Thread(
            target=lambda: found.append(services.completions(source, len(source.data), ended)), daemon=True
        )
        asking.start()
        ended.set()
    asking.join(30)
    assert found == [[]]
