"""What speaks for doing a rewrite again at a place, as numbers under fixed names: what the chances are learned from."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import PurePosixPath

from lacewing.features.next_edit.names import Names
from lacewing.features.next_edit.places import Place
from lacewing.features.next_edit.rewrite import Rewrite
from lacewing.features.next_edit.types import Change
from lacewing.syntax.language import language_for_path
from lacewing.text.tokens import is_word

FEATURES = (
    "one", "same_file", "same_folder", "above", "lines_away", "left", "right", "all_left", "all_right", "shape",
    "times", "rename", "insertion", "insertion_lines", "deletion", "old_words", "old_tokens", "new_words", "holes",
    "varied", "places", "files", "dangling", "bound", "gone", "stayed", "whole_line", "prose", "crossing_lines",
    "dangling_elsewhere", "common_word", "kept_word", "rewrites", "changed_lines", "alike", "similar_names", "keyword",
    "comment", "quoted", "source_comment", "source_quoted", "new_known", "only_change",
    "renamed", "another",
)  # fmt: skip
"""The order of a row's numbers."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place with its file and what is known of all places of its rewrite."""

    path: str
    place: Place


def rows_of(
    change: Change,
    rewrites: Sequence[Rewrite],
    found: Sequence[Found],
    names: Names,
    data: dict[str, bytes],
    series: Names | None = None,
) -> list[list[float]]:
    """A row of numbers for each place. `series` is what this change and those before it did to names, together."""
    language = language_for_path(PurePosixPath(change.path))
    keywords = frozenset(word.encode() for word in language.keywords) if language else frozenset[bytes]()
    lines = math.log1p(sum(len(each.removed) + len(each.added) for each in names.changes))
    counts = Counter(id(each.place.rewrite) for each in found)
    files: dict[int, set[str]] = {}
    for each in found:
        files.setdefault(id(each.place.rewrite), set()).add(each.path)
    words: dict[tuple[str, bytes], int] = {}
    rows = []
    for each in found:
        rewrite = each.place.rewrite
        row = _of_place(each.place) | _of_rewrite(rewrite) | _of_names(each, names, change)
        row |= _of_where(each, change, data[each.path])
        row["places"], row["files"] = math.log(counts[id(rewrite)]), math.log(len(files[id(rewrite)]))
        row |= _of_renaming(each, series or names, change, data[each.path])
        row["rewrites"], row["changed_lines"] = math.log(len(rewrites)), lines
        row["only_change"] = float(len(rewrites) == 1)
        row["keyword"] = float(bool(rewrite.words) and keywords.issuperset(rewrite.words))
        row["source_comment"], row["source_quoted"] = _region(change.after, rewrite.start)
        row["common_word"] = _commonness(rewrite, each.path, data, words)
        rows.append([row.get(name, 0.0) for name in FEATURES])
    return rows


def _of_place(place: Place) -> dict[str, float]:
    rewrite = place.rewrite
    all_left, all_right = place.left == len(rewrite.left), place.right == len(rewrite.right)
    return {
        "one": 1.0,
        "left": math.log1p(place.left), "right": math.log1p(place.right),
        "all_left": float(all_left), "all_right": float(all_right),
        "shape": math.log1p(place.shape_left + place.shape_right),
        "varied": float(place.varied),
        "whole_line": float(
            b"\n" in (*rewrite.left[len(rewrite.left) - place.left :], b"\n" if all_left else b"")
            and b"\n" in (*rewrite.right[: place.right], b"\n" if all_right else b"")
        ),
    }  # fmt: skip


def _of_rewrite(rewrite: Rewrite) -> dict[str, float]:
    new = [part.strip() for part in rewrite.new if isinstance(part, bytes)]
    single = len(rewrite.old) == len(rewrite.new) == 1 and bool(rewrite.words) and is_word(new[0])
    return {
        "times": math.log(rewrite.times), "alike": rewrite.alike,
        "similar_names": _similar(rewrite.words[0], new[0]) if single else 0.0,
        "rename": float(single),
        "insertion": float(not rewrite.old), "insertion_lines": float(rewrite.lines),
        "deletion": float(not rewrite.new),
        "old_words": math.log1p(len(rewrite.words)), "old_tokens": math.log1p(len(rewrite.old)),
        "new_words": math.log1p(sum(map(is_word, new))),
        "holes": float(sum(text is None for text in rewrite.old)),
        "crossing_lines": float(b"\n" in rewrite.old),
    }  # fmt: skip


