from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from lacewing.project.extract import extract
from lacewing.project.open_facts import facts_of
from lacewing.syntax.source import source_of
from lacewing.text.edit import TextEdit
from lacewing.text.position import Span

TEXT = 'import os\n\n\ndef größe(x: int) -> str:\n    """Größe 🦋."""\n    return os.path.join(str(x))\n'.encode()


def test_the_facts_are_those_of_the_text_also_by_a_tree_kept_through_edits() -> None:
    source = source_of(Path("a.py"), TEXT)
    assert source.language is not None
    assert facts_of(source) == extract(TEXT, source.language)
    edited = source.edited(TextEdit(Span(len(TEXT), len(TEXT)), "\n\nclass Neu(Alt):\n    wert = größe(1\n"))
    assert facts_of(edited) == extract(edited.data, source.language)


def test_texts_without_a_grammar_have_none() -> None:
    assert facts_of(source_of(Path("a.unknown"), b"text")) is None


def test_all_who_ask_at_once_get_the_same_facts() -> None:
    source, together = source_of(Path("a.py"), TEXT * 50), threading.Barrier(4)

    def ask() -> object:
        together.wait(10)
        return facts_of(source)

    with ThreadPoolExecutor(4) as threads:
        found = [each.result(30) for each in [threads.submit(ask) for _ in range(4)]]
    assert all(each is found[0] for each in found)
