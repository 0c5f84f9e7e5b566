"""Whatever is done to a project, its files, its processes or its disk: the index opens, and is right after a scan."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lacewing.project import worker
from lacewing.project.options import ProjectOptions
from lacewing.project.outcome import Job
from lacewing.project.worker import Analyst
from lacewing.project.workers import WorkerPool
from lacewing.project.workspace import Project

ONE = ProjectOptions(workers=1)
SERVER = """\
import sys
from pathlib import Path
from lacewing.project.options import ProjectOptions
from lacewing.project.workspace import Project
project = Project(Path(sys.argv[1]), ProjectOptions(workers=2), Path(sys.argv[2]))
print("open", flush=True)
while True:
    project.update_index()
    print("updated", flush=True)
    for number, path in enumerate(sorted(project.root.glob("m*.py"))):
        if number % 3 == 0:
            path.write_text(path.read_text() + f"def again_{number}(): return call_{number}()\\n")
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "pkg").mkdir(parents=True)
    (root / "pkg/a.py").write_text("def alpha(): return beta()\n")
    (root / "pkg/b.py").write_text("def beta(): pass\n")
    return root


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def project(root: Path, cache: Path) -> Iterator[Project]:
    project = Project(root, ONE, cache)
    yield project
    project.close()


def everything(project: Project) -> dict[str, object]:
    index = project.index
    return {
        "facts": {path: index.facts(path) for path in index.files()},
        "found": [index.symbols_named(name) for name in ("again_0", "function_7", "alpha")],
        "calls": index.calls_to("call_3"),
    }


def names(project: Project) -> list[str]:
    return [symbol.name for path in project.index.files() for symbol in project.index.symbols_in(path)]


def test_damage_at_random_places_of_the_index_is_seen_and_the_next_session_is_right(root, cache):
    for number in range(12):
        (root / f"m{number}.py").write_text(f"def function_{number}(): return call_{number}()\n" * 15)
    project = Project(root, ONE, cache)
    project.update_index()
    file, right = project.database_path, everything(project)
    project.close()
    whole, chance, told = file.read_bytes(), random.Random(3), 0
    for _ in range(16):
        damaged, at = bytearray(whole), chance.randrange(len(whole))
        junk = chance.choice([bytes([whole[at] ^ 1 << chance.randrange(8)]), bytes(2000), chance.randbytes(300)])
        damaged[at : at + len(junk)] = junk
        file.write_bytes(damaged[: len(whole)])
        for _session in range(2):
            project = Project(root, ONE, cache)
            report = project.update_index()
            for path in project.index.files():
                project.index.symbols_in(path)
                list(project.index.digests([path]))
            found, told = everything(project), told + any("built anew" in message for message in report.messages)
            project.close()
        assert found == right
    assert told, "no damage was one"


