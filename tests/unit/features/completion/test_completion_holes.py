"""Holes cut into real files: after accepting what is offered, the file parses as well as before and nothing doubles."""

from __future__ import annotations

import asyncio
import random
import re
from pathlib import Path

import pytest

from completion_holes.cut import KINDS
from completion_holes.mangle import MANGLINGS
from completion_holes.play import Played, played_in, variants
from lacewing.engine.engine import Engine
from lacewing.engine.options import EngineOptions
from lacewing.features.completion.inline import CompletionSources, inline_completions
from lacewing.features.completion.options import CompletionOptions
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
# What the samples say of themselves stands in the first column, which no program does.
_ANNOTATION = re.compile(rb"(?m)^[ \t]*(?://|#|--|/\*|<!--|;)[^\n]*(?:<-|\^)[^\n]*\n")


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


@pytest.fixture(scope="module")
def played() -> list[Played]:
    """A seeded sample: the project's own files and samples of every language, some with other line ends or letters."""
    found = []
    for path in [*FILES, *SAMPLES]:
        chance = random.Random(f"{path.parent.parent.name} {path.name}")
        data = _ANNOTATION.sub(b"", path.read_bytes())
        found += played_in(variants(source_of(path, data), chance), chance, 2)
    return found


def test_the_sample_is_of_every_kind_and_language(played: list[Played]) -> None:
    languages = {each.hole.source.language.name for each in played if each.hole.source.language}
    assert len(played) > 400
    assert {each.hole.kind for each in played} == set(KINDS)
    assert {each.mangling for each in played} == set(MANGLINGS)
    assert len(languages) > 20


def test_a_mangled_truth_gives_the_file_back(played: list[Played]) -> None:
    whole = [each for each in played if each.mangling != "cut in token"]
    failed = [each for each in whole if each.outcome != "equal"]
    said = [f"{each.outcome}: {each.mangling}, {each.hole.source.path.name}: {each.shown!r}" for each in failed]
    assert len(failed) <= 0.02 * len(whole), "\n".join(said)


def test_no_answer_adds_a_syntax_error(played: list[Played]) -> None:
    assert [each for each in played if each.outcome == "broken"] == []


def test_half_a_word_is_never_shown(played: list[Played]) -> None:
    cut = [each for each in played if each.mangling == "cut in token"]
    assert len(cut) > 10
    assert [each for each in cut if each.outcome not in ("repaired", "dropped")] == []
