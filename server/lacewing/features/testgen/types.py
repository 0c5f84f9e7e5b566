"""What test generation gives."""

from __future__ import annotations

from dataclasses import dataclass

from lacewing.text.edit import FileEdit


@dataclass(frozen=True, slots=True)
class GeneratedTests:
    """Tests for `symbol`: one edit of the test file at absolute `path`, and `text`, that file's whole new text.

    `names` are the new test functions (`test_x` or `TestX.test_x`); `notes` are sentences for the user.
    """

    symbol: str
    path: str
    edit: FileEdit
    text: str
    names: tuple[str, ...]
    framework: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TestRun:
    """The outcome of executing generated tests: what passed is kept in `kept` (None when nothing passed)."""

    __test__ = False

    passed: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]
    kept: GeneratedTests | None
    output: str
    seconds: float
