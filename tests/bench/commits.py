"""Commits of a git repository as series of hunks: what was changed first, and what was changed after it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from random import Random

from lacewing.syntax.language import language_for_path
from lacewing.text.diff import LineChange, line_changes
from lacewing.text.edit import TextEdit
from lacewing.text.tokens import tokens_of

MOST_FILES, MOST_HUNKS, LARGEST = 15, 40, 300_000
_LISTED = 6000  # newest commits from which is drawn
_APART = 6  # lines between changes that git shows as one hunk
_COMPARED = 8000  # bytes of a hunk's two sides

Hunk = list[LineChange]


class Repository:
    """A git repository, read by its plumbing; `folder` is a checkout or a bare repository."""

    def __init__(self, folder: Path) -> None:
        dotgit = folder / ".git"
        self._git = ["git", f"--git-dir={dotgit if dotgit.exists() else folder}"]
        self._objects = subprocess.Popen(
            [*self._git, "cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def run(self, *arguments: str) -> str:
        """What a git command prints."""
        done = subprocess.run([*self._git, *arguments], capture_output=True, check=False)
        return done.stdout.decode("utf-8", "replace")

    def text(self, revision: str, path: str) -> bytes | None:
        """A file at a revision; None when there is none."""
        assert self._objects.stdin is not None
        assert self._objects.stdout is not None
        self._objects.stdin.write(f"{revision}:{path}\n".encode())
        self._objects.stdin.flush()
        head = self._objects.stdout.readline().split()
        if head[-1] == b"missing" or head[1] != b"blob":
            return None
        data = self._objects.stdout.read(int(head[2]))
        self._objects.stdout.read(1)
        return data

    def files_with(self, revision: str, words: Sequence[str], suffix: str) -> list[str]:
        """The files of a revision with this suffix that hold all of these words."""
        wanted = [part for word in words for part in ("-e", word)]
        listed = self.run("grep", "-lIwF", "--all-match", *wanted, revision, "--", f"*{suffix}")
        return [line.partition(":")[2] for line in listed.split("\n") if ":" in line]

    def close(self) -> None:
        """End the process that reads objects."""
        self._objects.kill()
        self._objects.wait()


@dataclass(frozen=True)
class Commit:
    """The files a commit changed, `before` and `after` it, and its hunks in the order of the diff."""

    name: str
    before: dict[str, bytes]
    after: dict[str, bytes]
    hunks: list[tuple[str, Hunk]]


def commits(repository: Repository, count: int, seed: int) -> Iterator[Commit]:
    """`count` commits drawn from the newest: those of 2 to 40 hunks in files of code, merges left out."""
    names = repository.run("log", "--no-merges", "--format=%H", "-n", str(_LISTED)).split()
    Random(seed).shuffle(names)
    found = 0
    for name in names:
        commit = _read(repository, name)
        if commit is not None:
            yield commit
            found += 1
        if found == count:
            return


def applied(before: bytes, hunk: Hunk) -> bytes:
    """The text with one hunk done."""
    lines = before.split(b"\n")
    for change in reversed(hunk):
        lines[change.line : change.line + len(change.removed)] = list(change.added)
    return b"\n".join(lines)


class Wanted:
    """What is still to be done in one file: the hunks between its text `now` and `then`."""

    def __init__(self, now: bytes, then: bytes) -> None:
        self._now, self._then = now, then
        self._now_lines, self._then_lines = now.split(b"\n"), then.split(b"\n")
        self._regions = _regions(now, then)

    def hunk_of(self, edit: TextEdit) -> int | None:
        """The hunk that an edit does all or a part of; None when it does something else."""
        first, last = (self._now.count(b"\n", 0, at) for at in (edit.span.start, edit.span.end))
        for number, (start, end, new_start, new_end) in enumerate(self._regions):
            if start - 1 <= first and last <= end:
                low = max(0, start - 1)
                old = b"\n".join(self._now_lines[low : end + 1])
                new = b"\n".join(self._then_lines[max(0, new_start - 1) : new_end + 1])
                offset = sum(len(line) + 1 for line in self._now_lines[:low])
                return number if _does(edit, old, new, offset) else None
        return None


def _does(edit: TextEdit, old: bytes, new: bytes, offset: int) -> bool:
    """Whether an edit brings the text `old`, which begins at `offset`, nearer to `new` by all that it changes."""
    start, end = edit.span.start - offset, edit.span.end - offset
    if start < 0 or end > len(old):
        return False
    made = old[:start] + edit.new_text.encode() + old[end:]
    if made == new:
        return True
    if len(old) + len(new) > _COMPARED:
        return False
    cost = _distance(old[start:end], edit.new_text.encode())
    return _distance(old, new) - _distance(made, new) >= max(1, cost)


def _distance(one: bytes, other: bytes) -> int:
    """How many tokens are in one of the texts only."""
    first, second = ([token.text for token in tokens_of(text)] for text in (one, other))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return len(first) + len(second) - 2 * sum(block.size for block in matcher.get_matching_blocks())


def _read(repository: Repository, name: str) -> Commit | None:
    listed = repository.run("diff-tree", "-r", "--no-commit-id", "--name-status", "--no-renames", name).split("\n")
    paths = [line[2:] for line in listed if line.startswith("M\t") and _is_code(line[2:])]
    if not paths or len(paths) > MOST_FILES:
        return None
    before, after, hunks = {}, {}, []
    for path in paths:
        old, new = repository.text(f"{name}^", path), repository.text(name, path)
        if old and new and max(len(old), len(new)) <= LARGEST:
            before[path], after[path] = old, new
            hunks += [(path, hunk) for hunk in _hunks(line_changes(old, new))]
    return Commit(name, before, after, hunks) if 2 <= len(hunks) <= MOST_HUNKS else None


def _is_code(path: str) -> bool:
    language = language_for_path(Path(path))
    return language is not None and language.role == "code"


def _hunks(changes: list[LineChange]) -> list[Hunk]:
    found: list[Hunk] = []
    for change in changes:
        last = found[-1][-1] if found else None
        if last is not None and change.line - last.line - len(last.removed) <= _APART:
            found[-1].append(change)
        else:
            found.append([change])
    return found


def _regions(now: bytes, then: bytes) -> list[tuple[int, int, int, int]]:
    """The lines of each hunk, in the one text and in the other."""
    found: list[tuple[int, int, int, int]] = []
    grown = 0
    for hunk in _hunks(line_changes(now, then)):
        first, last = hunk[0], hunk[-1]
        before = grown
        grown += sum(len(each.added) - len(each.removed) for each in hunk)
        end = last.line + len(last.removed)
        found.append((first.line, end, first.line + before, end + grown))
    return found
