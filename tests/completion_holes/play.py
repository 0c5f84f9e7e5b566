"""One hole played through: a model's answer through the real pipeline into the file, as an editor would accept it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from completion_holes.cut import Hole, errors_in, holes_in
from completion_holes.mangle import MANGLINGS
from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters.situation import Situation
from lacewing.features.completion.finish import finish_one
from lacewing.features.completion.options import CompletionOptions
from lacewing.features.completion.trigger import decide
from lacewing.syntax.source import Source, source_of
from lacewing.text.edit import TextEdit, apply_edits

Outcome = Literal["equal", "repaired", "dropped", "wrong", "broken"]
OPTIONS = CompletionOptions()


@dataclass(frozen=True, slots=True)
class Played:
    """What became of an answer: "equal" to the original file, "repaired" (a beginning of the truth, whole words),
    "dropped", "wrong" (something else), "broken" (a syntax error that was not there)."""

    hole: Hole
    mangling: str
    answer: str
    shape: str
    outcome: Outcome
    shown: str | None


def play(hole: Hole, mangling: str, chance: random.Random) -> Played | None:
    """None when the mangling does not apply to the hole."""
    answer = MANGLINGS[mangling](hole, chance)
    if answer is None or (mangling != "as it is" and answer == hole.truth):
        return None
    place = hole.place
    trigger = decide(place, OPTIONS, manual=True)
    assert trigger is not None
    candidate = Candidate(answer, "model", 0.9, finished=mangling != "cut in token")
    settled = finish_one(candidate, Situation(place, trigger, OPTIONS))
    if settled is None:
        return Played(hole, mangling, answer, trigger.shape, "dropped", None)
    completion = settled.completion
    after = apply_edits(hole.source.data, [TextEdit(completion.span, completion.text)])
    return Played(hole, mangling, answer, trigger.shape, _outcome(hole, after, completion.text), completion.text)


def _outcome(hole: Hole, after: bytes, shown: str) -> Outcome:
    if after == hole.whole:
        return "equal"
    if errors_in(source_of(hole.source.path, after)) > errors_in(hole.source):
        return "broken"
    # A body cut short still puts the bracket behind it on a line of its own.
    shown = shown.rstrip() if "\n" in shown else shown
    rest = hole.truth[len(shown) :]
    cut_in_word = bool(re.match(r"\w", rest)) and bool(re.search(r"\w\Z", shown))
    return "repaired" if hole.truth.startswith(shown) and not cut_in_word else "wrong"


def variants(source: Source, chance: random.Random) -> Source:
    """The file, or the same with line ends, indentation or letters as other files have them."""
    data = source.data
    roll = chance.random()
    if roll < 0.15 and b"\r" not in data:
        data = data.replace(b"\n", b"\r\n")
    elif roll < 0.25 and source.language is not None and source.language.block_opener == "{" and not _halves(data):
        data = re.sub(rb"(?m)^(?: {4})+", lambda match: b"\t" * (len(match[0]) // 4), data)
    elif roll < 0.4:
        data = _foreign_letters(source)
    changed = source_of(source.path, data)
    return changed if errors_in(changed) <= errors_in(source) else source


def _halves(data: bytes) -> bool:
    """Whether lines are indented by other numbers of blanks than multiples of four."""
    return bool(re.search(rb"(?m)^(?: {4})* {1,3}\S", data))


def _foreign_letters(source: Source) -> bytes:
    """Chinese and an emoji put into comments and strings."""
    edits, stack = [], [source.tree.root_node] if source.tree else []
    while stack:
        node = stack.pop()
        if node.child_count == 0 and ("comment" in node.type or "string" in node.type) and node.is_named:
            between = re.search(rb"[a-z,](?= [a-z])", source.data[node.start_byte : node.end_byte])
            if between:
                edits.append((node.start_byte + between.end(), " 宽度🙂"))
        stack += node.children
    data = source.data
    for place, text in sorted(edits, reverse=True):
        data = data[:place] + text.encode() + data[place:]
    return data


def played_in(source: Source, chance: random.Random, count: int) -> Iterator[Played]:
    """Holes of one file, `count` of each kind at most, each with one mangling of its answer."""
    names = list(MANGLINGS)
    for hole in holes_in(source, chance, count):
        chance.shuffle(names)
        for name in names:
            found = play(hole, name, chance)
            if found is not None:
                yield found
                break
