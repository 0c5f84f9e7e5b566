"""A project's index over its life: made, kept, refreshed, damaged, shared by two processes."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lacewing.project.indexer import IndexProgress, IndexReport
from lacewing.project.options import ProjectOptions
from lacewing.project.workspace import Project

ONE = ProjectOptions(workers=1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "pkg").mkdir(parents=True)
    (root / "pkg/a.py").write_text("def alpha(): return beta()\n")
    (root / "pkg/b 中🦋.py").write_text("def beta(): pass\n")
    (root / "main.js").write_text("function Gamma() {}\n")
    return root


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def project(root: Path, cache: Path) -> Iterator[Project]:
    project = Project(root, ONE, cache)
    yield project
    project.close()


def counts(report: IndexReport) -> tuple[int, int, int]:
    return report.files, report.parsed, report.reused


def names(project: Project) -> list[str]:
    return [symbol.name for path in project.index.files() for symbol in project.index.symbols_in(path)]


def test_cold_then_warm(root, cache):
    seen: list[IndexProgress] = []
    project = Project(root, ONE, cache)
    report = project.update_index(seen.append)
    assert counts(report) == (3, 3, 0)
    assert report.messages == ()
    assert report.bytes == sum((root / path).stat().st_size for path in project.index.files())
    assert (seen[-1].done, seen[-1].total) == (3, 3)
    assert names(project) == ["Gamma", "alpha", "beta"]
    project.close()
    project = Project(root, ONE, cache)
    assert names(project) == ["Gamma", "alpha", "beta"]
    assert counts(project.update_index()) == (3, 0, 3)
    project.close()


def test_what_changed_is_parsed_and_what_vanished_is_forgotten(root, project):
    project.update_index()
    (root / "pkg/a.py").write_text("def delta(): pass\n")
    (root / "main.js").unlink()
    (root / "new.py").write_text("def epsilon(): pass\n")
    assert counts(project.update_index()) == (3, 2, 1)
    assert names(project) == ["epsilon", "delta", "beta"]
    assert project.index.calls_to("beta") == []


def test_known_content_is_not_parsed_again(root, project):
    project.update_index()
    before = (root / "pkg/a.py").read_text()
    (root / "pkg/a.py").write_text("def other(): pass\n")
    project.update_index()
    (root / "pkg/a.py").write_text(before)
    (root / "copy.py").write_text(before)
    os.utime(root / "main.js", (1, 1))
    report = project.update_index()
    assert counts(report) == (4, 0, 4)
    assert len(project.index.symbols_named("alpha")) == 2


def test_what_another_version_made_is_looked_at_again(root, project):
    project.update_index()
    assert project.update_index().bytes == 0
    with project._database.writing() as connection:
        connection.execute("UPDATE file SET made_by = 'python of old' WHERE path = 'pkg/a.py'")
    assert project.update_index().bytes == (root / "pkg/a.py").stat().st_size
    assert project.update_index().bytes == 0


def test_refresh_brings_single_files_up_to_date(root, project):
    project.update_index()
    (root / "pkg/a.py").write_text("def zeta(): pass\n")
    (root / "main.js").unlink()
    (root / "notes.txt").write_text("no source\n")
    report = project.refresh([root / "pkg/a.py", "main.js", root / "notes.txt", "/elsewhere/x.py", "never.py"])
    assert counts(report) == (1, 1, 0)
    assert names(project) == ["zeta", "beta"]


def test_refresh_of_folders_and_ignore_files(root, project):
    project.update_index()
    (root / "fresh/deep").mkdir(parents=True)
    (root / "fresh/deep/x.py").write_text("def fresh(): pass\n")
    project.refresh([root / "fresh"])
    assert "fresh" in names(project)
    assert "fresh/deep" in project.folders
    (root / ".gitignore").write_text("pkg/\n")
    project.refresh([root / ".gitignore"])
    assert names(project) == ["fresh", "Gamma"]
    assert not project.included("pkg/a.py")
    (root / ".gitignore").unlink()
    project.refresh([root / ".gitignore"])
    assert "alpha" in names(project)
    for path in [*(root / "fresh/deep").iterdir(), root / "fresh/deep", root / "fresh"]:
        path.rmdir() if path.is_dir() else path.unlink()
    project.refresh([root / "fresh"])
    assert names(project) == ["Gamma", "alpha", "beta"]


def test_messages_stay_while_the_reason_does(root, project):
    (root / "nul.py").write_bytes(b"x\0")
    (root / "latin.py").write_bytes("é = 1\n".encode("latin-1"))
    (root / "big.py").write_text("#" * 1_100_000)
    wanted = {"nul.py", "latin.py", "big.py"}
    for _ in range(2):
        report = project.update_index()
        assert {message.partition(":")[0] for message in report.messages} == wanted
        assert report.files == 4
    assert "nul.py" not in project.index.files()
    (root / "nul.py").write_bytes(b"x = 1\n")
    assert {message.partition(":")[0] for message in project.update_index().messages} == wanted - {"nul.py"}


def test_data_beyond_its_bounds_is_told_of(root, project):
    (root / "lock.json").write_text('{"a": "' + "x" * 300_000 + '"}')
    (root / "many.json").write_text("{" + ", ".join(f'"k{n}": {n}' for n in range(500)) + "}")
    messages = {message.partition(":")[0]: message for message in project.update_index().messages}
    assert messages.keys() == {"lock.json", "many.json"}
    assert "262144 bytes" in messages["lock.json"]
    assert "more than 150 definitions" in messages["many.json"]
    assert project.index.symbols_in("lock.json") == []
    assert len(project.index.symbols_in("many.json")) == 150


def test_a_worker_killed_in_the_middle_costs_at_most_its_file(root, project):
    for number in range(150):
        (root / f"m{number}.py").write_text(f"def f{number}(): pass\n" * 40)
    killed = threading.Event()

    def kill_once(_progress: IndexProgress) -> None:
        if not killed.is_set():
            killed.set()
            os.kill(project.worker_process_ids[0], signal.SIGKILL)

    report = project.update_index(kill_once)
    assert killed.is_set()
    assert report.files >= 152
    assert len(report.messages) == 153 - report.files
    again = project.update_index()
    assert again.messages == report.messages  # It is not tried again in this session until it changes.
    for number in range(150):
        os.utime(root / f"m{number}.py", (1, 1))
    assert project.update_index().files == 153


def test_cancelling_anywhere_leaves_a_usable_index(root, cache):
    for number in range(120):
        (root / f"m{number}.py").write_text(f"def f{number}(): pass\n")
    project = Project(root, ONE, cache)
    for _ in range(3):
        cancelled = threading.Event()
        report = project.update_index(lambda progress, event=cancelled: event.set(), cancelled)
        assert report.files < 123
        assert len(project.index.files()) == len(set(project.index.files()))
    assert project.update_index().files == 123
    assert len(project.index.files()) == 123
    project.close()


def test_closing_stops_an_update(root, cache):
    for number in range(400):
        (root / f"m{number}.py").write_text(f"def f{number}(): pass\n" * 50)
    project = Project(root, ONE, cache)
    began = threading.Event()
    thread = threading.Thread(target=project.update_index, args=(lambda progress: began.set(),))
    thread.start()
    assert began.wait(30)
    project.close()
    thread.join(30)
    assert not thread.is_alive()


@pytest.mark.parametrize("damage", ["header", "middle", "truncated", "gone"])
def test_a_damaged_index_is_made_anew(root, cache, damage):
    for number in range(60):
        (root / f"m{number}.py").write_text(f"def function_{number}(): return call_{number}()\n" * 20)
    project = Project(root, ONE, cache)
    project.update_index()
    file = project.database_path
    project.close()
    content = file.read_bytes()
    if damage == "header":
        file.write_bytes(b"\0" * 200 + content[200:])
    elif damage == "middle":
        file.write_bytes(content[:8192] + b"\xa5" * (len(content) - 8192))
    elif damage == "truncated":
        file.write_bytes(content[: len(content) // 3])
    else:
        file.unlink()
    project = Project(root, ONE, cache)
    project.index.symbols_named("function_7")
    os.utime(root / "m1.py", (1, 1))
    report = project.update_index()
    if damage != "gone":
        assert any("built anew" in message and str(file) in message for message in report.messages), report
    assert report.files == 63
    assert len(project.index.symbols_named("function_7")) == 20
    assert len(project.index.calls_to("call_7")) == 20
    assert not project.index.damaged
    project.close()


def test_an_index_damaged_under_our_feet_is_made_anew(project):
    project.update_index()
    with project._database.writing() as connection:
        connection.execute("DROP TABLE content")
    assert project.index.symbols_named("alpha") == []
    assert project.index.damaged
    report = project.refresh(["pkg/a.py"])
    assert "built anew" in report.messages[0]
    assert names(project) == ["Gamma", "alpha", "beta"]


def test_two_processes_on_one_project(root, cache):
    for number in range(150):
        (root / f"m{number}.py").write_text(f"def f{number}(): pass\n" * 10)
    program = (
        "import sys\nfrom pathlib import Path\nfrom lacewing.project.options import ProjectOptions\n"
        "from lacewing.project.workspace import Project\n"
        "project = Project(Path(sys.argv[1]), ProjectOptions(workers=1), Path(sys.argv[2]))\n"
        "for _ in range(3):\n"
        "    report = project.update_index()\n"
        "    assert report.files == 153 and not report.messages, report\n"
        "    (project.root / f'm{_}.py').touch()\n"
        "print(len(project.index.symbols_with_prefix('f', 10000)))\nproject.close()\n"
    )
    command = [sys.executable, "-W", "error", "-c", program, str(root), str(cache)]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for process in processes:
        out, errors = process.communicate(timeout=120)
        assert (process.returncode, errors) == (0, "")
        assert out.strip() == "1500"


def test_reading_gives_the_text_that_was_indexed(root, project):
    (root / "bom.py").write_bytes(b"\xef\xbb\xbfdef bom(): pass\n")
    (root / "wide.py").write_bytes("\ufeffdef wide(): pass\n".encode("utf-16"))
    (root / ".gitignore").write_text("secret.py\n")
    (root / "secret.py").write_text("KEY = 1\n")
    (root / "link.py").symlink_to(root / "secret.py")
    project.update_index()
    for path in ("bom.py", "wide.py"):
        data = project.read(path)
        symbol = project.index.symbols_in(path)[0]
        assert data is not None
        assert data[symbol.name_start : symbol.name_end].decode() == symbol.name
    assert project.read(root / "pkg/a.py") == b"def alpha(): return beta()\n"
    for path in ("secret.py", "link.py", "missing.py", "pkg", "../cache/x.py", "/etc/passwd"):
        assert project.read(path) is None


def test_paths(root, cache, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(root)
    project = Project(link, ONE, cache)
    assert project.relative(link / "pkg/a.py") == "pkg/a.py"
    assert project.relative(root / "pkg/../main.js") == "main.js"
    assert project.relative("pkg/a.py") == "pkg/a.py"
    assert project.relative(tmp_path / "projectile.py") is None
    assert project.relative(root) is None
    assert project.included("pkg/new.py")
    assert not project.included(".git/config")
    assert not project.included("../x.py")
    project.close()


def test_the_cache_folder_can_be_set(root, tmp_path, monkeypatch):
    monkeypatch.setenv("LACEWING_CACHE_DIR", str(tmp_path / "elsewhere"))
    project = Project(root)
    assert project.database_path.is_relative_to(tmp_path / "elsewhere")
    project.close()


def test_no_process_stays(root, cache):
    project = Project(root, ONE, cache)
    project.update_index()
    workers = project.worker_process_ids
    assert workers
    project.close()
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{worker}").exists() for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)
