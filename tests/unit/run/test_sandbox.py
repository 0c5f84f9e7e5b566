from __future__ import annotations

import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lacewing.run.limits import Execution, Limits, SandboxError
from lacewing.run.sandbox import run_python
from lacewing.run.scratch import Scratch, scratch_copy


@pytest.fixture(params=["bwrap if there", "no bwrap"])
def scratch(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scratch]:
    if request.param == "no bwrap":
        monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    project = tmp_path / "project"
    project.mkdir()
    (project / "data.txt").write_text("données 数\n", "utf-8")
    with scratch_copy(project) as made:
        yield made


def run(scratch: Scratch, code: str, limits: Limits | None = None, **options: object) -> Execution:
    script = scratch.folder / "script.py"
    script.write_text(code, "utf-8")
    return run_python(scratch, Path(sys.executable), [str(script)], limits or Limits(), **options)  # type: ignore[arg-type]


def test_program_sees_the_copy_and_its_own_home(scratch: Scratch) -> None:
    done = run(scratch, "import os; print(open('data.txt', encoding='utf-8').read(), os.environ['HOME'])")
    assert done.succeeded, done.output
    assert "données 数" in done.output
    assert str(scratch.home) in done.output


def test_exit_status_is_the_programs(scratch: Scratch) -> None:
    done = run(scratch, "import sys; sys.exit(7)")
    assert (done.ending, done.returncode, done.succeeded) == ("exited", 7, False)


def test_environment_holds_no_token(scratch: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "do-not-show")
    done = run(scratch, "import os; print(sorted(os.environ)); print(*os.environ.values())")
    assert done.succeeded
    assert "do-not-show" not in done.output
    assert "SECRET_TOKEN" not in done.output


@pytest.mark.parametrize("call", ["connect(('127.0.0.1', 9))", "bind(('127.0.0.1', 0))"])
def test_no_sockets(scratch: Scratch, call: str) -> None:
    done = run(
        scratch, f"import socket\ntry:\n    socket.socket().{call}\nexcept OSError as e:\n    print('refused', e)"
    )
    assert "refused" in done.output


def test_network_is_cut_below_python(scratch: Scratch) -> None:
    """A child process is not reached by the audit hook: there the namespace or Landlock must hold."""
    code = (
        "import subprocess, sys\n"
        "inner = 'import socket; s = socket.socket(); s.settimeout(2); print(s.connect_ex((\"127.0.0.1\", PORT)))'\n"
    )
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        done = run(scratch, code.replace("PORT", str(port)) + "subprocess.run([sys.executable, '-c', inner])")
    if any("no network" in held or "no TCP" in held for held in done.held):
        assert done.output.strip() != "0", done
    else:
        assert done.missing


def test_writes_stay_in_the_copy(scratch: Scratch, tmp_path: Path) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("untouched", "utf-8")
    done = run(
        scratch,
        "open('new.txt', 'w').write('x')\n"
        f"try:\n    open({str(victim)!r}, 'w')\nexcept OSError as e:\n    print('no', e)",
    )
    assert done.succeeded, done.output
    assert done.output.startswith("no")
    assert victim.read_text("utf-8") == "untouched"
    assert (scratch.tree / "new.txt").read_text("utf-8") == "x"


def test_a_child_process_cannot_write_outside_either(scratch: Scratch, tmp_path: Path) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("untouched", "utf-8")
    done = run(scratch, f"import os; print(os.system('echo gone > {victim}'))")
    if any("Landlock" in held or "bubblewrap" in held for held in done.held):
        assert victim.read_text("utf-8") == "untouched"
    else:
        assert done.missing


def test_time_limit_kills_the_whole_group(scratch: Scratch) -> None:
    code = (
        "import subprocess, sys, time\n"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\ntime.sleep(60)"
    )
    began = time.monotonic()
    done = run(scratch, code, Limits(seconds=1.0))
    assert (done.ending, done.returncode) == ("timeout", None)
    assert time.monotonic() - began < 20
    assert not _running(str(scratch.folder))


def test_cancellation_kills_it(scratch: Scratch) -> None:
    cancelled = threading.Event()
    threading.Timer(0.5, cancelled.set).start()
    done = run(scratch, "import time; time.sleep(60)", cancelled=cancelled)
    assert done.ending == "cancelled"
    assert done.seconds < 20


