"""An edit of a large document: ours beside pygls' TextDocument, in the same run.

Run: `python tests/bench/bench_document.py [edits]`. Figures are CPU time; only their ratio says something.
"""

from __future__ import annotations

import sys
import time

from lsprotocol import types
from pygls.workspace import TextDocument

from lacewing.text.document import Document
from lacewing.text.position import Position, PositionEncoding

LINES = 100_000
LINE = "    value = compute(first, second)  # 日本語 and text\n"


def main(edits: int) -> None:
    text = LINE * LINES
    print(f"{len(text.encode()) / 1e6:.1f} MB, {LINES} lines, {edits} insertions of one character")
    ours = per_edit(edits, *our_document(text))
    data = time_data(text)
    theirs = per_edit(max(3, edits // 100), *their_document(text))
    print(f"lacewing  {ours * 1e6:10.1f} µs an edit, {data * 1e6:.0f} µs the whole text as bytes after one")
    print(f"pygls     {theirs * 1e6:10.1f} µs an edit")
    print(f"ratio     {theirs / ours:10.0f}")


def our_document(text: str):
    document = Document("file:///a.py", "python", 0, text)

    def edit(number: int) -> None:
        place = Position((number * 7919) % LINES, 5)
        document.apply(place, place, "x", PositionEncoding.UTF16)

    return (edit,)


def time_data(text: str) -> float:
    document = Document("file:///a.py", "python", 0, text)
    spent = 0.0
    for number in range(20):
        place = Position(number * 1000, 5)
        document.apply(place, place, "x", PositionEncoding.UTF16)
        began = time.process_time()
        document.data()
        spent += time.process_time() - began
    return spent / 20


def their_document(text: str):
    document = TextDocument("file:///a.py", source=text, version=0, language_id="python")

    def edit(number: int) -> None:
        place = types.Position((number * 7919) % LINES, 5)
        change = types.TextDocumentContentChangePartial(range=types.Range(place, place), text="x")
        document.apply_change(change)

    return (edit,)


def per_edit(edits: int, edit) -> float:
    edit(0)
    began = time.process_time()
    for number in range(edits):
        edit(number)
    return (time.process_time() - began) / edits


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
