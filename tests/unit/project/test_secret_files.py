"""Names of files whose text never leaves."""

from __future__ import annotations

import pytest

from lacewing.project.secret_files import holds_secrets


@pytest.mark.parametrize(
    "path",
    [".env", "app/.env", ".env.production", "prod.env", ".ENV", "id_rsa", "keys/server.pem", "a/.npmrc", "_netrc",
     "credentials", "credentials.json", "secrets.yaml", "client_secret.json", "prod.tfvars", "terraform.tfstate",
     "home/.ssh/config", ".aws/config"],
)  # fmt: skip
def test_files_in_which_tools_keep_secrets(path: str) -> None:
    assert holds_secrets(path)


@pytest.mark.parametrize(
    "path",
    [".env.example", ".env.sample", "env.py", "environment.ts", "secrets.py", "credentials.py", "key.go", "Makefile",
     "keyboard.js", "src/ssh/client.py", "package.json", "id_rsa.pub"],
)  # fmt: skip
def test_code_and_examples_hold_none(path: str) -> None:
    assert not holds_secrets(path)
