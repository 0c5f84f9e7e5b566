"""`lacewing setup model` tries a model, keeps its key, and writes the user's settings, nothing else."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backends.fail
import pytest
from click.testing import CliRunner, Result

from lacewing.cli.setup import command
from lacewing.config import load_config, user_config_file
from lacewing.model.presets import load_presets
from model.recording import Wire, serving
from model.replies import stream


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in [name for name in os.environ if name.startswith("LACEWING_") or name.endswith("_API_KEY")]:
        monkeypatch.delenv(name)
    before = keyring.get_keyring()
    keyring.set_keyring(keyring.backends.fail.Keyring())
    yield
    keyring.set_keyring(before)


def setup(*arguments: str, input: str | None = None) -> Result:
    return CliRunner().invoke(command, ["model", *arguments], input=input)


def written() -> dict[str, object]:
    return tomllib.loads(user_config_file().read_text("utf-8"))["model"]  # type: ignore[no-any-return]


def test_a_model_that_answers_is_written_and_the_users_own_lines_stay() -> None:
    user_config_file().parent.mkdir(parents=True)
    user_config_file().write_text("# mine\n[lint]\nenabled = true\n")
    wire = Wire(answer="ready")
    with serving(wire) as endpoint:
        result = setup(
            *("openai-compatible", "--endpoint", endpoint, "--name", "coder", "--fim", "suffix", "--key-stdin"),
            input="k-1\n",
        )
    assert result.exit_code == 0, result.output
    assert "answered 'ready'" in result.output
    assert "The key is not kept: this system has no keyring" in result.output
    assert "k-1" not in result.output
    assert b"Bearer k-1" in wire.all
    assert written() == {
        "provider": "openai-compatible",
        "endpoint": endpoint,
        "name": "coder",
        "fim": "suffix",
    }
    text = user_config_file().read_text("utf-8")
    assert text.startswith("# mine\n[lint]\n")
    assert "k-1" not in text


def test_a_model_that_does_not_answer_changes_nothing() -> None:
    result = setup("openai-compatible", "--endpoint", "http://127.0.0.1:9/v1", "--name", "coder")
    assert result.exit_code == 1
    assert "cannot be reached" in result.output
    assert "Nothing was changed" in result.output
    assert not user_config_file().exists()
    assert setup("openai-compatible", "--endpoint", "http://127.0.0.1:9/v1", "--no-test").exit_code == 0
    assert written()["endpoint"] == "http://127.0.0.1:9/v1"


def test_a_key_is_missed_only_where_the_model_was_not_tried() -> None:
    with serving(Wire(answer="ready")) as endpoint:
        tried = setup("llamacpp", "--endpoint", endpoint.removesuffix("/v1"))
    assert "answered 'ready'" in tried.output
    assert "No key was found" not in tried.output
    assert "set the variable LLAMA_API_KEY" in setup("llamacpp", "--no-test").output


def test_a_policy_is_kept_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('[providers]\ndeny = ["127.0.0.1"]\n')
    monkeypatch.setenv("LACEWING_POLICY", str(policy))
    wire = Wire()
    with serving(wire) as endpoint:
        result = setup("openai-compatible", "--endpoint", endpoint)
    assert "forbids to ask openai-compatible at 127.0.0.1" in result.output
    assert wire.sent == []


def test_a_table_of_the_users_own_is_left_alone() -> None:
    user_config_file().parent.mkdir(parents=True)
    user_config_file().write_text('[model]\nname = "mine"\n')
    result = setup("ollama", "--no-test")
    assert result.exit_code == 1
    assert "if it has a table [model] or [routing] of yours, change that" in result.output
    assert user_config_file().read_text("utf-8") == '[model]\nname = "mine"\n'


def test_an_embedding_model_of_the_server_is_tried_and_written_and_stays() -> None:
    wire = Wire(answer="ready")
    with serving(wire) as endpoint:
        chosen = ("openai-compatible", "--endpoint", endpoint, "--name", "coder", "--fim", "chat")
        result = setup(*chosen, "--embedding", 'vec"tor', "--key-stdin", input="k-1\n")
    assert result.exit_code == 0, result.output
    assert "answered 'ready'" in result.output
    assert 'vec"tor at 127.0.0.1' in result.output
    assert "answered with a vector of 4 numbers" in result.output
    assert wire.sent[-1].count(b"Bearer k-1") == 1
    config = load_config(None)
    assert config.problems == ()
    routing = config.config.routing
    assert routing.embedding == ("vectors",)
    assert (routing.endpoints["vectors"].name, routing.endpoints["vectors"].endpoint) == ('vec"tor', endpoint)
    assert setup("ollama", "--no-test").exit_code == 0
    config = load_config(None)
    assert config.config.model.provider == "ollama"
    assert config.config.routing == routing
    assert setup("ollama", "--no-test", "--embedding", "other").exit_code == 0
    assert load_config(None).config.routing.endpoints["vectors"].provider == "ollama"


def test_an_embedding_model_that_does_not_answer_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_vectors(path: str, text: str, body: bytes) -> bytes:
        embeds = path.endswith("/embeddings")
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n" if embeds else stream(path, text, body)

    monkeypatch.setattr("model.recording.stream", without_vectors)
    with serving(Wire(answer="ready")) as endpoint:
        result = setup("openai-compatible", "--endpoint", endpoint, "--name", "coder", "--embedding", "vectors")
    assert result.exit_code == 1
    assert "answered 'ready'" in result.output
    assert "Nothing was changed" in result.output
    assert not user_config_file().exists()


def test_a_server_that_embeds_nothing_is_told() -> None:
    result = setup("anthropic", "--no-test", "--embedding", "vectors")
    assert result.exit_code == 2
    assert "Anthropic serves no embedding model" in result.output
    assert not user_config_file().exists()


def test_presets_are_listed_and_named() -> None:
    listed = setup()
    assert listed.exit_code == 2
    assert "Ollama" in listed.output
    assert "no preset is called 'olama'" in setup("olama").output


@pytest.mark.parametrize("name", load_presets())
def test_every_preset_can_be_written(name: str) -> None:
    preset = load_presets()[name]
    result = setup(name, "--no-test", "--name", preset.example)
    assert result.exit_code == 0, result.output
    assert not preset.key or f"set the variable {preset.key}" in result.output
    assert written() == {"provider": name} | ({"name": preset.example} if preset.example else {})
