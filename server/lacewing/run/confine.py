"""Launcher of one sandboxed program: gives up what the program must not have, then runs it.

Run as a script by our own interpreter (`python -I -S confine.py CONFIG`), so it imports only the standard library and
nothing of Lacewing. CONFIG is JSON: `command`, `folder`, `writable` (paths), `memory`, `cpu`, `processes`, `file`
(bytes, seconds, counts), `separated` (what already gave us namespaces, or ""), `report` (a file descriptor that gets
one JSON object: `held` and `missing`).

Namespaces (user, network, process ids, IPC) come from unshare(2), writes are held by Landlock
(https://docs.kernel.org/userspace-api/landlock.html), the rest by setrlimit(2). Each may be refused by the machine:
the report then says so, and the in-process guard (`guard.py`) is what remains.
"""

# ruff: noqa: PTH123, PTH208 - importing pathlib would double the start-up time
from __future__ import annotations

import ctypes
import json
import os
import platform
import resource
import signal
import sys
import time

NEW_IPC, NEW_USER, NEW_PID, NEW_NET = 0x08000000, 0x10000000, 0x20000000, 0x40000000
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38
LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446
# Access rights of Landlock ABI 1 (bits 0-12), refer (13, ABI 2), truncate (14, ABI 3); ioctl_dev (15) is left alone.
EXECUTE_READ = 1 << 0 | 1 << 2 | 1 << 3
WRITE_FILE, TRUNCATE = 1 << 1, 1 << 14
NET_TCP = 1 << 0 | 1 << 1
TOO_MANY = 99
WATCH_SECONDS = 0.05


class _Ruleset(ctypes.Structure):
    _fields_ = (("fs", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def main() -> int:
    """Confine this process, run the command, and give its exit status."""
    config = json.loads(sys.argv[1])
    report: dict[str, list[str]] = {"held": [], "missing": []}
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform.startswith("linux") else None
    if libc is not None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        _separate(libc, config["separated"], report)
    child = os.fork()
    if child == 0:
        os._exit(_first_process(libc, config, report))
    os.close(config["report"])
    return _watch(child, config["processes"])


def _separate(libc: ctypes.CDLL, by: str, report: dict[str, list[str]]) -> None:
    if by:
        report["held"] += [f"no network: {by}", f"processes end with the test: {by}"]
        return
    uid, gid = os.getuid(), os.getgid()
    spaces = NEW_NET | NEW_PID | NEW_IPC
    if libc.unshare(NEW_USER | spaces) == 0:
        # Without a mapping of the own user, files of the scratch copy would belong to nobody.
        for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
            with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
                file.write(text)
    elif libc.unshare(spaces) != 0:
        report["missing"].append("no network namespace (unshare is not permitted on this machine)")
        return
    report["held"].append("no network: own network namespace")
    report["held"].append("processes end with the test: own process namespace")


def _first_process(libc: ctypes.CDLL | None, config: dict, report: dict[str, list[str]]) -> int:  # type: ignore[type-arg]
    if libc is not None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        _restrict_writes(libc, config["writable"], report)
    else:
        report["missing"].append("writes are only watched inside the process: no Landlock on this system")
    _set_limits(config, report)
    os.write(config["report"], json.dumps(report).encode())
    os.close(config["report"])
    os.chdir(config["folder"])
    # A process of its own, since the first one of a namespace ignores signals such as the one of the CPU limit.
    command = os.fork()
    if command == 0:
        try:
            os.execvp(config["command"][0], config["command"])
        except OSError as error:
            os.write(2, f"cannot run {config['command'][0]}: {error}\n".encode())
            os._exit(127)
    while True:
        pid, status = os.wait()
        if pid == command:
            return os.waitstatus_to_exitcode(status) & 0xFF if os.WIFEXITED(status) else 128 + os.WTERMSIG(status)


def _restrict_writes(libc: ctypes.CDLL, writable: list[str], report: dict[str, list[str]]) -> None:
    version = libc.syscall(LANDLOCK_CREATE, None, 0, 1)
    if version < 1 or platform.machine() not in ("x86_64", "aarch64", "arm64", "riscv64"):
        report["missing"].append("writes are only watched inside the process: this kernel has no Landlock")
        return
    handled = (1 << (13 if version == 1 else 14 if version == 2 else 15)) - 1
    attributes = _Ruleset(handled, NET_TCP if version >= 4 else 0, 0)
    ruleset = libc.syscall(LANDLOCK_CREATE, ctypes.byref(attributes), 16 if version >= 4 else 8, 0)
    rules = [("/", EXECUTE_READ), ("/dev/null", WRITE_FILE | 1 << 2 | TRUNCATE)]
    rules += [(path, handled) for path in writable]
    for path, allowed in rules:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        rule = _PathBeneath(allowed & handled, descriptor)
        libc.syscall(LANDLOCK_ADD, ruleset, 1, ctypes.byref(rule), 0)
        os.close(descriptor)
    if libc.syscall(LANDLOCK_RESTRICT, ruleset, 0) != 0:
        report["missing"].append("writes are only watched inside the process: Landlock refused the rules")
        return
    report["held"].append("writes only into the scratch copy: Landlock")
    if version >= 4:
        report["held"].append("no TCP: Landlock")


def _set_limits(config: dict, report: dict[str, list[str]]) -> None:  # type: ignore[type-arg]
    wanted = [
        ("CPU time", resource.RLIMIT_CPU, config["cpu"]),
        ("memory", resource.RLIMIT_AS, config["memory"]),
        ("file size", resource.RLIMIT_FSIZE, config["file"]),
        ("core dumps", resource.RLIMIT_CORE, 0),
        ("open files", resource.RLIMIT_NOFILE, 512),
    ]
    for name, kind, value in wanted:
        hard = resource.getrlimit(kind)[1]
        bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(kind, (bound, bound))
            report["held"].append(f"{name} limited to {bound}")
        except (ValueError, OSError) as error:
            report["missing"].append(f"{name} is not limited ({error})")
    report["held"].append(f"processes limited to {config['processes']}")


def _watch(child: int, most: int) -> int:
    """Wait for `child`, killing it (and with it its namespace or group) once it has more than `most` descendants.

    RLIMIT_NPROC would count the user's processes outside the sandbox too, and never binds root.
    """
    while True:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status)
        if _descendants(child) > most:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return TOO_MANY
        time.sleep(WATCH_SECONDS)


def _descendants(root: int) -> int:
    parents: dict[int, list[int]] = {}
    try:
        entries = os.listdir("/proc")
    except OSError:
        return 0
    for entry in entries:
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat", "rb") as file:
                    parent = int(file.read().rpartition(b")")[2].split()[1])
            except (OSError, ValueError, IndexError):
                continue
            parents.setdefault(parent, []).append(int(entry))
    count, waiting = 0, [root]
    while waiting:
        children = parents.get(waiting.pop(), [])
        count += len(children)
        waiting.extend(children)
    return count


if __name__ == "__main__":
    sys.exit(main())
