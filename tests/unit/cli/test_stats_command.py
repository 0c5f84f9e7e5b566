"""`lacewing stats` shows what was counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from lacewing.cli.stats import command
from lacewing.model.routing.account import Account
from lacewing.services.models import account_file


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LACEWING_CACHE_DIR", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def test_nothing_was_asked() -> None:
    assert CliRunner().invoke(command).output == "No model was asked in the last 30 days.\n"


def test_requests_tokens_and_cost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "config" / "lacewing" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('[routing.prices]\n"coder" = [2.0, 8.0]\n')
    monkeypatch.setattr("lacewing.config.user_config_file", lambda: config)
    account = Account(account_file(None))
    account.add("coder at llm.example", "completion", 1_500_000, 250_000, False)
    account.add("free at localhost:8080", "chat", 10, 5, True)
    account.flush()
    output = CliRunner().invoke(command, env={"COLUMNS": "160"}).output
    lines = [line.split() for line in output.splitlines()]
    assert lines[1][1:] == ["coder", "at", "llm.example", "completion", "1", "0", "1,500,000", "250,000", "5.0000"]
    assert lines[2] == ["free", "at", "localhost:8080", "chat", "1", "1", "10", "5", "–"]
    assert lines[-1] == ["in", "all", "2", "1", "1,500,010", "250,005", "5.0000"]
    rows = json.loads(CliRunner().invoke(command, ["--json"]).output)["rows"]
    assert [row["cost"] for row in rows] == [5.0, None]