def test_memory_limit(scratch: Scratch) -> None:
    done = run(scratch, "x = bytearray(1 << 30)", Limits(memory_bytes=512 << 20))
    assert not done.succeeded
    assert "MemoryError" in done.output


def test_file_size_limit(scratch: Scratch) -> None:
    done = run(scratch, "open('big', 'wb').write(bytes(1 << 21))", Limits(file_bytes=1 << 20))
    assert not done.succeeded
    assert (scratch.tree / "big").stat().st_size <= 1 << 20


def test_a_fork_bomb_is_stopped(scratch: Scratch) -> None:
    code = (
        "import os, time\n"
        "for _ in range(60):\n    if os.fork() == 0:\n        time.sleep(30)\n        os._exit(0)\ntime.sleep(30)"
    )
    done = run(scratch, code, Limits(processes=20, seconds=20))
    if Path("/proc/self/stat").exists():
        assert done.ending == "too many processes"


def test_output_is_bounded(scratch: Scratch) -> None:
    done = run(scratch, "print('x' * 3_000_000)", Limits(output_bytes=1000))
    assert done.succeeded
    assert len(done.output) == 1000


def test_input_reaches_the_program(scratch: Scratch) -> None:
    done = run(scratch, "import sys; print(len(sys.stdin.buffer.read()))", readable_input=b"y" * 200_000)
    assert done.output.strip() == "200000"


def test_a_missing_interpreter_is_named(scratch: Scratch) -> None:
    done = run_python(scratch, Path("/nowhere/python"), ["x.py"], Limits())
    assert done.returncode == 127
    assert "/nowhere/python" in done.output


def test_what_holds_is_said(scratch: Scratch) -> None:
    done = run(scratch, "")
    assert any("memory" in sentence for sentence in (*done.held, *done.missing))
    assert any("writes" in sentence for sentence in (*done.held, *done.missing))


def test_scratch_leaves_out_what_must_not_come(tmp_path: Path) -> None:
    project = tmp_path / "project"
    for folder in (".git", "node_modules/x", "pkg", "env/bin"):
        (project / folder).mkdir(parents=True)
    (project / "env/pyvenv.cfg").touch()
    (project / ".git/config").write_text("secret", "utf-8")
    (project / ".env").write_text("TOKEN=1", "utf-8")
    (project / "pkg/mod.py").write_text("x = 1\n", "utf-8")
    (project / "big.bin").write_bytes(bytes(2 << 20))
    (project / "inside").symlink_to("pkg")
    (project / "outside").symlink_to("/etc")
    (project / "loop").symlink_to("loop")
    with scratch_copy(project, {"pkg/mod.py": b"x = 2\n", "tests/new.py": b""}, max_file_bytes=1 << 20) as scratch:
        names = {str(path.relative_to(scratch.tree)) for path in scratch.tree.rglob("*")}
        assert names == {"pkg", "pkg/mod.py", "inside", "tests", "tests/new.py"}
        assert (scratch.tree / "inside/mod.py").read_bytes() == b"x = 2\n"
        assert {note.split()[0] for note in scratch.notes} == {"outside", "big.bin"}
        folder = scratch.folder
    assert not folder.exists()
    assert (project / "pkg/mod.py").read_bytes() == b"x = 1\n"


def test_too_large_a_tree_is_refused_with_the_setting(tmp_path: Path) -> None:
    (tmp_path / "big.bin").write_bytes(bytes(1000))
    with pytest.raises(SandboxError, match="scratch_megabytes"), scratch_copy(tmp_path, max_bytes=100):
        pass


def test_an_overlay_cannot_leave_the_tree(tmp_path: Path) -> None:
    with pytest.raises(SandboxError, match="outside"), scratch_copy(tmp_path, {"../evil.py": b""}):
        pass


def _running(mark: str) -> list[str]:
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        if entry.name != str(os.getpid()):
            try:
                command = (entry / "cmdline").read_bytes().decode("utf-8", "replace")
            except OSError:
                continue
            if mark in command:
                found.append(command)
    return found
