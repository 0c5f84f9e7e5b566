"""Tripwire inside the sandboxed interpreter: an audit hook that refuses sockets and writes outside the scratch copy.

Run as a script by the project's interpreter, `python guard.py WRITABLE (-m MODULE | FILE) ARGUMENTS…`, so it must run
on any Python from 3.8 on and import nothing of Lacewing. It is the second fence (native code can climb it); the first
is `confine.py`. WRITABLE is a list of folders joined by `os.pathsep`.
"""

# ruff: noqa: PTH100, PTH109, PTH120 - the program under test may replace pathlib, and importing it costs start-up time
from __future__ import annotations

import os
import runpy
import sys
from collections.abc import Callable

_NETWORK = (
    "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
    "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo",
)  # fmt: skip
_CHANGES = {
    "os.remove": (0,), "os.rename": (0, 1), "os.rmdir": (0,), "os.mkdir": (0,), "os.link": (1,), "os.symlink": (1,),
    "os.truncate": (0,), "os.chmod": (0,), "os.chown": (0,), "shutil.rmtree": (0,), "os.utime": (0,),
}  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def main() -> None:
    """Set the tripwire, then run the program as `python` itself would."""
    writable = tuple(os.path.realpath(path) for path in sys.argv[1].split(os.pathsep))
    sys.addaudithook(_hook(writable))
    rest = sys.argv[2:]
    if rest[0] == "-m":
        sys.argv = rest[1:]
        sys.path[0] = os.getcwd()
        runpy.run_module(rest[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = rest
        sys.path[0] = os.path.dirname(os.path.abspath(rest[0]))
        runpy.run_path(rest[0], run_name="__main__")


def _hook(writable: tuple[str, ...]) -> Callable[..., None]:
    # Bound early: the program under test may replace anything it can reach by name.
    real, separator, null = os.path.realpath, os.sep, os.devnull
    busy: list[str] = []

    def outside(path: int | str | bytes | None) -> bool:
        if isinstance(path, int) or path is None:
            return False
        name = real(os.fsdecode(path))
        return name != null and not any(name == root or name.startswith(root + separator) for root in writable)

    def hook(event: str, arguments: tuple) -> None:  # type: ignore[type-arg]
        if busy or not (event == "open" or event in _CHANGES or event in _NETWORK):
            return
        busy.append(event)
        try:
            if event in _NETWORK:
                if event in ("socket.connect", "socket.bind") and isinstance(arguments[1], (str, bytes)):
                    return
                raise PermissionError(f"the sandbox has no network ({event})")
            if event == "open":
                path, _mode, flags = arguments
                refused = isinstance(flags, int) and flags & _WRITING and outside(path)
            else:
                refused = any(outside(arguments[place]) for place in _CHANGES[event])
            if refused:
                raise PermissionError(f"the sandbox is read-only outside its scratch copy ({event} {arguments[0]!r})")
        finally:
            busy.clear()

    return hook


if __name__ == "__main__":
    main()
