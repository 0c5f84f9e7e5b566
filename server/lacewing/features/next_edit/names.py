"""What a change did to names, by the scopes of the file before and after it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import tree_sitter

from lacewing.features.next_edit.types import Change
from lacewing.project.extract import extract
from lacewing.project.facts import Facts
from lacewing.syntax.language import language_for_path
from lacewing.syntax.parser import parse
from lacewing.syntax.scopes import Scope, scopes_of
from lacewing.text.diff import LineChange, line_changes
from lacewing.text.tokens import is_word, tokens_of

_VALUES = ("parameter", "variable")
_LARGEST = 400_000  # bytes of a file that is looked at


@dataclass(frozen=True, slots=True)
class Names:
    """`come` are the words that stand in the changed lines and did not before, `gone` those that did and do not any
    more, `stayed` those that do again, `kept` those that stood outside of the changed lines all along. `dropped` are
    the names that the file had a definition for and has none any more. `changes` are the changed lines.
    The facts of both texts are None where no grammar knows the file.
    """

    come: frozenset[bytes]
    gone: frozenset[bytes]
    stayed: frozenset[bytes]
    dropped: frozenset[str]
    kept: frozenset[bytes]
    changes: Sequence[LineChange]
    facts_before: Facts | None
    facts_after: Facts | None
    _root: tree_sitter.Node | None
    _before: Sequence[Scope]
    _after: Sequence[Scope]
    _line_starts: Sequence[int]

    @property
    def changes_now(self) -> list[LineChange]:
        """The changes with their lines as they are numbered now."""
        grown, found = 0, []
        for change in self.changes:
            found.append(LineChange(change.line + grown, change.removed, change.added))
            grown += len(change.added) - len(change.removed)
        return found

    def visible(self, offset: int, name: str) -> bool:
        """Whether `name` is defined for code at byte `offset` of the file as it is now."""
        return _visible(self._after, offset, name)

    def in_text(self, offset: int) -> bool:
        """Whether byte `offset` of the file as it is now lies in a comment or a string."""
        node = self._root.descendant_for_byte_range(offset, offset) if self._root is not None else None
        while node is not None and "interpolation" not in node.type and "substitution" not in node.type:
            if "comment" in node.type or "string" in node.type:
                return True
            node = node.parent
        return False

    def lost_at(self, offset: int, name: str) -> bool:
        """Whether `name` at byte `offset` of the file as it is now meant something before and means nothing now."""
        return _visible(self._before, self._old_offset(offset), name) and not _visible(self._after, offset, name)

    def renamed_at(self, offset: int, name: str, new: str) -> bool:
        """Whether the parameter or variable that `name` meant at `offset` is called `new` now."""
        return (
            _visible(self._before, self._old_offset(offset), name, _VALUES)
            and not _visible(self._after, offset, name)
            and _visible(self._after, offset, new, _VALUES)
            and not _visible(self._before, self._old_offset(offset), new)
        )

    def _old_offset(self, offset: int) -> int:
        """About where `offset` was before the change: good enough to say in which scope."""
        grown = 0
        line = bisect_right(self._line_starts, offset) - 1
        lines = 0
        for change in self.changes:
            if change.line + lines + len(change.added) > line:
                break
            lines += len(change.added) - len(change.removed)
            grown += sum(len(row) + 1 for row in change.added) - sum(len(row) + 1 for row in change.removed)
        return offset - grown


def names_of(change: Change) -> Names:
    """What `change` did to names. Where no grammar knows the file, its words only."""
    changes = line_changes(change.before, change.after)
    old = {token.text for each in changes for line in each.removed for token in tokens_of(line) if is_word(token.text)}
    new = {token.text for each in changes for line in each.added for token in tokens_of(line) if is_word(token.text)}
    outside = _words_outside(change, changes)
    starts = [0, *(at + 1 for at, byte in enumerate(change.after) if byte == 10)]
    language = language_for_path(PurePosixPath(change.path))
    if language is None or max(len(change.before), len(change.after)) > _LARGEST:
        return Names(
            frozenset(new - old),
            frozenset(old - new),
            frozenset(old & new),
            frozenset(),
            outside,
            changes,
            None,
            None,
            None,
            (),
            (),
            starts,
        )
    before = scopes_of(parse(change.before, language).root_node, change.before, language)
    root = parse(change.after, language).root_node
    after = scopes_of(root, change.after, language)
    facts_before, facts_after = extract(change.before, language), extract(change.after, language)
    dropped = {symbol.name for symbol in facts_before.symbols} - {symbol.name for symbol in facts_after.symbols}
    return Names(
        frozenset(new - old),
        frozenset(old - new),
        frozenset(old & new),
        frozenset(dropped),
        outside,
        changes,
        facts_before,
        facts_after,
        root,
        before,
        after,
        starts,
    )


def _visible(scopes: Sequence[Scope], offset: int, name: str, kinds: Collection[str] = ()) -> bool:
    return any(
        scope.span.start <= offset < scope.span.end
        and any(each.name == name and (not kinds or each.kind in kinds) for each in scope.names)
        for scope in scopes
    )


def _words_outside(change: Change, changes: Sequence[LineChange]) -> frozenset[bytes]:
    lines = change.before.split(b"\n")
    for each in reversed(changes):
        del lines[each.line : each.line + len(each.removed)]
    return frozenset(token.text for token in tokens_of(b"\n".join(lines)) if is_word(token.text))
