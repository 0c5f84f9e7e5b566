"""Tests for a symbol from the evidence in its project, without executing anything: what the code action gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lacewing.features.testgen.candidates import candidates
from lacewing.features.testgen.cases import Case
from lacewing.features.testgen.evidence.call_sites import covered_arguments, is_covered
from lacewing.features.testgen.options import TestgenOptions
from lacewing.features.testgen.plan import Plan, Refusal, plan
from lacewing.features.testgen.reason import reasoned_cases
from lacewing.features.testgen.target import Target, offered
from lacewing.features.testgen.types import GeneratedTests
from lacewing.features.testgen.writing.code import Written
from lacewing.features.testgen.writing.file import REASONED, Additions, additions_to, names_in, new_file
from lacewing.features.testgen.writing.pytest_style import pytest_test
from lacewing.features.testgen.writing.tables import tables_of
from lacewing.features.testgen.writing.unittest_style import unittest_test
from lacewing.features.testgen.writing.wording import table_name, unique
from lacewing.syntax.source import Source
from lacewing.text.edit import FileEdit, TextEdit, apply_edits
from lacewing.text.position import Span

if TYPE_CHECKING:
    from lacewing.project.index import Index

__all__ = ["attempt", "offered"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The cases for one target that are to be written."""

    target: Target
    cases: tuple[Case, ...]


def attempt(
    source: Source, path: str, offset: int, index: Index, root: Path, options: TestgenOptions,
    unsaved: Mapping[str, bytes] | None = None,
) -> GeneratedTests | Refusal:  # fmt: skip
    """Tests for the symbol at byte `offset` of the file `path` (relative to `root`), or why there are none.

    `unsaved` are texts of open files, by relative path.
    """
    made = plan(source, path, offset, index, root, options, unsaved)
    if isinstance(made, Refusal):
        return made
    chosen: list[Chosen] = []
    notes: list[str] = []
    for target in made.targets:
        found = candidates(target, made.module, index, root, made.read)
        reasoned = reasoned_cases(target, made.module, found, options)
        chosen.append(Chosen(target, tuple(reasoned.cases)))
        notes += reasoned.notes
    return write_tests(made, chosen, notes, REASONED)


def write_tests(made: Plan, chosen: Sequence[Chosen], notes: Sequence[str], observed: str) -> GeneratedTests | Refusal:
    """The edit of the test file for the chosen cases, without calls that existing tests make already.

    `observed` says how values that nobody wrote down were found.
    """
    absolute = made.root / made.test_path
    taken = names_in(absolute, made.existing) if made.existing is not None else set()
    tests: list[Written] = []
    left_out = 0
    fresh: list[Case] = []
    for one in chosen:
        covered = covered_arguments(one.target, list(made.other_tests))
        cases = [case for case in one.cases if not is_covered(case, covered)]
        left_out += len(one.cases) - len(cases)
        fresh += cases
        target = replace(one.target, prefix=made.prefix)
        for table in tables_of(target, cases):
            name = unique(table_name(target, table.cases), taken)
            taken.add(name)
            write = unittest_test if made.framework == "unittest" else pytest_test
            tests.append(write(target, table, name, made.module.name))
    if not tests:
        if left_out:
            return Refusal(f"{made.symbol} is tested already with every input that the project suggests")
        why = notes[0] if notes else "the project shows no example of it"
        return Refusal(f"nothing is known of what {made.symbol} should give: {why}")
    if made.offered > len(made.targets):
        notes = [*notes, f"{made.symbol} has {made.offered} public methods; the first {len(made.targets)} were tested"]
    if left_out:
        calls = "one call" if left_out == 1 else f"{left_out} calls"
        notes = [*notes, f"{calls} that existing tests make already left out"]
    class_name = "Test" + "".join(part[:1].upper() + part[1:] for part in made.symbol.replace(".", "_").split("_"))
    additions = Additions(
        f"{made.module.name}.{made.symbol}",
        tuple(tests),
        made.framework,
        class_name,
        observed if any(case.recorded for case in fresh) else "",
    )
    return _edited(made, absolute, additions, tuple(dict.fromkeys(notes)))


def _edited(made: Plan, absolute: Path, additions: Additions, notes: tuple[str, ...]) -> GeneratedTests:
    edits: tuple[TextEdit, ...]
    if made.existing is None:
        text = new_file(additions)
        edits = (TextEdit(Span(0, 0), text),)
    else:
        edits = additions_to(absolute, made.existing, additions)
        text = apply_edits(made.existing, edits).decode("utf-8")
    prefix = f"{additions.class_name}." if made.framework == "unittest" else ""
    names = tuple(prefix + test.name for test in additions.tests)
    edit = FileEdit(str(absolute), edits, create=made.existing is None)
    return GeneratedTests(made.symbol, str(absolute), edit, text, names, made.framework, notes)
