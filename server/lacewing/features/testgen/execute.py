"""Running generated tests in the sandbox, only when the user asked: record real values, keep what passes."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import tree_sitter

from lacewing.features.testgen.candidates import candidates
from lacewing.features.testgen.framework import Framework
from lacewing.features.testgen.generate import Chosen, write_tests
from lacewing.features.testgen.layout import ImportPlace
from lacewing.features.testgen.options import TestgenOptions
from lacewing.features.testgen.plan import Plan, Refusal, plan
from lacewing.features.testgen.record import Workshop, import_roots, record
from lacewing.features.testgen.runner import Outcomes, run_names
from lacewing.features.testgen.select import select
from lacewing.features.testgen.types import GeneratedTests, TestRun
from lacewing.features.testgen.writing.file import RECORDED
from lacewing.run.interpreter import Interpreter, find_interpreter
from lacewing.run.limits import Execution, SandboxError
from lacewing.run.scratch import scratch_copy
from lacewing.syntax.source import Source, source_of
from lacewing.syntax.tree import text_of
from lacewing.text.edit import FileEdit, TextEdit

if TYPE_CHECKING:
    from lacewing.project.index import Index

_MOST_OUTPUT = 8000


def generate_and_run(
    source: Source, path: str, offset: int, index: Index, root: Path, options: TestgenOptions,
    unsaved: Mapping[str, bytes] | None = None, cancelled: threading.Event | None = None,
) -> TestRun | Refusal:  # fmt: skip
    """Tests for the symbol at byte `offset` whose values were recorded by running it, and that pass.

    Nothing of the project is written: everything happens in a scratch copy (with the texts of `unsaved` files). Raises
    lacewing.run.limits.SandboxError when the copy or the sandbox cannot be made.
    """
    made = plan(source, path, offset, index, root, options, unsaved)
    if isinstance(made, Refusal):
        return made
    overlay = {**(unsaved or {}), path: source.data}
    with _workshop(root, made.interpreter, made.framework, options, overlay, cancelled) as shop:
        chosen: list[Chosen] = []
        notes: list[str] = []
        for target in made.targets:
            if cancelled is not None and cancelled.is_set():
                return Refusal("cancelled")
            found = candidates(target, made.module, index, root, made.read)
            recording = record(target, made.module, made.place, found, shop)
            notes += recording.notes
            chosen.append(Chosen(target, tuple(select(target, recording.observed, options))))
        return _keep_passing(made, chosen, notes, shop)


def _keep_passing(made: Plan, chosen: list[Chosen], notes: list[str], shop: Workshop) -> TestRun | Refusal:
    """Write the tests, run them, and write again without those that fail."""
    written = write_tests(made, chosen, notes, RECORDED)
    if isinstance(written, Refusal):
        return written
    outcomes = _run(written, made.test_path, made.place, shop)
    kept: GeneratedTests | None = written
    if outcomes.failed:
        kept = without(written, {name for name, _ in outcomes.failed})
    return _test_run(outcomes, kept)


def run_tests(
    generated: GeneratedTests, root: Path, options: TestgenOptions, keep_only_passing: bool = True,
    unsaved: Mapping[str, bytes] | None = None, cancelled: threading.Event | None = None,
) -> TestRun:  # fmt: skip
    """Run tests as they were generated; `kept` holds those that pass (all of them when `keep_only_passing` is off).

    Raises lacewing.run.limits.SandboxError when the scratch copy or the sandbox cannot be made.
    """
    interpreter = find_interpreter(root)
    if options.python:
        interpreter = Interpreter(Path(options.python).expanduser(), interpreter.packages)
    framework: Framework = "unittest" if generated.framework == "unittest" else "pytest"
    test_path = Path(generated.path).relative_to(root).as_posix()
    source_root = "src" if (root / "src").is_dir() else ""
    with _workshop(root, interpreter, framework, options, unsaved or {}, cancelled) as shop:
        outcomes = _run(generated, test_path, ImportPlace("", source_root), shop)
    failed = {name for name, _ in outcomes.failed}
    return _test_run(outcomes, without(generated, failed) if failed and keep_only_passing else generated)


@contextmanager
def _workshop(
    root: Path, interpreter: Interpreter, framework: Framework, options: TestgenOptions, overlay: Mapping[str, bytes],
    cancelled: threading.Event | None,
) -> Iterator[Workshop]:  # fmt: skip
    if framework == "pytest" and not options.python and not interpreter.has("pytest"):
        raise SandboxError(
            f"pytest is not installed for {interpreter.python}: install it there, name another interpreter in "
            "lacewing.testgen.python, or set lacewing.testgen.framework to unittest"
        )
    with scratch_copy(root, overlay, options.scratch_megabytes << 20) as scratch:
        yield Workshop(scratch, interpreter.python, options, cancelled)


def _run(generated: GeneratedTests, test_path: str, place: ImportPlace, shop: Workshop) -> Outcomes:
    target = shop.scratch.tree / test_path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(generated.text.encode("utf-8"))
    framework: Framework = "unittest" if generated.framework == "unittest" else "pytest"
    return run_names(shop, list(import_roots(shop.scratch, place)), test_path, generated.names, framework)


def _test_run(outcomes: Outcomes, kept: GeneratedTests | None) -> TestRun:
    execution = outcomes.execution
    if kept is not None and execution.missing:
        limits = "; ".join(execution.missing)
        kept = replace(kept, notes=(*kept.notes, f"limits that this machine does not give the sandbox: {limits}"))
    if not outcomes.passed:
        kept = None
    return TestRun(outcomes.passed, outcomes.failed, kept, _tail(execution), execution.seconds)


def _tail(execution: Execution) -> str:
    return execution.output[-_MOST_OUTPUT:]


def without(generated: GeneratedTests, names: set[str]) -> GeneratedTests | None:
    """The generated tests without those called `names`, or None when none is left. Existing code is not touched."""
    left = tuple(name for name in generated.names if name not in names)
    if not left:
        return None
    data = generated.text.encode("utf-8")
    tree = source_of(Path(generated.path), data).tree
    assert tree is not None
    gone = {name.rpartition(".")[2] for name in names}
    edits: list[TextEdit] = []
    added = 0
    for edit in sorted(generated.edit.edits):
        start = edit.span.start + added
        text = edit.new_text.encode("utf-8")
        added += len(text) - (edit.span.end - edit.span.start)
        for first, last in reversed(_definitions(tree.root_node, data, gone)):
            if start <= first and last <= start + len(text):
                text = text[: first - start] + text[last - start :]
        edits.append(TextEdit(edit.span, text.decode("utf-8")))
    for first, last in reversed(_definitions(tree.root_node, data, gone)):
        data = data[:first] + data[last:]
    made = FileEdit(generated.edit.path, tuple(edits), generated.edit.create, generated.edit.version)
    return replace(generated, edit=made, text=data.decode("utf-8"), names=left)


def _definitions(root: tree_sitter.Node, data: bytes, names: set[str]) -> list[tuple[int, int]]:
    """The spans of test functions called `names`, each with its decorators and the blank lines before it."""
    spans = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        definition = node.child_by_field_name("definition") if node.type == "decorated_definition" else node
        name = definition.child_by_field_name("name") if definition is not None else None
        if definition is not None and definition.type == "function_definition":
            if name is not None and text_of(name, data) in names:
                start = node.start_byte
                while start > 0 and data[start - 1 : start].isspace():
                    start -= 1
                spans.append((start, node.end_byte))
        else:
            waiting.extend(node.named_children)
    return sorted(spans)
