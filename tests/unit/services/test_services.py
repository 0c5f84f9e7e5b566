"""The facade: folders, files outside of them, open documents, and settings that change."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

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
