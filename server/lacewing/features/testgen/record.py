"""Observations of calls, made by running the function in the sandbox. Used only when the user asked for a run."""

from __future__ import annotations

import ast
import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lacewing.features.testgen.candidates import Candidates
from lacewing.features.testgen.cases import Case, Outcome
from lacewing.features.testgen.layout import ImportPlace
from lacewing.features.testgen.module import Module
from lacewing.features.testgen.names import UnknownNameError, imports_for
from lacewing.features.testgen.options import TestgenOptions
from lacewing.features.testgen.select import Observed
from lacewing.features.testgen.target import Target
from lacewing.run.limits import Execution, Limits
from lacewing.run.sandbox import run_python
from lacewing.run.scratch import Scratch

_MOST_WORDS = 60
# Programs for the sandbox: found, never imported.
CHILDREN = Path(__file__).parent / "child"


@dataclass(frozen=True, slots=True)
class Recording:
    """What was observed of one target: `observed` are the usable calls, `notes` sentences on the others."""

    observed: tuple[Observed, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where recordings are made: the scratch copy, the interpreter, and the limits."""

    scratch: Scratch
    python: Path
    options: TestgenOptions
    cancelled: threading.Event | None = None

    @property
    def limits(self) -> Limits:
        """The limits of one execution."""
        options = self.options
        return Limits(options.seconds, options.memory_megabytes << 20, options.processes)


def record(target: Target, module: Module, place: ImportPlace, found: Candidates, shop: Workshop) -> Recording:
    """Call `target` with the candidates and variations of them; keep what a second process sees in the same way.

    The second process runs the kept calls in reverse order under another hash seed, which shows dependence on hashing
    and on the order of calls. Raises lacewing.run.limits.SandboxError when the sandbox cannot be started.
    """
    job = _job(target, module, found, shop)
    first = _run(job, place, shop, 0)
    if isinstance(first, str):
        return Recording((), (first,))
    observed = [seen for raw in first if (seen := _observed(raw, found.cases, module))]
    whys = [str(raw["why"]) for raw in first if raw["kind"] == "nothing" and raw.get("why")]
    kept = list(reversed(observed))
    again = _run({**job, "cases": [_sent(seen.case) for seen in kept], "search": 0}, place, shop, 1)
    if isinstance(again, str):
        return Recording((), (again,))
    by_number = {raw["case"]: raw for raw in again}
    stable = [
        seen for number, seen in enumerate(kept) if number in by_number and _repeated(by_number[number], seen.case)
    ]
    notes = _contradictions(first, found.cases, target)
    if len(stable) < len(kept):
        notes.append(f"{target.qualified}: {len(kept) - len(stable)} calls gave another result when repeated; left out")
    if not stable:
        why = max(set(whys), key=whys.count) if whys else "no call could be made from what the project shows"
        notes.append(f"{target.qualified}: nothing could be recorded ({why})")
    return Recording(tuple(reversed(stable)), tuple(notes))


def _job(target: Target, module: Module, found: Candidates, shop: Workshop) -> dict[str, Any]:
    options = shop.options
    words, numbers = _constants(target, module)
    statements = {statement for case in found.cases for statement in case.imports}
    standard = ("import datetime", "import decimal", "import pathlib", "import fractions", "import collections")
    return {
        "module": module.name, "owner": target.owner, "name": target.name, "kind": target.kind,
        "tree": str(shop.scratch.tree), "imports": [*standard, *sorted(statements - set(standard))],
        "params": [[param.name, param.kind] for param in target.params],
        "optional": [param.name for param in target.params if not param.required],
        "cases": [_sent(case) for case in found.cases[: options.max_calls]], "pools": found.pools,
        "receivers": found.receivers, "words": words, "numbers": numbers, "search": options.max_calls,
        "call_seconds": options.call_seconds, "seconds": options.seconds * 0.7,
    }  # fmt: skip


def _sent(case: Case) -> dict[str, Any]:
    claim = None
    if case.outcome is not None and not case.recorded:
        claim = {"kind": case.outcome.kind, "view": case.outcome.view, "text": case.outcome.text}
    return {"arguments": [list(pair) for pair in case.arguments], "receiver": case.receiver, "claim": claim}


def _constants(target: Target, module: Module) -> tuple[list[str], list[int | float]]:
    """Short texts and numbers that stand in the function, and in what it names in the module."""
    names = {node.id for node in ast.walk(target.node) if isinstance(node, ast.Name)}
    nodes: list[ast.AST] = [target.node]
    nodes += [node for name, node in (*module.functions.items(), *module.constants.items()) if name in names]
    words: dict[str, None] = {" ": None, "-": None, "_": None, "a": None, "Z": None, "0": None, "é": None, ".": None}
    numbers: dict[int | float, None] = {}
    for node in nodes:
        for inner in ast.walk(node):
            if isinstance(inner, ast.Constant) and isinstance(inner.value, str) and 0 < len(inner.value) <= 12:
                words[inner.value] = None
            elif isinstance(inner, ast.Constant) and type(inner.value) in (int, float):
                numbers[inner.value] = None  # type: ignore[index]
    return list(words)[:_MOST_WORDS], list(numbers)[:_MOST_WORDS]


def _run(job: dict[str, Any], place: ImportPlace, shop: Workshop, hash_seed: int) -> list[dict[str, Any]] | str:
    """The raw observations, or a sentence saying why there are none."""
    result = shop.scratch.folder / "observations.json"
    result.unlink(missing_ok=True)
    done = run_python(
        shop.scratch, shop.python, [str(CHILDREN / "record.py"), str(result)], shop.limits,
        import_roots=import_roots(shop.scratch, place), hash_seed=hash_seed,
        readable_input=json.dumps(job).encode(), cancelled=shop.cancelled,
    )  # fmt: skip
    try:
        answer = json.loads(result.read_text("utf-8"))
    except (OSError, ValueError):
        return f"{job['name']} could not be run: {_why(done)}"
    if "error" in answer:
        return f"{job['module']} could not be used: {answer['error']}"
    return [raw for raw in answer["observations"] if isinstance(raw, dict)]


def import_roots(scratch: Scratch, place: ImportPlace) -> Sequence[Path]:
    """Folders of the scratch copy from which the module under test is imported."""
    return [scratch.tree / place.root, scratch.tree] if place.root else [scratch.tree]


def _why(done: Execution) -> str:
    if done.ending != "exited":
        return f"ended by {done.ending} after {done.seconds:.0f} s"
    lines = done.output.strip().split("\n")
    return lines[-1] if lines[-1] else f"exit status {done.returncode}"


def _observed(raw: dict[str, Any], cases: Sequence[Case], module: Module) -> Observed | None:
    outcome = _outcome(raw)
    if outcome is None:
        return None
    imports = tuple(raw.get("imports", ()))
    if "arguments" not in raw:
        case = cases[raw["case"]]
        if raw.get("holds"):
            return Observed(_as_documented(case, outcome, imports), frozenset(raw["arcs"]))
        made = replace(case, outcome=outcome, imports=_joined(case.imports, imports), recorded=True)
        return Observed(made, frozenset(raw["arcs"]))
    arguments = tuple((name, text) for name, text in raw["arguments"])
    try:
        needed = imports_for([text for _, text in arguments] + [raw["receiver"]] * bool(raw["receiver"]), module)
    except UnknownNameError:
        return None
    made = Case(arguments, "search", raw["receiver"], outcome, _joined(needed, imports), True)
    return Observed(made, frozenset(raw["arcs"]))


def _as_documented(case: Case, outcome: Outcome, imports: tuple[str, ...]) -> Case:
    """A documented case that holds. What was shown or printed is better compared as a value than as its text."""
    assert case.outcome is not None
    if outcome.kind == "raises":
        return replace(
            case,
            outcome=replace(outcome, message=case.outcome.message or outcome.message),
            imports=_joined(case.imports, imports),
        )
    if case.outcome.view in ("repr({})", "str({})") and outcome.view == "{}" and outcome.kind == "returns":
        return replace(case, outcome=outcome, imports=_joined(case.imports, imports))
    return case


def _repeated(raw: dict[str, Any], case: Case) -> bool:
    return bool(raw["holds"]) if not case.recorded else _outcome(raw) == case.outcome


def _contradictions(first: list[dict[str, Any]], cases: Sequence[Case], target: Target) -> list[str]:
    """Sentences on documented examples that do not hold: perhaps a bug, certainly worth a look."""
    notes = []
    for raw in first:
        case = cases[raw["case"]] if "case" in raw else None
        if case is not None and case.outcome is not None and raw["holds"] is False and raw["kind"] == "returns":
            call = f"{target.name}({', '.join(text for _, text in case.arguments)})"
            shown = case.outcome.view.format(call)
            notes.append(
                f"the {case.origin} says that {shown} gives {case.outcome.text}, but {call} gives {raw['text']}"
            )
    return notes[:3]


def _joined(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def _outcome(raw: dict[str, Any]) -> Outcome | None:
    if raw["kind"] == "nothing":
        return None
    fields = tuple((str(name), str(text)) for name, text in raw.get("fields", ()))
    return Outcome(
        raw["kind"], raw.get("text", ""), raw.get("view", "{}"), raw.get("close", False), raw.get("message", ""),
        fields, raw.get("place", 0),
    )  # fmt: skip
