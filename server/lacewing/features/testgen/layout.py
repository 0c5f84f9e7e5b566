"""Where things lie in a Python project: import names, test files, where a new test file belongs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

_TEST_NAME = re.compile(r"^(?:test_.*|.*_tests?|tests?)\.py$")
_TEST_FOLDERS = frozenset(["tests", "test", "testing"])


@dataclass(frozen=True, slots=True)
class ImportPlace:
    """How a file is imported: its dotted `module`, and the folder `root` (below the project) that is on the path."""

    module: str
    root: str


def is_test_file(path: str) -> bool:
    """Whether the file at `path` (POSIX) is a test or lies among tests, by the names test runners look for."""
    pure = PurePosixPath(path)
    return bool(_TEST_NAME.match(pure.name)) or pure.name == "conftest.py" or pure.parent.name in _TEST_FOLDERS


def import_place(root: Path, path: str) -> ImportPlace | None:
    """How the Python file at `path` (relative to `root`) is imported, or None when its name allows no import.

    Folders count as packages while they hold `__init__.py`; above those a folder `src` or `lib` is the import root, and
    folders without `__init__.py` between it and the file are namespace packages.
    """
    pure = PurePosixPath(path)
    folders = list(pure.parent.parts)
    depth = len(folders)
    while depth > 0 and (root.joinpath(*folders[:depth]) / "__init__.py").is_file():
        depth -= 1
    for place in range(depth):
        if folders[place] in ("src", "lib", "python"):
            depth = place + 1
            break
    else:
        depth = depth if depth < len(folders) or not _is_namespace_layout(root, folders) else 0
    parts = [*folders[depth:], *([] if pure.name == "__init__.py" else [pure.stem])]
    if not parts or not all(part.isidentifier() for part in parts):
        return None
    return ImportPlace(".".join(parts), "/".join(folders[:depth]))


def _is_namespace_layout(root: Path, folders: Sequence[str]) -> bool:
    """A project whose root is set up as the import root, its top folder being a package without `__init__.py`."""
    top = folders[0] if folders else ""
    return bool(top) and (root / "pyproject.toml").is_file() and top.isidentifier() and not is_scripts_folder(top)


def is_scripts_folder(name: str) -> bool:
    """Whether a top-level folder holds loose scripts, which import each other by bare name."""
    return name in ("scripts", "bin", "tools", "examples", "docs", "app", "server", "backend")


def existing_test_file(files: Iterable[str], path: str, module: str) -> str | None:
    """The test file that by its name belongs to the module at `path`, the nearest by folders first."""
    stem = _stem(path, module)
    package = module.split(".")[-2] if module.count(".") else ""
    names = {f"test_{stem}.py", f"{stem}_test.py", f"test{stem}.py", f"{stem}_tests.py", f"tests_{stem}.py"}
    names |= {f"test_{package}_{stem}.py"} if package else set()
    found = [file for file in files if PurePosixPath(file).name in names]
    source = set(PurePosixPath(path).parent.parts)
    return min(
        found,
        key=lambda file: (-len(source & set(PurePosixPath(file).parent.parts)), file.count("/"), file),
        default=None,
    )


def new_test_file(root: Path, files: Sequence[str], path: str, module: str) -> str:
    """Where a test file for the module at `path` belongs by the convention that the project's other tests show.

    `files` are the project's files. Each test with a source of its name is an example of a convention: a folder for
    tests, and how many of the source's own folders are repeated below it.
    """
    tests = [file for file in files if is_test_file(file) and _TEST_NAME.match(PurePosixPath(file).name)]
    stem = _stem(path, module)
    suffixed = sum(PurePosixPath(file).stem.endswith("_test") for file in tests)
    name = f"{stem}_test.py" if tests and suffixed * 2 > len(tests) else f"test_{stem}.py"
    folder = _mirrored_folder(tests, files, path)
    if folder is None:
        folder = _usual_folder(root, tests)
    if any(file != path and PurePosixPath(file).name == name for file in tests) and module.count("."):
        # Two test modules of one name collide in pytest's default import mode.
        name = name.replace(stem, f"{module.split('.')[-2].lstrip('_')}_{stem}", 1)
    return f"{folder}/{name}" if folder else name


def _stem(path: str, module: str) -> str:
    pure = PurePosixPath(path)
    stem = module.rpartition(".")[2] if pure.name == "__init__.py" else pure.stem
    return stem.strip("_") or stem


def _mirrored_folder(tests: Sequence[str], files: Sequence[str], path: str) -> str | None:
    sources: dict[str, list[PurePosixPath]] = {}
    for file in files:
        if file.endswith(".py") and not is_test_file(file):
            sources.setdefault(PurePosixPath(file).stem.strip("_"), []).append(PurePosixPath(file))
    votes: Counter[tuple[tuple[str, ...], int]] = Counter()
    for test in tests:
        pure = PurePosixPath(test)
        stem = re.sub(r"^tests?_|_tests?$", "", pure.stem)
        for source in sources.get(stem, ()):
            votes[_convention(source.parent.parts, pure.parent.parts)] += 1
    if not votes:
        return None
    parts = PurePosixPath(path).parent.parts
    # Of equally frequent conventions the one that repeats most folders says most.
    (prefix, skipped), _count = max(votes.items(), key=lambda item: (item[1], -item[0][1]))
    return "/".join([*prefix, *(parts[skipped:] if skipped >= 0 else ())])


def _convention(source: tuple[str, ...], test: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
    """(prefix, skipped): the test's folder is `prefix` and then the source's folders after the first `skipped`."""
    for skipped in range(len(source)):
        tail = source[skipped:]
        if test[len(test) - len(tail) :] == tail:
            return test[: len(test) - len(tail)], skipped
    return test, -1


def _usual_folder(root: Path, tests: Sequence[str]) -> str:
    if tests:
        return Counter(str(PurePosixPath(test).parent) for test in tests).most_common(1)[0][0].removeprefix(".")
    for name in ("tests", "test"):
        if (root / name).is_dir():
            return name
    return "tests"
