"""The project's own idioms as entries: lines that its files write again and again, for the keyword being typed."""

from __future__ import annotations

import posixpath
import threading
from collections import Counter
from weakref import WeakKeyDictionary

from lacewing.features.completion.listing.entry import Entry, Found
from lacewing.features.completion.listing.request import ListRequest
from lacewing.project.index import Index

_HABIT = 0.12
_SEEN_OFTEN = 3
_FILES, _BYTES = 40, 600_000
_SHOWN = 2
_LONGEST = 60
_Lines = Counter[str]

_known: WeakKeyDictionary[Index, dict[tuple[object, ...], _Lines]] = WeakKeyDictionary()
_lock = threading.Lock()


def habits(request: ListRequest) -> Found:
    """Whole lines that begin with what is typed, where a statement begins."""
    stem = request.word.stem
    language = request.language
    if len(stem) < 2 or request.before.strip() or language is None or request.place.line_suffix.strip():
        return {}
    if not any(keyword.startswith(stem) for keyword in language.keywords):
        return {}
    lines = _lines_around(request)
    begun = [(count, line) for line, count in lines.items() if count >= _SEEN_OFTEN and line.startswith(stem)]
    best = sorted(begun, key=lambda each: (-each[0], each[1]))[:_SHOWN]
    return {line: Entry("snippet", _HABIT, insert=line, where=f"{count} times in this folder") for count, line in best}


def _lines_around(request: ListRequest) -> _Lines:
    """How often each line that begins with a keyword stands in the files of the same folder, read once for each state
    of what is stored."""
    folder = posixpath.dirname(request.path)
    generation = request.index.generation()[1:]
    key = (folder, request.place.source.language, *generation)
    with _lock:
        kept = _known.setdefault(request.index, {})
        if key in kept:
            return kept[key]
    found = _count(request, folder)
    with _lock:
        if len(kept) > 8:
            kept.clear()
        kept[key] = found
    return found


def _count(request: ListRequest, folder: str) -> _Lines:
    language = request.language
    assert language is not None
    suffix = posixpath.splitext(request.path)[1]
    paths = [path for path in request.resolver.snapshot.paths.in_folder(folder) if path.endswith(suffix)]
    found: _Lines = Counter()
    size = 0
    for path in paths[:_FILES]:
        data = request.index.text(path) or b""
        size += len(data)
        if size > _BYTES:
            break
        for line in data.decode("utf-8", "replace").split("\n"):
            stripped = line.strip()
            word = stripped.partition(" ")[0].rstrip(":(")
            if word in language.keywords and word != stripped and len(stripped) <= _LONGEST:
                found[stripped] += 1
    return found
