"""What is known before any test is written: the target, its module, the project's tests and their conventions."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lacewing.features.testgen.framework import Framework, find_framework, style_of
from lacewing.features.testgen.layout import (
    ImportPlace,
    existing_test_file,
    import_place,
    is_test_file,
    new_test_file,
)
from lacewing.features.testgen.module import Module, parse_python, read_module
from lacewing.features.testgen.options import TestgenOptions
from lacewing.features.testgen.target import Target, offered, targets_named
from lacewing.project.decoding import to_utf8
from lacewing.run.interpreter import Interpreter, find_interpreter
from lacewing.syntax.source import Source

if TYPE_CHECKING:
    from lacewing.project.index import Index

_MOST_TESTS_READ = 200


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why no test is made, as a sentence for the user."""

    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that writing and running need.

    `offered` counts the targets before the limit. `read` gives a file's bytes by its path relative to `root`, with
    unsaved text first; `test_path` is relative to `root`, `existing` its present text (None: a new file), `prefix` what
    its tests write before a function of the module ("" or "module.").
    """

    symbol: str
    targets: tuple[Target, ...]
    offered: int
    module: Module
    place: ImportPlace
    path: str
    source: Source
    root: Path
    index: Index
    options: TestgenOptions
    interpreter: Interpreter
    framework: Framework
    test_path: str
    existing: bytes | None
    prefix: str
    other_tests: tuple[str, ...]
    read: Callable[[str], bytes | None]


def plan(
    source: Source, path: str, offset: int, index: Index, root: Path, options: TestgenOptions,
    unsaved: Mapping[str, bytes] | None = None,
) -> Plan | Refusal:  # fmt: skip
    """Look around for the symbol at byte `offset` of `path` (relative to `root`).

    `unsaved` are texts of open files by their paths relative to `root`.
    """
    symbol = offered(source, offset)
    if symbol is None:
        return Refusal("there is no function, public method or class of a Python module here")
    place = import_place(root, path)
    if place is None:
        return Refusal(f"{path} cannot be imported by its name, so a test could not reach {symbol}")
    module = read_module(source, place.module)
    targets = targets_named(module, symbol) if module else []
    if module is None or not targets:
        return Refusal(f"{symbol} has nothing that a test could call directly")
    read = _reader(root, {**(unsaved or {}), path: source.data})
    files = _files(index, root)
    tests = [file for file in files if file.endswith(".py") and is_test_file(file) and not file.endswith("conftest.py")]
    interpreter = _interpreter(root, options)
    known = existing_test_file(tests, path, place.module)
    test_path = known or new_test_file(root, files, path, place.module)
    existing = read(test_path)
    framework = options.framework if options.framework != "auto" else None
    if framework is None and existing is not None:
        framework = style_of(existing.decode("utf-8", "replace"))
    if framework is None:
        framework = find_framework(root, tests, interpreter, read)
    return Plan(
        symbol, tuple(targets[: options.max_methods]), len(targets), module, place, path, source, root, index, options,
        interpreter, framework, test_path, existing, _prefix(existing, place.module),
        tuple(_naming(tests, read, targets)), read,
    )  # fmt: skip


def _reader(root: Path, texts: Mapping[str, bytes]) -> Callable[[str], bytes | None]:
    def read(path: str) -> bytes | None:
        if path in texts:
            return texts[path]
        try:
            decoded = to_utf8((root / path).read_bytes())
        except OSError:
            return None
        return decoded.data if decoded is not None else None

    return read


def _files(index: Index, root: Path) -> list[str]:
    """The project's files; of a project that is not indexed yet, the Python files near the root."""
    files = index.files()
    if files:
        return files
    shallow = [*root.glob("*.py"), *root.glob("test*/**/*.py"), *root.glob("*/*.py"), *root.glob("src/*/*.py")]
    return sorted({path.relative_to(root).as_posix() for path in shallow})


def _interpreter(root: Path, options: TestgenOptions) -> Interpreter:
    found = find_interpreter(root)
    return Interpreter(Path(options.python).expanduser(), found.packages) if options.python else found


def _prefix(existing: bytes | None, module: str) -> str:
    """How a test file that imports the whole module, and nothing from it, calls the module's functions."""
    tree = parse_python((existing or b"").decode("utf-8", "replace"))
    prefix = ""
    for node in tree.body if tree else ():
        if isinstance(node, ast.ImportFrom) and node.module == module:
            return ""
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name == module:
                    prefix = f"{alias.asname or alias.name}."
    return prefix


def _naming(tests: list[str], read: Callable[[str], bytes | None], targets: list[Target]) -> list[str]:
    """The texts of test files that name one of the targets."""
    names = [target.name.encode() for target in targets]
    found = []
    for path in tests[:_MOST_TESTS_READ]:
        data = read(path) or b""
        if any(name in data for name in names):
            found.append(data.decode("utf-8", "replace"))
    return found