def test_a_server_killed_at_any_moment_leaves_an_index_that_opens_and_gets_right(root, cache, tmp_path):
    for number in range(120):
        (root / f"m{number}.py").write_text(f"def function_{number}(): return call_{number}()\n" * 15)
    moments = random.Random(7)
    for _ in range(6):
        command = [sys.executable, "-c", SERVER, str(root), str(cache)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as server:
            assert server.stdout is not None
            assert server.stdout.readline() == b"open\n"
            time.sleep(moments.uniform(0, 1.2))
            server.send_signal(signal.SIGKILL)
    project, fresh = Project(root, ONE, cache), Project(root, ONE, tmp_path / "other")
    report = project.update_index()
    assert report.messages == ()
    fresh.update_index()
    assert everything(project) == everything(fresh)
    assert report.files == 122
    project.close()
    fresh.close()


def test_a_full_disk_is_reported_and_memory_serves(root, cache):
    for number in range(200):
        (root / f"m{number}.py").write_text(f"def function_{number}(): return call_{number}()\n" * 40)
    program = (
        "import resource, sys\nfrom pathlib import Path\nfrom lacewing.project.options import ProjectOptions\n"
        "from lacewing.project.workspace import Project\n"
        "project = Project(Path(sys.argv[1]), ProjectOptions(workers=1), Path(sys.argv[2]))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))\n"
        "report = project.update_index()\n"
        "print(report.files, *report.messages)\n"
        "print(len(project.index.symbols_named('function_7')), len(project.index.calls_to('call_7')))\n"
        "(project.root / 'm7.py').write_text('def fresh(): pass')\n"
        "project.refresh(['m7.py'])\n"
        "print([at.path for at in project.index.symbols_named('fresh')], project.update_index().files)\n"
        "project.close()\n"
    )
    command = [sys.executable, "-W", "error", "-c", program, str(root), str(cache)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.stderr == ""
    first, second, third = done.stdout.splitlines()
    assert first.startswith("202 ")
    assert "index.sqlite can't be written" in first
    assert "kept in memory for this session. Free some space" in first
    assert (second, third) == ("40 40", "['m7.py'] 202")


def test_a_disk_that_is_full_when_one_file_is_saved(root, project):
    project.update_index()
    with project._database.writing() as connection:
        connection.execute("PRAGMA max_page_count = 1")  # no less than there are
    for number in range(40):
        (root / f"m{number}.py").write_text(f"def f{number}(): pass\n" * 400)
        report = project.refresh([f"m{number}.py"])
        if report.messages:
            break
    assert "in memory" in report.messages[0]
    assert {"alpha", "beta", "f0", f"f{number}"} <= set(names(project))


def test_a_file_that_changes_while_it_is_read_is_looked_at_again(root, cache, monkeypatch):
    file = root / "pkg/a.py"
    os.utime(file, (1, 1))
    analyst = Analyst(root, cache / "none.sqlite", 1000)
    assert analyst.analyse(Job("pkg/a.py", "python", 1)).mtime_ns == 1_000_000_000
    real, seen = os.fstat, []

    def changing(handle: int) -> os.stat_result:
        seen.append(handle)
        if len(seen) == 2:  # after the text was read, before it is made sure that it is all
            file.write_text("def changed(): pass\n")
            os.utime(file, (2, 2))
        return real(handle)

    monkeypatch.setattr(worker.os, "fstat", changing)
    assert analyst.analyse(Job("pkg/a.py", "python", 1)).mtime_ns == -1


def test_a_file_read_right_after_it_was_written_is_looked_at_again(root, project):
    project.update_index()
    file = root / "pkg/a.py"
    for number in range(30):
        file.write_text(f"def name_{number:02}(): pass\n")  # as long as the last one, perhaps at the same time
        project.refresh(["pkg/a.py"])
        file.write_text(f"def then_{number:02}(): pass\n")
        project.update_index()
        assert names(project)[0] == f"then_{number:02}"


def test_files_that_are_written_all_the_time(root, project):
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            (root / "pkg/a.py").write_text(f"def n{number}(): pass\n" * (number % 50 + 1))
            (root / f"pkg/c{number % 7}.py").write_text("x = 1\n" * number)
            (root / f"pkg/c{(number + 3) % 7}.py").unlink(missing_ok=True)

    writer = threading.Thread(target=write)
    writer.start()
    for _ in range(15):
        project.update_index()
        project.refresh(["pkg/a.py", "pkg"])
    stop.set()
    writer.join()
    project.update_index()
    assert project.index.files() == sorted(path.relative_to(root).as_posix() for path in root.rglob("*.py"))
    for path in project.index.files():
        assert [symbol.name for symbol in project.index.symbols_in(path)] == [
            line.split()[1][:-3] for line in (root / path).read_text().splitlines() if line.startswith("def")
        ] or path.startswith("pkg/c")


def test_a_renamed_folder(root, project):
    project.update_index()
    (root / "pkg").rename(root / "named 名🦋")
    report = project.refresh([root / "pkg", root / "named 名🦋"])
    assert project.index.files() == ["named 名🦋/a.py", "named 名🦋/b.py"]
    assert report.parsed == 0
    assert [site.path for site in project.index.calls_to("beta")] == ["named 名🦋/a.py"]
    (root / "named 名🦋").rename(root / "pkg")
    project.update_index()
    assert names(project) == ["alpha", "beta"]


def test_a_root_that_is_deleted_and_comes_back(root, project):
    project.update_index()
    aside = root.with_name("aside")
    root.rename(aside)
    report = project.update_index()
    assert report.files == 0
    assert any("can't be read" in message for message in report.messages)
    assert project.index.files() == []
    assert project.index.facts("pkg/a.py") is None
    assert project.refresh(["pkg/a.py", root]).files == 0
    aside.rename(root)
    report = project.update_index()
    assert (report.files, report.parsed) == (2, 0)
    assert names(project) == ["alpha", "beta"]


DEEP = [
    ("deep.py", "("), ("deep.py", "[{"), ("deep.py", "f("), ("deep.py", "f()."), ("deep.py", "not "),
    ("deep.py", "x = "), ("deep.js", "{"), ("deep.js", "(()=>"), ("deep.js", "class A{"), ("deep.ts", "a?."),
    ("deep.c", "{("),
    ("deep.cpp", "namespace a{"), ("deep.java", "class A{"), ("deep.go", "func(){"), ("deep.rs", "mod a{"),
    ("deep.json", '{"a":'), ("deep.html", "<p>"), ("deep.md", "> "), ("deep.lua", "do "), ("deep.sql", "("),
]  # fmt: skip


@pytest.mark.parametrize(("name", "unit"), DEEP, ids=lambda text: text)
def test_nesting_a_hundred_thousand_deep(tmp_path, name, unit):
    (tmp_path / name).write_text("def before(): pass\n" * (name == "deep.py") + unit * 100_000)
    (tmp_path / "after.py").write_text("def after(): pass\n")
    options = ProjectOptions(workers=1, max_file_bytes=2_000_000, file_seconds=3)
    project = Project(tmp_path, options, tmp_path / "cache")
    report = project.update_index()
    assert "after.py" in project.index.files()
    assert report.files == 2 or any(message.startswith(name) for message in report.messages)
    project.index.facts("after.py")
    project.close()


def test_a_line_of_fifty_megabytes(tmp_path):
    line = b"x = [" + b"1, " * (50_000_000 // 3) + b"]\n"
    (tmp_path / "line.py").write_bytes(line)
    (tmp_path / "after.py").write_text("def after(): pass\n")
    project = Project(tmp_path, ONE, tmp_path / "cache")
    report = project.update_index()
    assert report.files == 1
    assert "line.py: larger than 1000000 bytes (setting project.max_file_bytes), not indexed" in report.messages
    assert project.read("line.py") is None
    project.close()
    options = ProjectOptions(
        workers=1, max_file_bytes=100_000_000, file_seconds=30, worker_memory_bytes=400_000_000, worker_idle_seconds=0.1
    )
    pool = WorkerPool(tmp_path, tmp_path / "none.sqlite", options)
    found = {}
    work = [Job("line.py", "python", len(line)), Job("after.py", "python", 1)]
    pool.run(work, lambda outcome: found.update({outcome.path: outcome}), threading.Event())
    pool.close()
    assert found["line.py"].kind == "failed"
    assert "memory" in found["line.py"].note or "crashed" in found["line.py"].note
    assert found["after.py"].kind == "facts"


def test_open_and_lately_changed_files_come_first(root, cache):
    for number in range(40):
        path = root / f"m{number:02}.py"
        path.write_text(f"def f{number}(): pass\n")
        os.utime(path, (1000 + number % 10, 1000 + number % 10))
    os.utime(root / "m13.py", (5000, 5000))
    project = Project(root, ONE, cache)
    from lacewing.project.facts import Facts

    project.index.set_overlay("m20.py", Facts("python", (), (), (), (), 0))
    seen: list[str] = []
    project._pool.run = lambda jobs, deliver, cancelled: seen.extend(job.path for job in jobs)  # type: ignore[method-assign]
    project.update_index()
    assert seen[0] == "m20.py"
    assert set(seen[1:3]) == {"pkg/a.py", "pkg/b.py"}
    assert seen[3] == "m13.py"
    project.close()
