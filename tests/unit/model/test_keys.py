"""Where API keys are found, and that they are never told."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import keyring
import keyring.backend
import keyring.backends.fail
import pytest

from lacewing.model.errors import ModelConfigError
from lacewing.model.keys import find_key, from_keyring, keep_in_keyring
from lacewing.model.options import ModelOptions

OPTIONS = ModelOptions(provider="openai-compatible", endpoint="https://llm.example/v1", api_key_env="LACEWING_API_KEY")


class InMemory(keyring.backend.KeyringBackend):
    """A keyring as a desktop has one."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


@pytest.fixture
def desktop() -> InMemory:
    return InMemory()


@pytest.fixture(autouse=True)
def _keyring(request: pytest.FixtureRequest) -> object:
    """The test's own keyring, or none at all; never that of whoever runs the tests."""
    before = keyring.get_keyring()
    own = request.getfixturevalue("desktop") if "desktop" in request.fixturenames else None
    keyring.set_keyring(own or keyring.backends.fail.Keyring())
    yield
    keyring.set_keyring(before)


def test_the_environment_comes_first_then_the_editor_a_command_and_the_keyring(desktop: InMemory) -> None:
    desktop.kept["lacewing", "llm.example"] = "from-keyring"
    command = replace(OPTIONS, api_key_command=(sys.executable, "-c", "print('from-command')"))
    variable, editor = {"LACEWING_API_KEY": " from-variable\n"}, {"llm.example": "from-editor", "other": "x"}
    assert find_key(command, variable, editor).value == "from-variable"
    assert find_key(command, {}, editor).value == "from-editor"
    assert find_key(command, {}, {}).value == "from-command"
    assert find_key(OPTIONS, {}, {}).value == "from-keyring"
    assert find_key(replace(OPTIONS, endpoint="http://localhost:8080/v1"), {}, {}).value == ""


def test_without_any_key_it_is_said_where_one_was_looked_for() -> None:
    key = find_key(OPTIONS, {}, {})
    assert key.value == ""
    assert key.origin == "the variable LACEWING_API_KEY, the editor's secret storage or the system's keyring"


def test_a_key_is_not_shown() -> None:
    key = find_key(OPTIONS, {"LACEWING_API_KEY": "s3cret-key"}, {})
    assert "s3cret" not in f"{key!r} {key} {[key]}"


def test_keeping_a_key(desktop: InMemory) -> None:
    assert keep_in_keyring("llm.example", "k") == ""
    assert desktop.kept == {("lacewing", "llm.example"): "k"}
    assert from_keyring("llm.example") == "k"


def test_a_machine_without_a_keyring_says_so() -> None:
    assert "no keyring that can be used" in keep_in_keyring("llm.example", "k")
    assert from_keyring("llm.example") == ""


@pytest.mark.parametrize(
    ("program", "complaint"),
    [
        ("import sys; print('half-a-key'); sys.exit(3)", "ended with 3 and printed something"),
        ("pass", "ended with 0 and printed no key"),
    ],
)
def test_a_command_that_fails_is_named_without_what_it_printed(program: str, complaint: str) -> None:
    options = replace(OPTIONS, api_key_command=(sys.executable, "-c", program))
    with pytest.raises(ModelConfigError, match=complaint) as caught:
        find_key(options, {}, {})
    assert "half-a-key" not in str(caught.value)


def test_a_command_that_is_not_there(tmp_path: Path) -> None:
    options = replace(OPTIONS, api_key_command=(str(tmp_path / "none"),))
    with pytest.raises(ModelConfigError, match=r"none cannot be run"):
        find_key(options, {}, {})
