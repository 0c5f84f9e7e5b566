"""Databases that may be damaged, of another schema, unwritable or shared, and never crash."""

import sqlite3
import threading
from pathlib import Path

import pytest

from lacewing.storage.database import Database
from lacewing.storage.faults import DamagedError, StorageError, UnwritableError


def put(database: Database, path: str) -> None:
    with database.writing() as connection:
        connection.execute("INSERT INTO file (path, size, mtime_ns, made_by) VALUES (?, 0, 0, 'python')", (path,))


def fill(database: Database) -> None:
    for number in range(3000):
        put(database, f"{number}.py" * 100)


def paths(database: Database) -> list[str]:
    with database.reading() as connection:
        return [path for (path,) in connection.execute("SELECT path FROM file ORDER BY path")]


def test_keeps_what_was_written(tmp_path: Path):
    file = tmp_path / "deep" / "index.sqlite"
    database = Database(file)
    put(database, "a.py")
    database.close()
    database = Database(file)
    assert paths(database) == ["a.py"]
    assert database.messages == []
    database.close()


def test_an_exception_undoes_the_transaction(tmp_path: Path):
    database = Database(tmp_path / "index.sqlite")
    with pytest.raises(sqlite3.Warning), database.writing() as connection:
        connection.executemany("INSERT INTO file (path, size, mtime_ns, made_by) VALUES (?, 0, 0, '')", _failing())
    assert paths(database) == []
    database.close()


def _failing():
    yield ("a.py",)
    raise sqlite3.Warning


def test_readers_see_the_state_before_a_write_that_is_under_way(tmp_path: Path):
    database = Database(tmp_path / "index.sqlite")
    put(database, "a.py")
    seen: list[list[str]] = []
    with database.writing() as connection:
        connection.execute("DELETE FROM file")
        readers = [threading.Thread(target=lambda: seen.append(paths(database))) for _ in range(4)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join(5)
    assert seen == [["a.py"]] * 4
    assert paths(database) == []
    database.close()


@pytest.mark.parametrize("content", [b"not a database " * 500, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_made_anew(tmp_path: Path, content: bytes):
    file = tmp_path / "index.sqlite"
    file.write_bytes(content)
    database = Database(file)
    assert "damaged" in database.messages[0]
    assert str(file) in database.messages[0]
    assert file.with_name("index.sqlite.damaged").read_bytes() == content
    put(database, "a.py")
    assert paths(database) == ["a.py"]
    database.close()


def test_another_schema_is_made_anew(tmp_path: Path):
    file = tmp_path / "index.sqlite"
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    database = Database(file)
    assert "another version" in database.messages[0]
    assert paths(database) == []
    database.close()


def test_a_text_that_is_none_is_damage(tmp_path: Path):
    database = Database(tmp_path / "index.sqlite")
    put(database, "a.py")
    with database.writing() as connection:
        connection.execute("UPDATE file SET path = CAST(x'61ff' AS TEXT)")
    with pytest.raises(DamagedError, match=r"index\.sqlite"):
        paths(database)
    database.close()


def test_damage_met_in_use_is_named_and_mended(tmp_path: Path):
    file = tmp_path / "index.sqlite"
    database = Database(file)
    for number in range(2000):
        if number % 500 == 0:
            put(database, f"{number}.py")
    with database.writing() as connection:
        connection.execute("DROP TABLE file")
    with pytest.raises(DamagedError, match=r"index\.sqlite"):
        paths(database)
    database.rebuild("mended")
    assert paths(database) == []
    put(database, "a.py")
    assert paths(database) == ["a.py"]
    assert database.messages == ["mended"]
    assert not file.with_name("index.sqlite.damaged").exists()
    database.rebuild("mended again.", aside=True)
    assert database.messages[1] == "mended again; the old one is kept as index.sqlite.damaged."
    with sqlite3.connect(file.with_name("index.sqlite.damaged")) as aside:
        assert aside.execute("SELECT path FROM file").fetchall() == [("a.py",)]
    aside.close()
    assert paths(database) == []
    database.close()


def test_a_folder_that_cannot_be_written_means_an_index_for_the_session(tmp_path: Path):
    (tmp_path / "cache").write_text("a file where the folder should be")
    database = Database(tmp_path / "cache" / "index.sqlite")
    assert "LACEWING_CACHE_DIR" in database.messages[0]
    put(database, "a.py")
    assert paths(database) == ["a.py"]
    place = database.path.parent
    database.close()
    assert not place.exists()


def test_a_closed_database_says_so(tmp_path: Path):
    database = Database(tmp_path / "index.sqlite")
    with database.reading() as held:
        database.close()
        assert held.execute("SELECT 1").fetchone() == (1,)
    with pytest.raises(StorageError, match="closed"):
        paths(database)
    with pytest.raises(StorageError, match="closed"):
        put(database, "a.py")
    database.close()


def test_two_processes_take_turns_in_writing(tmp_path: Path):
    first, second = Database(tmp_path / "index.sqlite"), Database(tmp_path / "index.sqlite")

    def fill(database: Database, name: str) -> None:
        for number in range(100):
            put(database, f"{name}{number}.py")

    threads = [threading.Thread(target=fill, args=each) for each in ((first, "a"), (second, "b"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(paths(first)) == len(paths(second)) == 200
    first.close()
    second.close()


def test_a_full_disk_is_told_from_damage_and_memory_serves(tmp_path: Path):
    database = Database(tmp_path / "index.sqlite")
    put(database, "before.py")
    with database.writing() as connection:
        connection.execute("PRAGMA max_page_count = 1")  # no less than there are
    with pytest.raises(UnwritableError, match=r"index\.sqlite can't be written \(database or disk is full\)"):
        fill(database)
    database.keep_in_memory("full")
    assert "in memory for this session" in database.messages[0]
    assert "LACEWING_CACHE_DIR" in database.messages[0]
    before = database.version()
    put(database, "b.py")
    assert paths(database) == ["b.py"]
    assert database.version() != before
    with pytest.raises(sqlite3.Warning), database.writing() as connection:
        connection.executemany("INSERT INTO file (path, size, mtime_ns, made_by) VALUES (?, 0, 0, '')", _failing())
    assert paths(database) == ["b.py"]
    threads = [threading.Thread(target=put, args=(database, f"t{number}.py")) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(paths(database)) == 9
    database.rebuild("anew")
    assert paths(database) == []
    database.close()
    with pytest.raises(StorageError, match="closed"):
        paths(database)


@pytest.mark.parametrize("how", ["rebuilt", "deleted"])
def test_a_file_that_another_process_replaces_is_followed(tmp_path: Path, how: str):
    file = tmp_path / "index.sqlite"
    first, second = Database(file), Database(file)
    put(first, "old.py")
    version = second.version()
    if how == "rebuilt":
        first.rebuild("anew", aside=True)
    else:
        for each in tmp_path.glob("index.sqlite*"):
            each.unlink()
    put(first, "new.py")
    assert paths(second) == ["new.py"]
    assert second.version() != version
    put(second, "newer.py")
    assert paths(first) == ["new.py", "newer.py"]
    first.close()
    second.close()