def _of_names(each: Found, names: Names, change: Change) -> dict[str, float]:
    words = set(each.place.rewrite.words)
    new = {part.strip() for part in each.place.rewrite.new if isinstance(part, bytes)}
    lost = words - new
    texts = [word.decode("utf-8", "replace") for word in lost]
    own = each.path == change.path
    start = each.place.edit.span.start
    return {
        "bound": float(own and any(names.lost_at(start, text) for text in texts)),
        "dangling": float(own and any(text in names.dropped for text in texts)),
        "dangling_elsewhere": float(not own and any(text in names.dropped for text in texts)),
        "gone": float(bool(lost) and lost <= names.gone),
        "stayed": float(bool(lost & names.stayed)),
        "kept_word": float(not lost and bool(words)),
        "new_known": float(any(text in names.kept for text in new - words)),
    }


def _of_renaming(each: Found, names: Names, change: Change, data: bytes) -> dict[str, float]:
    """Whether the place names a parameter or variable that was given another name, or another thing of that name."""
    rewrite, start = each.place.rewrite, each.place.edit.span.start
    if each.path != change.path or len(rewrite.words) != 1 or len(rewrite.old) != 1 or len(rewrite.new) != 1:
        return {}
    if re.search(rb"(?:\.|->|::)\s*\Z", data[max(0, start - 8) : start]):
        return {}  # a member of something
    old, new = (str(part, "utf-8", "replace") for part in (rewrite.words[0], rewrite.new[0]) if isinstance(part, bytes))
    if names.in_text(start):
        about_it = _documents(data, start, each.place.edit.span.end)
        return {"another": float(not about_it and names.renamed_at(rewrite.start, old, new))}
    if names.renamed_at(start, old, new):
        return {"renamed": 1.0}
    return {"another": float(names.renamed_at(rewrite.start, old, new) and names.visible(start, old))}


def _documents(data: bytes, start: int, end: int) -> bool:
    """Whether a word of a comment or string stands where documentation names a parameter."""
    before = data[data.rfind(b"\n", 0, start) + 1 : start]
    marked = re.search(rb"(?:[:@\\]param\s+(?:\{[^}]*\}\s+|\w+\s+)?|`)\Z", before)
    return bool(marked) or (
        not before.strip(b" \t*#/") and re.match(rb"\s*(?:\([^)\n]*\))?\s*:", data[end : end + 120]) is not None
    )


def _of_where(each: Found, change: Change, data: bytes) -> dict[str, float]:
    start = each.place.edit.span.start
    own = each.path == change.path
    away = data.count(b"\n", *sorted((start, each.place.rewrite.start))) if own else 0
    comment, quoted = _region(data, start)
    folder, other = each.path.rpartition("/")[0], change.path.rpartition("/")[0]
    return {
        "same_file": float(own),
        "same_folder": float(folder == other),
        "above": float(own and start < each.place.rewrite.start),
        "lines_away": math.log1p(away),
        "comment": comment,
        "quoted": quoted,
    }


def _commonness(rewrite: Rewrite, path: str, data: dict[str, bytes], known: dict[tuple[str, bytes], int]) -> float:
    """How often the rarest word that gives way stands in the file."""
    counts = []
    for word in rewrite.words:
        if (path, word) not in known:
            known[path, word] = data[path].count(word)
        counts.append(known[path, word])
    return math.log1p(min(counts, default=0))


def _similar(one: bytes, other: bytes) -> float:
    return SequenceMatcher(None, one.lower(), other.lower(), autojunk=False).ratio()


def _region(data: bytes, offset: int) -> tuple[float, float]:
    """Whether `offset` seems to lie in a comment, and in a string: by its line, whatever the language."""
    line = data[data.rfind(b"\n", 0, offset) + 1 : offset]
    comment = line.lstrip().startswith((b"#", b"//", b"*", b"/*", b"--", b'"""')) or b" // " in line or b"  # " in line
    quoted = any(line.count(quote) % 2 for quote in (b'"', b"'", b"`"))
    return float(comment), float(quoted)
