"""Context through the facade: the catalog follows the index, open and edited documents count, refusals say why."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from lacewing.project.catalog import store
from lacewing.project.context import Context
from lacewing.services import Folder, FolderState, Services
from lacewing.services.context_answer import NoContextError
from lacewing.syntax.source import source_of

STORE = '''\
class Store:
    """键值."""

    def read(self, key: str) -> bytes: ...
'''
MAIN = "from store import Store\n\n\ndef main(store: Store) -> None:\n    █\n"


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = Services(cache_dir=tmp_path / "cache")
    yield made
    asyncio.run(made.close())


@pytest.fixture
def folder(services: Services, tmp_path: Path) -> Folder:
    root = tmp_path / "project"
    root.mkdir()
    (root / "store.py").write_text(STORE, "utf-8")
    (root / "limits.py").write_text("FIRST_LIMIT = 1\n\n\nSECOND_LIMIT = 2\n")
    (root / ".gitignore").write_text("hidden.py\n")
    made = services.open_folder(root)
    made.index_facts()
    return made


def asked(services: Services, path: Path, marked: str, budget: float | None = None) -> Context:
    before, after = marked.split("█")
    source = source_of(path, (before + after).encode())
    services.set_document(source)
    return services.context(source, len(before.encode()), budget).context


def test_a_definition_with_its_cost_and_no_more_than_the_budget(services: Services, folder: Folder) -> None:
    found = asked(services, folder.root / "main.py", MAIN)
    assert "# store.py\nclass Store\n  def read(self, key: str) -> bytes: ...\n" in found.prompt
    assert found.tokens == len(found.prompt) / 4 == sum(piece.tokens for piece in found.pieces)
    assert all(piece.tokens > 0 for piece in (*found.pieces, *found.dropped))
    shown = {(piece.path, piece.line) for piece in found.pieces}
    assert not any((piece.path, piece.line) in shown for piece in found.dropped)
    assert asked(services, folder.root / "main.py", MAIN, 3).prompt == ""


def test_unsaved_edits_elsewhere_are_shown(services: Services, folder: Folder) -> None:
    limits = folder.root / "limits.py"
    plain = asked(services, folder.root / "main.py", MAIN)
    services.set_document(source_of(limits, limits.read_bytes()))
    services.set_document(source_of(limits, b"# one\n# two\nFIRST_LIMIT = 1\n\n\nSECOND_LIMIT = 22\n"))
    edited = asked(services, folder.root / "main.py", MAIN)
    assert not any(piece.retriever == "edits" for piece in plain.pieces)
    places = [piece for piece in edited.pieces if piece.reason == "edited of late"]
    assert {piece.path for piece in places} == {"limits.py"}
    assert "SECOND_LIMIT = 22" in "".join(piece.text for piece in places)
    services.close_document(limits)
    assert asked(services, folder.root / "main.py", MAIN) == plain


def test_files_that_a_model_is_never_asked_about(services: Services, folder: Folder) -> None:
    for name, why in (("hidden.py", "ignore rules"), (".env", "keeps secrets"), ("notes.xyz", "no language")):
        with pytest.raises(NoContextError, match=f"{name}: .*{why}"):
            asked(services, folder.root / name, "a█")


def test_a_file_outside_of_every_folder_has_no_context_but_an_answer(services: Services, tmp_path: Path) -> None:
    assert asked(services, tmp_path / "elsewhere" / "main.py", MAIN).prompt == ""


def test_indexing_makes_the_catalog_and_says_so(
    services: Services, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "SMALL", 1)
    states: list[FolderState] = []
    report = folder.index(states.append)
    assert report.messages == ()
    assert next(state for state in states if "catalog" in state.message).state == "indexing"
    assert states[-1].state == "ready"
    assert "def read" in asked(services, folder.root / "main.py", MAIN).prompt
    assert folder.project.database_path.with_name("catalog.arrays").is_file()


def test_a_catalog_that_cannot_be_written_is_told_and_the_rest_goes_on(
    services: Services, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "SMALL", 1)
    folder.project.database_path.with_name("catalog.arrays").mkdir()
    report = folder.index()
    (message,) = report.messages
    assert "a part of" in message
    assert "catalog.arrays was not made" in message
    assert folder.state.state == "ready"
    assert asked(services, folder.root / "main.py", MAIN).failures == ()


def test_the_catalog_is_made_anew_after_many_changes(
    services: Services, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    services.notify = told.append
    monkeypatch.setattr(store, "SMALL", 1)
    monkeypatch.setattr("lacewing.services.folder._MANY_CHANGES", 3)
    file = folder.project.database_path.with_name("catalog.arrays")
    paths = [folder.root / f"more{number}.py" for number in range(4)]
    for path in paths:
        path.write_text("def more(): ...\n")
    states: list[FolderState] = []
    services.refresh(folder, paths[:2], states.append)
    assert not file.exists()
    services.refresh(folder, paths[2:], states.append)
    assert file.is_file()
    assert "catalog" in states[0].message
    assert told == []
    file.unlink()
    file.mkdir()
    for path in paths:
        path.write_text("def other(): ...\n")
    services.refresh(folder, paths)
    assert "catalog.arrays was not made" in told[0]
