"""What counts as one change while somebody types, and what as the next."""

from __future__ import annotations

from pathlib import Path

from lacewing.services.recent_changes import KEPT, RecentChanges

A, B = Path("/p/a.py"), Path("/p/b.py")


def typed(changes: RecentChanges, path: Path, *texts: str) -> None:
    for text in texts:
        changes.see(path, text.encode())


def test_keys_at_one_place_are_one_change() -> None:
    changes = RecentChanges()
    typed(changes, A, "x = 1\ny\n", "x = 12\ny\n", "x = 123\ny\n", "x = 123\nz\n")
    [change] = changes.changes()
    assert (change.before, change.after) == (b"x = 1\ny\n", b"x = 123\nz\n")


def test_an_edit_elsewhere_begins_another_change() -> None:
    lines = [f"line {number}" for number in range(30)]
    changes = RecentChanges()
    typed(changes, A, "\n".join(lines))
    lines[2] = "第二"
    typed(changes, A, "\n".join(lines))
    first = "\n".join(lines)
    lines[20] = "😀"
    typed(changes, A, "\n".join(lines))
    last, earlier = changes.changes()
    assert last.before.decode() == earlier.after.decode() == first
    assert last.after.decode() == "\n".join(lines)


def test_another_document_begins_another_change() -> None:
    changes = RecentChanges()
    typed(changes, A, "a\n", "aa\n")
    typed(changes, B, "b\n", "bb\n")
    typed(changes, A, "aaa\n")
    assert [(change.path, change.before) for change in changes.changes()] == [(A, b"aa\n"), (B, b"b\n"), (A, b"a\n")]


def test_what_is_taken_back_is_no_change() -> None:
    changes = RecentChanges()
    typed(changes, A, "a\n", "ab\n", "a\n")
    assert changes.changes() == ()


def test_opening_closing_and_reading_anew_are_no_changes() -> None:
    changes = RecentChanges()
    typed(changes, A, "a\n")
    assert changes.changes() == ()
    typed(changes, A, "a\n" + "generated\n" * 500)
    assert changes.changes() == ()
    typed(changes, A, "b\n" + "generated\n" * 500)
    assert len(changes.changes()) == 1
    changes.forget(A)
    assert changes.changes() == ()


def test_only_the_last_are_kept() -> None:
    changes = RecentChanges()
    for number in range(40):
        typed(changes, Path(f"/p/{number}.py"), "a\n", "b\n")
    assert [change.path.stem for change in changes.changes()] == [str(39 - at) for at in range(KEPT)]
