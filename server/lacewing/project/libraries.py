"""What a project uses without holding it: Python's standard library and the packages installed for the project.

Stubs come first: of the standard library those that typeshed-client ships, of packages their own. A file is read when a
question first comes to it, in a thread of its own: whoever asks before gets nothing and is never kept waiting. Only
outlines are kept, a bounded number of them; nothing of a library enters the index, what the engine learns or what a
model is shown.
"""

from __future__ import annotations

import functools
import importlib.util
import os
import queue
import threading
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path

from lacewing.project.extract import extract_outline
from lacewing.project.facts import Outline
from lacewing.syntax.language import languages

BUILTINS = "builtins"
_SUFFIXES = (".pyi", ".py")
_LARGEST = 600_000  # bytes of one file
_KEPT = 3_000_000  # bytes of the files whose outlines are kept; an outline takes several times as much
_WAITING = 200
_FOUND_KEPT = 4_000
_FOLDERS = (".venv", "venv", "env", ".env")


class Libraries:
    """The modules below `roots`, the first that has one wins. Files are known by their absolute paths. Thread-safe.

    `generation` changes whenever more is known. With `at_once` a file is read when it is asked for.
    """

    def __init__(self, roots: Iterable[Path], at_once: bool = False) -> None:
        self.roots = [str(root) for root in roots]
        self.generation = 0
        self._at_once = at_once
        self._outlines: OrderedDict[str, tuple[Outline | None, int]] = OrderedDict()
        self._size = 0
        self._found: OrderedDict[str, list[str]] = OrderedDict()
        self._lock = threading.Lock()
        self._read_all = threading.Condition(self._lock)
        self._asked: set[str] = set()
        self._queue: queue.Queue[str | None] = queue.Queue()
        self._thread: threading.Thread | None = None

    def find(self, module: str) -> list[str]:
        """The file of a module ("os.path"), [] when there is none; its stub where it has one."""
        with self._lock:
            known = self._found.get(module)
        if known is not None:
            return known
        found = self._search(module.split("."))
        with self._lock:
            self._found[module] = found
            if len(self._found) > _FOUND_KEPT:
                self._found.popitem(last=False)
        return found

    def outline(self, path: str) -> Outline | None:
        """What a file of a library defines; None until it was read, which asking brings about."""
        with self._lock:
            if path in self._outlines:
                self._outlines.move_to_end(path)
                return self._outlines[path][0]
        if self._at_once:
            self._read(path)
            return self._outlines[path][0]
        self._ask(path)
        return None

    def settle(self, seconds: float) -> bool:
        """Wait until all that was asked for is read, at most so long; whether anything was waited for."""
        with self._lock:
            if not self._asked:
                return False
            self._read_all.wait_for(lambda: not self._asked, seconds)
        return True

    def text(self, path: str) -> bytes | None:
        """The text of a file of a library; None for other files and where it cannot be read."""
        if not self.holds(path):
            return None
        try:
            return Path(path).read_bytes()
        except OSError:
            return None

    def holds(self, path: str) -> bool:
        """Whether a path is one of a library's file."""
        return any(path.startswith(root + os.sep) for root in self.roots)

    def module_of(self, path: str) -> str:
        """The dotted name of the module in a file, "" for other files."""
        root = next((root for root in self.roots if path.startswith(root + os.sep)), None)
        if root is None:
            return ""
        parts = list(Path(path[len(root) + 1 :]).with_suffix("").parts)
        parts[0] = parts[0].removesuffix("-stubs")
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def top_level(self) -> list[str]:
        """The names of all modules and packages that can be imported, sorted."""
        return _top_level(tuple(self.roots))

    def submodules(self, module: str) -> list[str]:
        """The names of the modules in a package, sorted."""
        files = self.find(module)
        if not files or not Path(files[0]).name.startswith("__init__."):
            return []
        return sorted(_modules_in(Path(files[0]).parent))

    def close(self) -> None:
        """End the thread that reads."""
        if self._thread is not None:
            self._queue.put(None)

    def _search(self, parts: list[str]) -> list[str]:
        for root in self.roots:
            for head in (f"{parts[0]}-stubs", parts[0]):
                stem = os.path.join(root, head, *parts[1:])  # noqa: PTH118 - asked for each name of a file
                for suffix in _SUFFIXES:
                    for candidate in (f"{stem}{suffix}", os.path.join(stem, f"__init__{suffix}")):  # noqa: PTH118
                        if os.path.isfile(candidate):  # noqa: PTH113
                            return [candidate]
        return []

    def _ask(self, path: str) -> None:
        with self._lock:
            if path in self._asked or len(self._asked) > _WAITING:
                return
            self._asked.add(path)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="libraries", daemon=True)
                self._thread.start()
        self._queue.put(path)

    def _work(self) -> None:
        while (path := self._queue.get()) is not None:
            self._read(path)

    def _read(self, path: str) -> None:
        language = languages()["python"]
        data = b""
        try:
            if Path(path).stat().st_size <= _LARGEST:
                data = Path(path).read_bytes()
            outline = extract_outline(data, language) if data else None
        except (OSError, ValueError):
            outline = None
        with self._lock:
            self._outlines[path] = (outline, len(data))
            self._size += len(data)
            self._asked.discard(path)
            while self._size > _KEPT and len(self._outlines) > 1:
                _, (_, freed) = self._outlines.popitem(last=False)
                self._size -= freed
            self.generation += 1
            self._read_all.notify_all()


def libraries_of(root: Path, environ: dict[str, str] | os._Environ[str] = os.environ) -> Libraries:
    """The libraries that code of the project at `root` may use: of the environment in its folder, else the active one.

    An environment is known by its `pyvenv.cfg`; none of its programs is run.
    """
    candidates = [root / name for name in _FOLDERS]
    if active := environ.get("VIRTUAL_ENV"):
        candidates.append(Path(active))
    found = [shipped] if (shipped := shipped_stubs()) is not None else []
    for candidate in candidates:
        if (candidate / "pyvenv.cfg").is_file():
            found += sorted(candidate.glob("lib/python3*/site-packages")) or [candidate / "Lib" / "site-packages"]
            break
    return Libraries(found)


def shipped_stubs() -> Path | None:
    """The folder of the standard library's stubs, None where typeshed-client is missing."""
    spec = importlib.util.find_spec("typeshed_client")
    folders = list(spec.submodule_search_locations or ()) if spec is not None else []
    return Path(folders[0]) / "typeshed" if folders else None


@functools.lru_cache(maxsize=8)
def _top_level(roots: tuple[str, ...]) -> list[str]:
    return sorted({name for root in roots for name in _modules_in(Path(root))})


def _modules_in(folder: Path) -> set[str]:
    found: set[str] = set()
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return found
    for entry in entries:
        name, _, suffix = entry.name.partition(".")
        module = suffix in ("py", "pyi") or (not suffix and entry.is_dir() and _is_package(entry.path))
        if module and name.removesuffix("-stubs").isidentifier() and name != "__init__":
            found.add(name.removesuffix("-stubs"))
    return found


def _is_package(folder: str) -> bool:
    return any(os.path.isfile(f"{folder}/__init__{suffix}") for suffix in _SUFFIXES)  # noqa: PTH113
