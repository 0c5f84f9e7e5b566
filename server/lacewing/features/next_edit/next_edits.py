"""Where else what was just done is still to be done, likeliest first: from the texts, their trees and the index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import PurePosixPath

from lacewing.features.next_edit.callers import edits_of_callers
from lacewing.features.next_edit.chances import chances_of, done_before, learned_weights
from lacewing.features.next_edit.evidence import Found, rows_of
from lacewing.features.next_edit.imports import edits_of_imports
from lacewing.features.next_edit.names import Names, names_of
from lacewing.features.next_edit.places import places_of
from lacewing.features.next_edit.reason import reason_of
from lacewing.features.next_edit.rewrite import Rewrite, rewrites_of
from lacewing.features.next_edit.types import Change, NextEdit, ProjectView
from lacewing.syntax.added_errors import added_errors
from lacewing.syntax.language import language_for_path
from lacewing.syntax.source import Source, source_of
from lacewing.text.edit import TextEdit

_MOST_REWRITES = 8
_MOST_FILES = 24  # other files looked into for one rewrite
_MOST_BYTES = 3_000_000  # of all texts that are looked into
_LARGEST = 400_000  # bytes of a file whose imports and calls are looked at
_CHECKED = 3  # edits tried for one that is shown: some would break the syntax


def next_edits(
    changes: Sequence[Change],
    project: ProjectView,
    least: float,
    limit: int = 20,
    refused: Collection[str] = (),
) -> list[NextEdit]:
    """At most `limit` edits of a chance of at least `least`, likeliest first; none overlaps the change or another.

    `changes` are what was done of late, the last thing first: what was done again and again counts more. `refused` are
    the `kind`s of edits that are not wanted.
    """
    if not changes:
        return []
    names = names_of(changes[0])
    edits = [*_again(changes, project, names), *_following(changes[0], project, names)]
    likely = [each for each in edits if each.chance >= least and each.kind not in refused]
    likely.sort(key=lambda each: (-each.chance, each.path != changes[0].path))
    sources: dict[str, Source] = {}
    taken: list[NextEdit] = []
    for each in _apart(likely[: limit * _CHECKED]):
        if each.path not in sources:
            sources[each.path] = source_of(project.root / each.path, _text(each.path, changes[0], project))
        if added_errors(sources[each.path], each.edit, each.edit.span.start) <= 0:
            taken.append(each)
        if len(taken) == limit:
            break
    return taken


def _again(changes: Sequence[Change], project: ProjectView, names: Names) -> Iterator[NextEdit]:
    """What was done, done again where it can be."""
    rewrites, found, texts = candidates(changes[0], project)
    series = names_of(_series(changes)) if len(changes) > 1 else names
    rows = rows_of(changes[0], rewrites, found, names, texts, series)
    before = Counter(kind_of(each) for change in changes[1:] for each in rewrites_of(change.before, change.after))
    for row, chance, each in zip(rows, chances_of(rows, learned_weights()), found, strict=True):
        rewrite = each.place.rewrite
        kind = kind_of(rewrite)
        yield NextEdit(each.path, each.place.edit, reason_of(rewrite), done_before(chance, before[kind], row), kind)


def _series(changes: Sequence[Change]) -> Change:
    """The last change and those right before it in the file as one: a rename is done at one place after another."""
    whole = changes[0]
    for change in changes[1:]:
        if change.path != whole.path or change.after != whole.before:
            break
        whole = Change(whole.path, change.before, whole.after)
    return whole


def _following(change: Change, project: ProjectView, names: Names) -> Iterator[NextEdit]:
    """What the change makes necessary elsewhere: imports, calls."""
    language = language_for_path(PurePosixPath(change.path))
    if language is None or project.index is None or len(change.after) > _LARGEST:
        return
    source = Source(project.root / change.path, change.after, language)
    yield from edits_of_imports(change, source, names, project.index)
    yield from edits_of_callers(names, project.index)


def _text(path: str, change: Change, project: ProjectView) -> bytes:
    return change.after if path == change.path else project.read(path) or b""


def candidates(change: Change, project: ProjectView) -> tuple[list[Rewrite], list[Found], dict[str, bytes]]:
    """What the change did, the places at which it can be done again, and the texts they are in."""
    rewrites = rewrites_of(change.before, change.after)[:_MOST_REWRITES]
    texts = {change.path: change.after}
    found: list[Found] = []
    for rewrite in rewrites:
        found += [
            Found(change.path, place) for place in places_of(rewrite, change.after) if _outside(place.edit, rewrites)
        ]
        for path in _other_files(rewrite, change.path, project):
            text = texts.get(path) or project.read(path)
            if text is not None and sum(map(len, texts.values())) + len(text) <= _MOST_BYTES:
                texts[path] = text
                found += [Found(path, place) for place in places_of(rewrite, text)]
    return rewrites, found, texts


def kind_of(rewrite: Rewrite) -> str:
    """A name that all edits have which do the same."""
    return repr((rewrite.old, rewrite.new))


def _outside(edit: TextEdit, rewrites: Sequence[Rewrite]) -> bool:
    """Whether an edit leaves alone what the change has just written."""
    return not any(edit.span.start < each.end and edit.span.end > each.start for each in rewrites)


def _apart(ranked: Sequence[NextEdit]) -> Iterator[NextEdit]:
    """Those that touch none before them."""
    taken: list[NextEdit] = []
    for each in ranked:
        span = each.edit.span
        if not any(
            other.path == each.path and span.start <= other.edit.span.end and other.edit.span.start <= span.end
            for other in taken
        ):
            taken.append(each)
            yield each


def _other_files(rewrite: Rewrite, path: str, project: ProjectView) -> Sequence[str]:
    words = rewrite.words or (*rewrite.left[-3:], *rewrite.right[:2])
    texts = [word.decode("utf-8", "replace") for word in words if word[:1].isalpha() or word[:1] == b"_"]
    if not any(len(text) > 2 for text in texts):
        return ()
    return [other for other in project.files_with(texts) if other != path][:_MOST_FILES]
