"""Layers of configuration: which wins, what is refused, and that nothing wrong stops the server."""

from __future__ import annotations

from pathlib import Path

import pytest

from lacewing import config
from lacewing.config import Config, load_config


@pytest.fixture
def user_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "user" / "config.toml"
    path.parent.mkdir()
    monkeypatch.setattr(config, "user_config_file", lambda: path)
    return path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    root.mkdir()
    return root


@pytest.mark.usefixtures("user_file")
def test_defaults(project: Path) -> None:
    loaded = load_config(project, {}, {})
    assert loaded.config == Config()
    assert loaded.problems == ()


def test_later_layers_win(user_file: Path, project: Path) -> None:
    user_file.write_text("[completion]\nmax_lines = 1\nmax_items = 1\nprefix_tokens = 1\nsuffix_tokens = 1\n")
    (project / ".lacewing.toml").write_text("[completion]\nmax_items = 2\nprefix_tokens = 2\nsuffix_tokens = 2\n")
    editor = {"completion": {"prefix_tokens": 3, "suffix_tokens": 3}}
    loaded = load_config(project, editor, {"LACEWING_COMPLETION_SUFFIX_TOKENS": "4"})
    assert loaded.problems == ()
    options = loaded.config.completion
    assert (options.max_lines, options.max_items, options.prefix_tokens, options.suffix_tokens) == (1, 2, 3, 4)


def test_a_project_may_not_say_where_code_goes_or_what_runs(user_file: Path, project: Path) -> None:
    user_file.write_text('[model]\nprovider = "openai"\nendpoint = "http://127.0.0.1:1/v1"\n')
    (project / ".lacewing.toml").write_text(
        '[model]\nendpoint = "http://elsewhere.invalid/v1"\n[testgen]\npython = "/tmp/evil"\n'
    )
    loaded = load_config(project, {}, {})
    assert loaded.config.model.endpoint == "http://127.0.0.1:1/v1"
    assert loaded.config.testgen.python == ""
    assert len(loaded.problems) == 2
    assert all(".lacewing.toml" in problem and "may not set it" in problem for problem in loaded.problems)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[completion]\nmax_lines = 'many'\n", "completion.max_lines must be a whole number"),
        ("[completion]\nmax_lines = true\n", "completion.max_lines must be a whole number"),
        ("[completion]\nmax_linse = 3\n", "did you mean 'max_lines'"),
        ("[completions]\nmax_lines = 3\n", "did you mean 'completion'"),
        ("completion = 3\n", "must be a table"),
        ("[lint]\nseverity = {a = 'fatal'}\n", "error, warning, information, hint"),
        ("[completion\n", "not read"),
    ],
)
@pytest.mark.usefixtures("user_file")
def test_wrong_values_are_told_and_left_out(project: Path, text: str, words: str) -> None:
    (project / ".lacewing.toml").write_text(text)
    loaded = load_config(project, {"completion": {"max_items": 7}}, {})
    assert len(loaded.problems) == 1
    assert words in loaded.problems[0]
    assert ".lacewing.toml" in loaded.problems[0]
    assert loaded.config.completion.max_items == 7


@pytest.mark.usefixtures("user_file")
def test_values_from_the_environment_take_the_options_type() -> None:
    environment = {
        "LACEWING_COMPLETION_INLINE": "off",
        "LACEWING_COMPLETION_DISABLED_LANGUAGES": "java, go",
        "LACEWING_MODEL_STALL_TIMEOUT_S": "2",
        "LACEWING_COMPLETION_MAX_LINES": "x",
    }
    loaded = load_config(None, {}, environment)
    assert loaded.config.completion.inline is False
    assert loaded.config.completion.disabled_languages == ("java", "go")
    assert loaded.config.model.stall_timeout_s == 2.0
    assert len(loaded.problems) == 1
    assert "completion.max_lines must be a whole number" in loaded.problems[0]


def test_a_table_of_models_is_read_and_what_is_wrong_in_it_named() -> None:
    cloud = {"provider": "openai", "name": "big", "max_tokens": 64}
    loaded = load_config(None, {"routing": {"endpoints": {"cloud": cloud}, "chat": ["cloud"]}}, {})
    assert not loaded.problems
    assert loaded.config.routing.endpoints["cloud"].max_tokens == 64
    for wrong, complaint in (
        ({"endpont": "x"}, "unknown setting 'endpont'; did you mean 'endpoint'"),
        ({"max_tokens": "many"}, "a wrong max_tokens: it must be a whole number"),
    ):
        (problem,) = load_config(None, {"routing": {"endpoints": {"cloud": wrong}}}, {}).problems
        assert complaint in problem


def test_tests_read_nobodys_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert config.user_config_file().is_relative_to(tmp_path_factory.getbasetemp())
