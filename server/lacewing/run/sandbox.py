"""Runs Python programs in a limited subprocess on a scratch copy of the project. Used only when the user asks.

What holds, from the outside in: a process group that is killed at the wall-clock limit or on cancellation; namespaces,
Landlock and resource limits (`confine.py`); an audit hook in the interpreter (`guard.py`). What a machine refuses is
named in `Execution.missing`.
"""

from __future__ import annotations

import functools
import json
import math
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from lacewing.run import confine, guard
from lacewing.run.limits import Ending, Execution, Limits, SandboxError
from lacewing.run.scratch import Scratch

_KEPT_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH")
_POLL_SECONDS = 0.02
_SEPARATED = ("--unshare-user", "--unshare-net", "--unshare-pid", "--unshare-ipc", "--die-with-parent")


def run_python(
    scratch: Scratch,
    python: Path,
    arguments: Sequence[str],
    limits: Limits,
    *,
    import_roots: Sequence[Path] = (),
    hash_seed: int = 0,
    readable_input: bytes = b"",
    variables: Mapping[str, str] | None = None,
    cancelled: threading.Event | None = None,
) -> Execution:
    """Run `python ARGUMENTS` in `scratch.tree`; `arguments` begins with a script's path or with `-m`, a module.

    `import_roots` are put before the installed packages; `readable_input` is the program's standard input;
    `variables` join its otherwise fresh environment. Raises SandboxError when the launcher cannot be started.
    """
    prefix = _bubblewrap(scratch)
    command = [str(python), guard.__file__, str(scratch.folder), *arguments]
    reading, writing = os.pipe()
    config = {
        "command": command, "folder": str(scratch.tree), "writable": [str(scratch.folder)], "report": writing,
        "memory": limits.memory_bytes, "cpu": math.ceil(limits.seconds) + 1, "processes": limits.processes,
        "file": limits.file_bytes, "separated": "bubblewrap" if prefix else "",
    }  # fmt: skip
    launcher = [sys.executable, "-I", "-S", confine.__file__, json.dumps(config)]
    try:
        process = subprocess.Popen(
            [*prefix, *launcher], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env={**_environment(scratch, import_roots, hash_seed), **(variables or {})}, pass_fds=(writing,),
            start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        os.close(reading)
        raise SandboxError(f"the sandbox's launcher {sys.executable} cannot be started: {error.strerror}") from error
    finally:
        os.close(writing)
    return _supervise(process, reading, limits, readable_input, cancelled)


def _supervise(
    process: subprocess.Popen[bytes],
    report: int,
    limits: Limits,
    readable_input: bytes,
    cancelled: threading.Event | None,
) -> Execution:
    began = time.monotonic()
    kept = bytearray()
    assert process.stdout is not None
    assert process.stdin is not None
    threads = [
        threading.Thread(target=_collect, args=(process.stdout, kept, limits.output_bytes), daemon=True),
        threading.Thread(target=_feed, args=(process.stdin, readable_input), daemon=True),
    ]
    for thread in threads:
        thread.start()
    ending: Ending = "exited"
    try:
        while process.poll() is None:
            if cancelled is not None and cancelled.is_set():
                ending = "cancelled"
                break
            if time.monotonic() - began > limits.seconds:
                ending = "timeout"
                break
            time.sleep(_POLL_SECONDS)
    finally:
        _kill(process)
        for thread in threads:
            thread.join(timeout=5)
    if process.returncode == confine.TOO_MANY:
        ending = "too many processes"
    held, missing = _read_report(report)
    return Execution(
        process.returncode if ending == "exited" else None, ending, bytes(kept).decode("utf-8", "replace"),
        time.monotonic() - began, held, missing,
    )  # fmt: skip


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the whole process group, also what a finished program left behind in it."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        process.kill()
    process.wait()


def _collect(stream: IO[bytes], kept: bytearray, most: int) -> None:
    with stream:
        while chunk := os.read(stream.fileno(), 65536):
            kept += chunk[: max(0, most - len(kept))]


def _feed(stream: IO[bytes], data: bytes) -> None:
    try:
        with stream:
            stream.write(data)
    except BrokenPipeError:
        return


def _read_report(descriptor: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    os.set_blocking(descriptor, False)
    try:
        data = os.read(descriptor, 65536)
    except BlockingIOError:
        data = b""
    finally:
        os.close(descriptor)
    if not data:
        return (), ("the program was stopped before its limits were set",)
    report: dict[str, list[str]] = json.loads(data)
    return tuple(report["held"]), tuple(report["missing"])


def _environment(scratch: Scratch, import_roots: Sequence[Path], hash_seed: int) -> Mapping[str, str]:
    """A fresh environment: tokens and configuration of the user's session stay outside."""
    environment = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
    return environment | {
        "HOME": str(scratch.home), "TMPDIR": str(scratch.temporary), "TZ": "UTC", "NO_COLOR": "1", "COLUMNS": "100",
        "PYTHONHASHSEED": str(hash_seed), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8",
        "PYTHONPATH": os.pathsep.join(str(path) for path in import_roots), "PYTHONNOUSERSITE": "1",
    }  # fmt: skip


@functools.cache
def _bubblewrap_works(program: str) -> bool:
    """Whether bubblewrap may make namespaces here (containers often forbid it); asked once a process."""
    probe = [program, *_SEPARATED, "--ro-bind", "/", "/", "--", sys.executable, "-I", "-S", "-c", ""]
    try:
        return subprocess.run(probe, capture_output=True, timeout=10, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _bubblewrap(scratch: Scratch) -> list[str]:
    """The command prefix that runs the launcher in bubblewrap, [] where it is absent or does not work."""
    program = shutil.which("bwrap")
    if program is None or not _bubblewrap_works(program):
        return []
    folder = str(scratch.folder)
    mounts = ["--ro-bind", "/", "/", "--bind", folder, folder, "--dev", "/dev", "--proc", "/proc"]
    return [program, *_SEPARATED, *mounts, "--"]
