"""Whatever happens to a parsing process costs the file it worked on and nothing else."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lacewing.project import workers
from lacewing.project.decoding import to_utf8
from lacewing.project.frames import FrameError, FrameReader, pack_frame, unpack_frame
from lacewing.project.options import ProjectOptions
from lacewing.project.outcome import Job, Outcome, unpack_outcome
from lacewing.project.stored_facts import StoredOutline
from lacewing.project.workers import WorkerPool

MakePool = Callable[..., WorkerPool]


@pytest.fixture
def pool_for(tmp_path: Path) -> Iterator[MakePool]:
    pools = []

    def make(**options: float) -> WorkerPool:
        settings = ProjectOptions(**{"workers": 1, **options})  # type: ignore[arg-type]
        pools.append(WorkerPool(tmp_path, tmp_path / "none.sqlite", settings))
        return pools[-1]

    yield make
    for pool in pools:
        pool.close()
        assert pool.process_ids == []


def jobs(root: Path, count: int) -> list[Job]:
    for number in range(count):
        (root / f"m{number}.py").write_text(f"def f{number}(): return g()\n")
    return [Job(f"m{number}.py", "python", 30) for number in range(count)]


def run(
    pool: WorkerPool, work: list[Job], each: Callable[[Outcome], None] = lambda outcome: None
) -> dict[str, Outcome]:
    found: dict[str, Outcome] = {}

    def deliver(outcome: Outcome) -> None:
        assert outcome.path not in found
        found[outcome.path] = outcome
        each(outcome)

    pool.run(work, deliver, threading.Event())
    assert found.keys() == {job.path for job in work}
    return found


def test_every_file_gets_its_facts(tmp_path, pool_for):
    found = run(pool_for(workers=2), jobs(tmp_path, 20))
    assert {outcome.kind for outcome in found.values()} == {"facts"}
    facts = found["m7.py"].facts
    assert facts is not None
    assert facts.names == b"f7"
    assert set(facts.words.split()) == {b"def", b"f7", b"return", b"g"}
    assert StoredOutline(facts.language, facts.outline).names == ["f7"]
    assert facts.digest


def test_a_killed_process_costs_one_file(tmp_path, pool_for):
    pool = pool_for()
    work = jobs(tmp_path, 40)
    killed: list[int] = []

    def kill_once(outcome: Outcome) -> None:
        if outcome.path == "m9.py":
            killed.extend(pool.process_ids)
            os.kill(pool.process_ids[0], signal.SIGKILL)

    found = run(pool, work, kill_once)
    lost = {path: outcome.note for path, outcome in found.items() if outcome.kind != "facts"}
    assert len(lost) <= 1
    assert all("was killed" in note for note in lost.values())
    assert pool.process_ids
    assert pool.process_ids != killed


def stop_after(pool: WorkerPool, path: str, seconds: float | None) -> Callable[[Outcome], None]:
    """Stops the process once it has answered for `path`, and lets it go on `seconds` later."""

    def stop(outcome: Outcome) -> None:
        if outcome.path == path:
            process = pool.process_ids[0]
            os.kill(process, signal.SIGSTOP)
            if seconds is not None:
                threading.Timer(seconds, os.kill, (process, signal.SIGCONT)).start()

    return stop


def test_a_process_that_does_not_answer_is_replaced(tmp_path, pool_for, monkeypatch):
    monkeypatch.setattr(workers, "_SLOWER", 1)
    pool = pool_for(file_seconds=3)
    work = jobs(tmp_path, 12)
    for job in work[4:]:
        (tmp_path / job.path).write_text("x = f(a, b)\n" * 3000)  # long enough for the signal to come in time
    found = run(pool, work, stop_after(pool, "m3.py", None))
    lost = [outcome.note for outcome in found.values() if outcome.kind != "facts"]
    assert lost == ["its parsing process did not answer for 3 s, not indexed"]


def test_a_machine_that_is_busy_besides_leaves_out_no_file(tmp_path, pool_for):
    pool = pool_for(file_seconds=1)
    work = jobs(tmp_path, 12)
    for job in work[4:]:
        (tmp_path / job.path).write_text("x = f(a, b)\n" * 3000)
    found = run(pool, work, stop_after(pool, "m3.py", 3))
    assert {outcome.kind for outcome in found.values()} == {"facts"}


def test_a_file_that_takes_too_much_of_the_processors_time_is_left_out(tmp_path, pool_for):
    (tmp_path / "long.py").write_text("x = f(a, b)\n" * 1_000_000)
    work = [*jobs(tmp_path, 3), Job("long.py", "python", 12_000_000)]
    found = run(pool_for(file_seconds=1, max_file_bytes=20_000_000), work)
    assert found["long.py"].note == "its analysis took longer than 1 s (setting project.file_seconds), not indexed"
    assert {found[f"m{number}.py"].kind for number in range(3)} == {"facts"}


def test_processes_that_keep_ending_are_given_up(tmp_path, pool_for, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    found = run(pool_for(), jobs(tmp_path, 30))
    assert {outcome.kind for outcome in found.values()} == {"failed"}
    assert "keep ending" in found["m29.py"].note
    assert "exit code 1" in found["m29.py"].note


def test_processes_that_cannot_be_started_are_reported(tmp_path, pool_for, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "missing"))
    assert "can't be started" in run(pool_for(), jobs(tmp_path, 3))["m0.py"].note


def test_memory_is_bounded(tmp_path, pool_for):
    (tmp_path / "wide.py").write_text("x = [" + "1, " * 300_000 + "]\n")
    work = [*jobs(tmp_path, 3), Job("wide.py", "python", 900_000)]
    found = run(pool_for(worker_memory_bytes=120_000_000, max_file_bytes=2_000_000), work)
    assert found["wide.py"].kind == "failed"
    assert {found[f"m{number}.py"].kind for number in range(3)} == {"facts"}


def test_cancelling_drops_the_work(tmp_path, pool_for):
    pool = pool_for()
    cancelled = threading.Event()
    found: list[Outcome] = []

    def deliver(outcome: Outcome) -> None:
        found.append(outcome)
        cancelled.set()

    pool.run(jobs(tmp_path, 200), deliver, cancelled)
    assert 1 <= len(found) < 200
    assert run(pool, jobs(tmp_path, 3)).keys() == {"m0.py", "m1.py", "m2.py"}


def test_idle_processes_end(tmp_path, pool_for):
    pool = pool_for(worker_idle_seconds=0.1)
    run(pool, jobs(tmp_path, 1))
    deadline = time.monotonic() + 20
    while pool.process_ids and time.monotonic() < deadline:
        time.sleep(0.02)
    assert pool.process_ids == []
    assert run(pool, jobs(tmp_path, 1))["m0.py"].kind == "facts"


def test_a_worker_ends_when_its_parent_is_gone(tmp_path):
    program = (
        "import sys, threading, time\nfrom pathlib import Path\n"
        "from lacewing.project.options import ProjectOptions\nfrom lacewing.project.outcome import Job\n"
        "from lacewing.project.workers import WorkerPool\nroot = Path(sys.argv[1])\n"
        "pool = WorkerPool(root, root / 'none.sqlite', ProjectOptions(workers=1))\n"
        "pool.run([Job('m0.py', 'python', 1)], lambda outcome: None, threading.Event())\n"
        "print(pool.process_ids[0], flush=True)\ntime.sleep(60)\n"
    )
    jobs(tmp_path, 1)
    with subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 20
    while _running(worker) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _running(worker)


def _running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_workers_import_nothing_heavy():
    program = (
        "import sys, lacewing.project.worker\n"
        "print([name for name in ('pygls', 'lsprotocol', 'httpx', 'numpy', 'asyncio') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_files_that_cannot_be_used_say_why(tmp_path, pool_for):
    (tmp_path / "nul.py").write_bytes(b"x = 1\n\0\0")
    (tmp_path / "latin.py").write_bytes("# café\ndef f(): pass\n".encode("latin-1"))
    (tmp_path / "folder.py").mkdir()
    os.mkfifo(tmp_path / "pipe.py")
    (tmp_path / "link.py").symlink_to(tmp_path / "latin.py")
    (tmp_path / "big.py").write_text("#" * 3000)
    (tmp_path / "deep.py").write_text("(" * 2500)
    names = ["nul.py", "latin.py", "folder.py", "pipe.py", "link.py", "missing.py", "big.py", "deep.py"]
    found = run(pool_for(max_file_bytes=2900), [Job(name, "python", 10) for name in names])
    kinds = {name: outcome.kind for name, outcome in found.items()}
    assert kinds == {
        "nul.py": "skipped", "latin.py": "facts", "folder.py": "failed", "pipe.py": "failed", "link.py": "failed",
        "missing.py": "gone", "big.py": "skipped", "deep.py": "facts",
    }  # fmt: skip
    assert found["latin.py"].note == "neither UTF-8 nor a declared encoding, read as Latin-1"
    assert "binary" in found["nul.py"].note
    assert all(found[name].note for name, kind in kinds.items() if kind in ("skipped", "failed"))


@pytest.mark.parametrize(
    ("raw", "text", "encoding"),
    [
        (b"\xef\xbb\xbfx = '\xe4\xb8\xad'", "x = '中'", "utf-8"),
        ("\ufeffx = '🦋'".encode("utf-16-le"), "x = '🦋'", "utf-16-le"),
        ("\ufeffx = '🦋'".encode("utf-16-be"), "x = '🦋'", "utf-16-be"),
        ("\ufeffx".encode("utf-32-le"), "x", "utf-32-le"),
        ("# -*- coding: shift_jis -*-\n# 日本".encode("shift_jis"), "# -*- coding: shift_jis -*-\n# 日本", "shift_jis"),
        ("# coding: nonsense\n# é".encode("latin-1"), "# coding: nonsense\n# é", "latin-1"),
        ("// é\r\n".encode("latin-1"), "// é\r\n", "latin-1"),
    ],
)
def test_decoding(raw, text, encoding):
    decoded = to_utf8(raw)
    assert decoded is not None
    assert (decoded.data.decode(), decoded.encoding) == (text, encoding)


def test_a_broken_byte_order_mark_is_no_text():
    assert to_utf8(b"\xef\xbb\xbf\xff") is None
    assert to_utf8(b"\xff\xfe" + b"\x00\xd8") is None


def test_frames_arrive_whole_however_they_are_cut():
    stream = pack_frame(["a", 1], [b"xyz", b""]) + pack_frame(["中"])
    reader = FrameReader()
    bodies = [body for at in range(len(stream)) for body in reader.feed(stream[at : at + 1])]
    assert [unpack_frame(body) for body in bodies] == [(["a", 1], [b"xyz", b""]), (["中"], [])]


@pytest.mark.parametrize("body", [b"", b"\0\0\0\x05[]", b"\0\0\0\x02{}", b"\0\0\0\x05[[9]]abc", b"\0\0\0\x07[1,2,3]"])
def test_nonsense_is_refused(body):
    with pytest.raises(FrameError):
        unpack_outcome(body)
    with pytest.raises(FrameError):
        FrameReader().feed(b"\xff\xff\xff\xff")
