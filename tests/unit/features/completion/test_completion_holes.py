"""Holes cut into real files: after accepting what is offered, the file parses as well as before and nothing doubles."""

from __future__ import annotations

import asyncio
import random
import re
from pathlib import Path

import pytest

from lacewing.engine.engine import Engine
from lacewing.engine.options import EngineOptions
from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters import apply_filters
from lacewing.features.completion.filters.situation import Situation
from lacewing.features.completion.inline import CompletionSources, inline_completions
from lacewing.features.completion.options import CompletionOptions
from lacewing.features.completion.place import Place
from lacewing.features.completion.splice import settle
from lacewing.features.completion.trigger import Trigger, decide
from lacewing.features.completion.types import InlineCompletion
from lacewing.project.index import Index
from lacewing.storage.database import Database
from lacewing.syntax.source import Source, source_of
from lacewing.syntax.tree import error_spans
from lacewing.text.edit import TextEdit, apply_edits

ROOT = Path(__file__).resolve().parents[4]
FILES = sorted(ROOT.glob("server/lacewing/text/*.py")) + sorted(ROOT.glob("server/lacewing/syntax/*.py"))
SAMPLES = sorted(path for path in ROOT.glob("grammars/*/samples/*") if "broken" not in path.name)
OPTIONS = CompletionOptions()


@pytest.fixture(scope="module")
def taught() -> Engine:
    engine = Engine(EngineOptions(budget_ms=2000))
    for path in [*FILES, *SAMPLES]:
        engine.learn(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
    engine.settle()
    return engine


def holes(path: Path, number: int, seed: str) -> list[tuple[bytes, int, str]]:
    """Files with a hole: the bytes without it, where it was, and what stood there. Some have closers typed behind."""
    chance = random.Random(f"{path.name} {seed}")
    lines = path.read_bytes().decode().splitlines(keepends=True)
    found = []
    fitting = [at for at, line in enumerate(lines) if len(line.strip()) > 8 and line.strip()[0] not in "#/*\"'^"]
    for at in chance.sample(fitting, min(number, len(fitting))):
        line = lines[at]
        body = line.rstrip("\r\n")
        starts = [match.start() for match in re.finditer(r"\S", body)]
        begin = chance.choice([starts[0], *(match.start() for match in re.finditer(r"(?<=[\s(.,\[])\w", body))])
        truth = body[begin:]
        if chance.random() < 0.2 and truth.rstrip().endswith((")", "]")):
            truth = truth.rstrip()[:-1]
        before, after = "".join(lines[:at]) + line[:begin], line[begin + len(truth) :] + "".join(lines[at + 1 :])
        found.append(((before + after).encode(), len(before.encode()), truth))
    return found


def accepted(source: Source, completion: InlineCompletion) -> bytes:
    return apply_edits(source.data, [TextEdit(completion.span, completion.text)])


def errors(path: Path, data: bytes) -> int:
    tree = source_of(path, data).tree
    return len(error_spans(tree.root_node)) if tree else 0


def line_at(data: bytes, offset: int) -> bytes:
    return data[data.rfind(b"\n", 0, offset) + 1 : (data.find(b"\n", offset) + 1 or len(data) + 1) - 1].strip()


@pytest.mark.parametrize("path", [*FILES[:4], *SAMPLES], ids=lambda path: f"{path.parent.parent.name}/{path.name}")
def test_what_the_engine_offers_is_well_formed(path: Path, taught: Engine, tmp_path: Path) -> None:
    index = Index(Database(tmp_path / "i.sqlite"))
    name = path.relative_to(ROOT).as_posix()
    for data, offset, _ in holes(path, 8, "engine"):
        for manual in (False, True):
            source = source_of(path, data)
            sources = CompletionSources(index, name + ".other", taught)
            for completion in asyncio.run(inline_completions(source, offset, sources, OPTIONS, manual, 3)):
                after = accepted(source, completion)
                where = f"{name}: {line_at(data, offset)!r} + {completion.text!r}"
                assert errors(path, after) <= errors(path, data), where
                assert completion.span.start == offset <= completion.span.end, where
                line = line_at(after, offset)
                begin = after.rfind(b"\n", 0, offset)
                if len(line) > 8 and begin > 0:
                    above = line_at(after, begin - 1)
                    assert line != above, where
    index.close()


MANGLED = {
    "as it is": lambda truth, rest: truth,
    "suffix repeated": lambda truth, rest: truth + rest,
    "fence": lambda truth, rest: f"```\n{truth}\n```",
    "prose": lambda truth, rest: f"Here is the missing code:\n```\n{truth}{rest}\n```\nIt works.",
    "control token": lambda truth, rest: f"{truth}<|endoftext|>def more(): pass",
    "next lines": lambda truth, rest: f"{truth}{rest}\n",
    "CRLF": lambda truth, rest: f"{truth}\r\n",
}


@pytest.mark.parametrize("mangling", MANGLED)
def test_a_mangled_truth_gives_the_file_back(mangling: str) -> None:
    right = wrong = 0
    failures = []
    for path in [*FILES[:3], *SAMPLES]:
        for data, offset, truth in holes(path, 6, mangling):
            source = source_of(path, data)
            place = Place(source, offset)
            text = MANGLED[mangling](truth, place.line_suffix)
            completion = _completed(text, place)
            whole = data[:offset] + truth.encode() + data[offset:]
            if completion is not None:
                after = accepted(source, completion)
                assert errors(path, after) <= errors(path, data), f"{path.name}: {text!r}"
                if after.rstrip() == whole.rstrip() or after.replace(b" \n", b"\n") == whole.replace(b" \n", b"\n"):
                    right += 1
                    continue
            wrong += 1
            failures.append((path.name, line_at(data, offset), truth, completion and completion.text))
    assert right >= 0.9 * (right + wrong), failures


def _completed(text: str, place: Place) -> InlineCompletion | None:
    trigger = decide(place, OPTIONS, True)
    assert trigger is not None
    situation = Situation(place, Trigger("rest" if place.line_suffix.strip() else "line", trigger.region), OPTIONS)
    candidate = apply_filters(Candidate(text, "model", 0.9), situation)
    return settle(candidate, place) if candidate else None
