"""Messages about files: a line a reason, few names, all counted."""

from __future__ import annotations

from lacewing.project.notes import Note, Notes


def test_a_reason_names_few_files_and_counts_all() -> None:
    notes = Notes()
    for number in range(5):
        notes.add(f"{number} 键.py", "too large")
    notes.add("0 键.py", "too large")
    notes.add("a\udcff.py", "read as Latin-1", indexed=True)
    notes.add("", "too many files")
    assert notes.all() == (
        Note("too large", ("0 键.py", "1 键.py", "2 键.py"), 5, False),
        Note("read as Latin-1", ("a\udcff.py",), 1, True),
        Note("too many files", (), 0, False),
    )
    assert notes.messages() == (
        "0 键.py, 1 键.py, 2 键.py and 2 more: too large",
        "a\\udcff.py: read as Latin-1",
        "too many files",
    )
    taken = Notes()
    taken.extend(notes)
    assert taken.all() == notes.all()
