"""What was taken and rejected is kept in one bounded file of numbers, and forgotten when that is asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from lacewing.cli.stats import command
from lacewing.config import Config
from lacewing.features.completion.adaptation import group_of
from lacewing.features.completion.types import InlineCompletion
from lacewing.services.taste import Taste, adaptation_file, read_adaptation
from lacewing.syntax.language import language_for_path
from lacewing.syntax.source import Source
from lacewing.text.position import Span

CODE = b"value = "


def text(data: bytes) -> Source:
    return Source(Path("/project/a.py"), data, language_for_path("a.py"))


def offer(taste: Taste, accept: bool) -> None:
    completion = InlineCompletion(Span(len(CODE), len(CODE)), "canary_text(1)", "engine", 0.8)
    taste.shown(text(CODE), len(CODE), [completion])
    if accept:
        taste.accepted(Path("/project/a.py"))
    else:
        taste.look(text(CODE + b"zzz"), len(CODE) + 3)


def test_rejections_are_kept_and_count_in_the_next_session(tmp_path: Path) -> None:
    file = adaptation_file(tmp_path)
    taste = Taste(file)
    sure = InlineCompletion(Span(8, 8), "canary_text(1)", "engine", 0.7)
    assert taste.may_show(text(CODE), sure, Config())
    for _ in range(25):
        offer(taste, accept=False)
    assert not taste.may_show(text(CODE), sure, Config())
    taste.save()
    data = file.read_bytes()
    assert b"canary" not in data
    assert b"project" not in data
    again = Taste(file)
    assert not again.may_show(text(CODE), sure, Config())
    for _ in range(120):
        offer(again, accept=True)
    assert again.may_show(text(CODE), sure, Config())


def test_a_text_that_goes_on_being_shown_counts_once(tmp_path: Path) -> None:
    taste = Taste(adaptation_file(tmp_path))
    completion = InlineCompletion(Span(8, 8), "canary_text(1)", "engine", 0.8)
    taste.shown(text(CODE), 8, [completion])
    for typed in range(1, len("canary_text(1)") + 1):
        data = CODE + b"canary_text(1)"[:typed]
        taste.look(text(data), len(data))
        left = InlineCompletion(Span(len(data), len(data)), "canary_text(1)"[typed:], "cache", 0.8)
        taste.shown(text(data), len(data), [left])
    (raised,) = taste.adaptation.groups().values()
    assert (raised.count, raised.right) == (1, 1.0)


def test_deleting_the_file_resets_a_server_too(tmp_path: Path) -> None:
    file = adaptation_file(tmp_path)
    taste = Taste(file)
    for _ in range(25):
        offer(taste, accept=False)
    taste.save()
    file.unlink()
    offer(taste, accept=False)
    taste.save()
    assert sum(raised.count for raised in taste.adaptation.groups().values()) <= 1
    taste.reset()
    assert not file.exists()
    assert not taste.adaptation.groups()


@pytest.mark.parametrize("data", [b"", b"{}", b'{"version": 9}', b'{"version": 1, "groups": [["go"]]}', b"\xff"])
def test_a_damaged_file_is_as_none(tmp_path: Path, data: bytes) -> None:
    file = adaptation_file(tmp_path)
    file.write_bytes(data)
    assert read_adaptation(file) == {}


def test_stats_show_it_and_reset_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LACEWING_CACHE_DIR", str(tmp_path))
    taste = Taste(adaptation_file(None))
    for _ in range(4):
        offer(taste, accept=False)
    offer(taste, accept=True)
    taste.save()
    shown = CliRunner().invoke(command, [])
    assert shown.exit_code == 0, shown.output
    assert "20%" in shown.output
    assert '"shown":5' in CliRunner().invoke(command, ["--json"]).output
    assert "forgotten" in CliRunner().invoke(command, ["--reset-adaptation"]).output
    assert not adaptation_file(None).exists()
    assert CliRunner().invoke(command, ["--reset-adaptation"]).exit_code == 0


def test_each_kind_of_text_has_its_own_setting(tmp_path: Path) -> None:
    taste = Taste(adaptation_file(tmp_path))
    engine = replace(Config().engine, part_threshold=0.7, line_threshold=0.6, block_threshold=0.8)
    config = replace(Config(), engine=engine)
    at = Span(len(CODE), len(CODE))
    for words, whole, least in (("canary(", False, 0.7), ("canary()", True, 0.6), ("canary()\nx = 1", True, 0.8)):
        unsure = InlineCompletion(at, words, "engine", least - 0.01, whole=whole)
        taste.adaptation.learn(group_of("python", unsure), 0.0)
        assert taste.adaptation.threshold(group_of("python", unsure), least) > least
        assert not taste.may_show(text(CODE), unsure, config)
        assert taste.may_show(text(CODE), replace(unsure, confidence=0.97), config)
