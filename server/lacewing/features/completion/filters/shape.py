"""How many lines a candidate may have: one, those of a body, or those of a definition."""

from __future__ import annotations

import re
from dataclasses import replace

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters.situation import Situation
from lacewing.features.completion.place import Place
from lacewing.syntax.source import EmbeddedSource

# Lines at the depth of the first one that go on with what it began.
_GOES_ON = re.compile(
    r"[)\]}{]|(?:else|elif|elsif|elseif|except|catch|finally|rescue|ensure|end|fi|done|esac|until|then|do)\b"
)
_DIRECTIVE = re.compile(r"#\s*(?:if|ifdef|ifndef|else|elif|endif)\b")
_ACCESS = re.compile(r"[ \t]*(?:public|private|protected)[ \t]*:[ \t]*\Z")
CLOSES = re.compile(r"[)\]}]|</|(?:end|fi|done|esac|until)\b")


def cut_to_shape(candidate: Candidate, situation: Situation) -> Candidate | None:
    """Keep the first line; in a body the lines that are no less indented than it; of a definition all that is deeper
    than its first line, and what closes it. The engine's lines go on from code with what is sure to follow: where
    nothing follows on the cursor's line, they are kept as they are."""
    text, trigger = candidate.text, situation.trigger
    if candidate.origin == "engine" and _may_go_on(situation):
        return replace(candidate, text="\n".join(text.rstrip().split("\n")[: situation.options.max_lines]))
    if trigger.enclosed and text.lstrip(" \t").startswith("\n"):
        return replace(candidate, text=_enclosed(text, situation))
    lines = text.strip("\n").rstrip().split("\n") if trigger.shape == "function" else text.rstrip().split("\n")
    # Behind what opens a body on its own line the rest of that line may be meant.
    behind_opener = bool(situation.place.line_prefix.strip()) and bool(lines[0].strip())
    if not trigger.multiline or trigger.enclosed or behind_opener:
        return replace(candidate, text=_first_line(lines))
    lines = lines[: situation.options.max_lines]
    kept = _definition(lines, situation.place) if trigger.shape == "function" else _body(lines, situation.place)
    return replace(candidate, text="\n".join(kept).rstrip())


def _may_go_on(situation: Situation) -> bool:
    place, options = situation.place, situation.options
    return options.multiline and situation.trigger.region == "code" and not place.line_suffix.strip()


def _first_line(lines: list[str]) -> str:
    """The first line; blank ones before it are skipped, as a model may begin with a line end."""
    return next((line for line in lines if line.strip()), "").rstrip()


def _body(lines: list[str], place: Place) -> list[str]:
    """The lines up to the first that is less indented; a closing one of these is kept, as it may be missing below."""
    depth = _depth(lines, place)
    # At the depth of the file itself nothing else tells where a body ends; scripts in a page are bodies to their end.
    ends_blank = depth == 0 and not isinstance(place.source, EmbeddedSource)
    free = lines_without_depth(lines, place)
    kept = lines[:1]
    for number, line in enumerate(lines[1:], 1):
        if number not in free:
            if line.strip() and place.width(line) < depth:
                return [*kept, line] if CLOSES.match(line.strip()) else kept
            if not line.strip() and ends_blank:
                return kept
        kept.append(line)
    return kept


def lines_without_depth(lines: list[str], place: Place) -> set[int]:
    """The numbers of the lines whose indentation says nothing: in strings over several lines, directives, and what says
    who may see the members below."""
    language = place.source.language
    quotes = [quote for quote in (language.quotes if language else ()) if len(quote) == 3 or quote == "`"]
    directives = language is not None and language.line_comment != "#"
    found, inside = set(), ""
    for number, line in enumerate(lines):
        if inside or (directives and (_DIRECTIVE.match(line) or _ACCESS.match(line))):
            found.add(number)
        for quote in quotes:
            if inside in ("", quote) and line.count(quote) % 2:
                inside = "" if inside else quote
    return found


def _depth(lines: list[str], place: Place) -> int:
    """The columns of indentation that still belong to the body."""
    if place.line_prefix.strip():
        first = next((line for line in lines[1:] if line.strip()), "")
        return place.width(first)
    return place.width(place.line_prefix) or place.width(lines[0])


def _definition(lines: list[str], place: Place) -> list[str]:
    depth = place.width(place.line_prefix) or place.width(lines[0])
    kept = lines[:1]
    deeper = blank = False
    free = lines_without_depth(lines, place)
    for number, line in enumerate(lines[1:], 1):
        width = place.width(line)
        if number in free:
            pass
        elif not line.strip():
            blank = True
        elif width < depth or (width == depth and (deeper or blank) and not _GOES_ON.match(line.strip())):
            break
        else:
            deeper = deeper or width > depth or bool(_GOES_ON.match(line.strip()))
            blank = False
        kept.append(line)
    return kept


def _enclosed(text: str, situation: Situation) -> str:
    """The lines of a body whose closing bracket stands behind the cursor, which gets a line of its own."""
    place = situation.place
    base = place.base_width
    kept: list[str] = []
    inside = 0
    for line in text.split("\n")[1 : situation.options.max_lines + 1]:
        depth = place.width(line)
        closes = line.lstrip()[:1] in ("}", ")", "]") and inside <= 0
        if line.strip() and (closes or depth < base or (depth == base and kept and not kept[-1].strip())):
            break
        inside += sum((mark in "([{") - (mark in ")]}") for mark in line)
        kept.append(line)
    while kept and not kept[-1].strip():
        del kept[-1]
    return "\n".join(["", *kept, place.base_indent]) if kept else ""
