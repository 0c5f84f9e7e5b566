"""Policy files: read, added up, and closed when they are broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from lacewing import policy as policies
from lacewing.model.errors import ModelPolicyError
from lacewing.policy import load_policy
from lacewing.project.path_rules import path_rules


@pytest.fixture(autouse=True)
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The administrators' file, of a machine of the test's own."""
    file = tmp_path / "site" / "policy.toml"
    file.parent.mkdir()
    monkeypatch.setattr(policies, "site_policy_file", lambda: file)
    return file


@pytest.mark.parametrize(
    ("allow", "deny", "path", "permitted"),
    [
        (None, [], "src/a.py", True),
        (None, ["*.sql"], "db/a.SQL", False),
        (None, ["legal/"], "legal/deep/a.py", False),
        (None, ["/legal/"], "src/legal/a.py", True),
        (None, ["legal/**", "!legal/open.py"], "legal/open.py", True),
        (["src/**"], [], "src/deep/a.py", True),
        (["src/**"], [], "other/a.py", False),
        (["src/"], ["src/keys/"], "src/keys/a.py", False),
        ([], [], "a.py", False),
        (None, ["/srv/secret/"], "a.py", False),
    ],
)
def test_paths(allow: list[str] | None, deny: list[str], path: str, permitted: bool) -> None:
    assert path_rules(allow, deny).permits(path, f"/srv/secret/{path}") is permitted


def test_no_file_is_no_policy(tmp_path: Path) -> None:
    policy = load_policy(tmp_path, environ={})
    assert policy.permits("a.py", "/p/a.py")
    assert policy.models == policy.problems == ()


def test_every_file_counts_and_a_project_can_only_be_stricter(tmp_path: Path, site: Path) -> None:
    site.write_text('[paths]\ndeny = ["legal/"]\n[providers]\nallow = ["ollama"]\n')
    (tmp_path / "team.toml").write_text('[[secrets]]\nname = "CUSTOMER"\nregex = "KD-[0-9]+"\n')
    own = tmp_path / "project" / ".lacewing" / "policy.toml"
    own.parent.mkdir(parents=True)
    own.write_text('[paths]\nallow = ["src/**", "legal/**"]\n[providers]\nallow = ["openai", "ollama"]\n')
    policy = load_policy(tmp_path / "project", environ={"LACEWING_POLICY": str(tmp_path / "team.toml")})
    assert not policy.problems
    assert policy.permits("src/a.py", "/p/src/a.py")
    assert not policy.permits("legal/a.py", "/p/legal/a.py")
    assert not policy.permits("a.py", "/p/a.py")
    assert [rules.allow for rules in policy.models] == [("ollama",), None, ("openai", "ollama")]
    assert [pattern.kind for rules in policy.models for pattern in rules.secrets] == ["CUSTOMER"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("paths = [", "the policy cannot be read"),
        ("[path]", "unknown table 'path'"),
        ("[paths]\ndenied = []", "paths has no 'denied'; it has allow, deny"),
        ("[paths]\ndeny = 'x'", "paths.deny must be a list of texts"),
        ("[paths]\ndeny = ['[a']", r"'\[a' can match nothing"),
        ("[paths]\ndeny = ['a\\nb']\n[paths]", "the policy cannot be read"),
        ("[[secrets]]\nname = 'X'\nregex = '('", r"the regex '\(' is wrong"),
        ("[[secrets]]\nname = 'lower'\nregex = 'a'", "must be capital letters"),
        ("[[moderation]]\nregex = 'a'", "needs message"),
        ("secrets = 1", r"must be written as \[\[secrets\]\]"),
    ],
)
def test_a_broken_file_forbids_everything_and_says_why(tmp_path: Path, site: Path, text: str, complaint: str) -> None:
    site.write_text(text)
    policy = load_policy(tmp_path, environ={})
    assert not policy.permits("a.py", "/p/a.py")
    (problem,) = policy.problems
    assert str(site) in problem
    with pytest.raises(ModelPolicyError, match=complaint):
        policy.models[0].check_destination("ollama", "localhost")


def test_a_changed_file_is_seen(tmp_path: Path, site: Path) -> None:
    policy = load_policy(tmp_path, environ={})
    assert policy.is_current()
    site.write_text('[paths]\ndeny = ["a.py"]\n')
    assert not policy.is_current()
    policy = load_policy(tmp_path, environ={})
    assert policy.is_current()
    assert not policy.permits("a.py", "/p/a.py")
    site.unlink()
    assert not policy.is_current()


def test_a_file_that_was_named_must_exist(tmp_path: Path) -> None:
    for policy in (
        load_policy(tmp_path, str(tmp_path / "none.toml"), {}),
        load_policy(tmp_path, "", {"LACEWING_POLICY": str(tmp_path / "none.toml")}),
    ):
        assert "none.toml: there is no such policy file" in policy.problems[0]
        assert not policy.permits("a.py", "/p/a.py")
