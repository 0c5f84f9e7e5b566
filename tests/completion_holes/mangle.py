"""What models make of the right answer: each mangling gives a text that holds the truth, None where it can't be."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from completion_holes.cut import Hole

Mangling = Callable[[Hole, random.Random], str | None]


def as_it_is(hole: Hole, _chance: random.Random) -> str | None:
    return hole.truth


def rest_of_line_repeated(hole: Hole, _chance: random.Random) -> str | None:
    rest = _rest(hole)
    return hole.truth + rest if rest.strip() else None


def next_lines_repeated(hole: Hole, chance: random.Random) -> str | None:
    below = hole.place.lines_below(chance.randint(1, 3))
    return hole.truth + "\n".join([_rest(hole), *below]) if any(line.strip() for line in below) else None


def prefix_repeated(hole: Hole, _chance: random.Random) -> str | None:
    before = hole.place.line_prefix
    return before + hole.truth if before.strip() else None


def line_above_copied(hole: Hole, _chance: random.Random) -> str | None:
    place = hole.place
    above = place.line_text(place.line - 1) if place.line else ""
    return f"{above}\n{place.line_prefix}{hole.truth}" if above.strip() else None


def first_line_indented_again(hole: Hole, _chance: random.Random) -> str | None:
    before = hole.place.line_prefix
    return before + hole.truth if before and not before.strip() else None


def relative_indentation(hole: Hole, _chance: random.Random) -> str | None:
    """Later lines as if the cursor stood in the first column."""
    base = hole.place.indent
    lines = hole.truth.split("\n")
    if len(lines) < 2 or not base or hole.place.line_prefix.strip() or not hole.truth.strip():
        return None
    if any(line.strip() and not line.startswith(base) for line in lines[1:]):
        return None
    return "\n".join([lines[0], *(line.removeprefix(base) for line in lines[1:])])


def tabs_for_blanks(hole: Hole, _chance: random.Random) -> str | None:
    unit = hole.place.indent_unit
    other = "    " if unit == "\t" else "\t"
    return _indented_by(hole, unit, other)


def other_width(hole: Hole, _chance: random.Random) -> str | None:
    unit = hole.place.indent_unit
    return None if unit == "\t" else _indented_by(hole, unit, "  " if len(unit) == 4 else "    ")


def fenced(hole: Hole, chance: random.Random) -> str | None:
    language = hole.place.source.language
    tag = language.name if language and chance.random() < 0.7 else ""
    return f"```{tag}\n{hole.truth}\n```" + chance.choice(["", "\n"])


def prose_around(hole: Hole, chance: random.Random) -> str | None:
    before = chance.choice(
        ["Here is the completed code:", "Sure! Here's the missing part:", "The missing code is:",
         "To complete this, you can write:"]
    )  # fmt: skip
    behind = chance.choice(["", "\n\nThis completes the statement as the code around it expects.", "\n\nLet me know!"])
    return f"{before}\n\n```\n{hole.truth}\n```{behind}"


def cut_in_a_token(hole: Hole, chance: random.Random) -> str | None:
    words = list(re.finditer(r"[^\W\d]\w{2,}", hole.truth))
    if not words:
        return None
    word = chance.choice(words)
    return hole.truth[: chance.randrange(word.start() + 1, word.end())]


def other_line_ends(hole: Hole, _chance: random.Random) -> str | None:
    """CRLF lost in files that have it, and put into files that have not."""
    text = hole.truth.replace("\r\n", "\n")
    if hole.place.newline == "\r\n":
        return text if "\n" in text else text + "\n"
    return text.replace("\n", "\r\n") if "\n" in text else text + "\r\n"


def special_token(hole: Hole, chance: random.Random) -> str | None:
    token = chance.choice(
        ["<|endoftext|>", "<|fim_pad|>", "</s>", "<EOT>", "<|file_separator|>", "<｜end▁of▁sentence｜>", "<|im_end|>",
         "<|fim_suffix|>", "<fim_suffix>", "<|cursor|>"]
    )  # fmt: skip
    return hole.truth + token + ("" if token == "</s>" else chance.choice(["", "\n", "\nmore = 1"]))


def repetition_loop(hole: Hole, chance: random.Random) -> str | None:
    place = hole.place
    truth = hole.truth.rstrip()
    several = "\n" in truth
    last = truth.split("\n")[-1] if several else place.line_prefix + truth + _rest(hole)
    if len(last.strip()) < 4:
        return None
    return truth + ("" if several else _rest(hole)) + f"\n{last}" * chance.randint(3, 8) + hole.truth[len(truth) :]


def path_first(hole: Hole, chance: random.Random) -> str | None:
    language = hole.place.source.language
    mark = language.line_comment if language and language.line_comment else "//"
    label = chance.choice(["", "path: ", "File: "])
    return f"{mark} {label}src/{hole.source.path.name}\n{hole.truth}"


def goes_on(hole: Hole, chance: random.Random) -> str | None:
    """The truth and more code behind it: lines from elsewhere in the file, no deeper than the cursor's."""
    lines = [line for line in hole.source.text.split("\n") if len(line.strip()) > 8]
    depth = len(hole.place.indent)
    fitting = [line.rstrip() for line in lines if len(line) - len(line.lstrip()) < max(1, depth)]
    if len(fitting) < 4 or not hole.truth.strip():
        return None
    at = chance.randrange(len(fitting) - 3)
    return hole.truth + _rest(hole) + "\n\n" + "\n".join(fitting[at : at + 3])


MANGLINGS: dict[str, Mangling] = {
    "as it is": as_it_is,
    "rest repeated": rest_of_line_repeated,
    "next lines": next_lines_repeated,
    "prefix repeated": prefix_repeated,
    "line above": line_above_copied,
    "indented again": first_line_indented_again,
    "relative indent": relative_indentation,
    "tabs/blanks": tabs_for_blanks,
    "other width": other_width,
    "fence": fenced,
    "prose": prose_around,
    "cut in token": cut_in_a_token,
    "line ends": other_line_ends,
    "special token": special_token,
    "loop": repetition_loop,
    "path first": path_first,
    "goes on": goes_on,
}


def _rest(hole: Hole) -> str:
    """What of the line behind the cursor is not in the truth already: all but closers that an editor typed."""
    tail = hole.whole[len(hole.source.data[: hole.offset]) + len(hole.truth.encode()) :]
    return tail.split(b"\n", 1)[0].rstrip(b"\r").decode("utf-8", "replace")


def _indented_by(hole: Hole, unit: str, other: str) -> str | None:
    """The later lines with their steps of `unit` written as `other`; None when nothing changes."""
    lines = hole.truth.split("\n")
    changed = [lines[0]]
    for line in lines[1:]:
        steps = 0
        while line.startswith(unit, steps * len(unit)):
            steps += 1
        changed.append(other * steps + line[steps * len(unit) :])
    return "\n".join(changed) if changed != lines else None
