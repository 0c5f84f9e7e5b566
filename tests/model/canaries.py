"""Secrets of many kinds planted in every place a request can take text from, and what must be seen beside them.

Every secret is drawn at random for the test: none is anybody's. Beside each stands a word that must reach the model
where the place may be shown, so that a test cannot pass because nothing was sent.
"""

from __future__ import annotations

import base64
import random
import string
from dataclasses import dataclass
from pathlib import Path

LETTERS = string.ascii_letters + string.digits
HEX = "0123456789abcdef"


class Draw:
    """Draws secrets; `drawn` are all so far."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self.drawn: list[str] = []

    def text(self, length: int, alphabet: str = LETTERS) -> str:
        while True:
            text = "".join(self._random.choice(alphabet) for _ in range(length))
            if any(c.isdigit() for c in text) and any(c.isalpha() for c in text):
                return text

    def keep(self, secret: str) -> str:
        self.drawn.append(secret)
        return secret

    def lines(self, place: str) -> str:
        """A dozen lines of Python, each with a secret of another kind, in the words of `place`."""
        words = [
            f'{place}_api_key = "{self.keep("sk-proj-" + self.text(48))}"',
            f'{place}_github = "{self.keep("ghp_" + self.text(36))}"',
            f'{place}_aws = ("{self.keep("AKIA" + self.text(16, string.ascii_uppercase + string.digits))}", '
            f'"{self.keep(self.text(40))}")',
            f'{place}_url = "postgres://app:{self.keep("pw" + self.text(10))}@db.example/{place}"',
            f'{place}_password = "{self.keep("p4ss-" + self.text(8))}"',
            f'{place}_dsn = "Server=db;Uid=app;Pwd={self.keep("Pw9" + self.text(9))};"',
            f'{place}_headers = {{"Authorization": "Bearer {self.keep(self.text(40))}"}}',
            f'{place}_hex = "{self.keep(self.text(64, HEX))}"',
            f'{place}_random = f("{self.keep(self.text(44))}")',
            f'{place}_jwt = "{self.keep("eyJhbGciOiJIUzI1NiJ9.eyJzdWIi" + self.text(20) + "." + self.text(43))}"',
            f'{place}_密码 = "{self.keep("键Qx7-" + self.text(9))}"',
        ]
        return "\n".join(words) + "\n"

    def private_key(self) -> str:
        coded = [self.keep(self.text(64)) for _ in range(4)]
        return "\n".join(["-----BEGIN PRIVATE KEY-----", *coded, "-----END PRIVATE KEY-----"])


@dataclass(frozen=True)
class Planted:
    """A project at `root` with `secrets` in it. `seen` are words that a request about `app.py` shows."""

    root: Path
    secrets: tuple[str, ...]
    hidden: tuple[str, ...]
    seen: tuple[str, ...]
    environment: dict[str, str]
    app: str
    line: int
    character: int


def plant(root: Path, seed: int = 11) -> Planted:
    """Write the project. `hidden` are words of files that may not be shown at all."""
    draw = Draw(seed)
    environment = {"DEPLOY_TOKEN": draw.keep("deploy word " + draw.text(10))}
    named = draw.keep("ghp_" + draw.text(36))
    app = (
        "from helper import seen_helper_area\nfrom settings import seen_settings\n\n"
        f'{draw.lines("open")}\nKEY = """{draw.private_key()}"""\n'
        f'GREETING = "{environment["DEPLOY_TOKEN"]}"\n\n\n'
        "def seen_total(width, height):\n    area = seen_helper_area(width, height)\n    return \n"
    )
    files = {
        ".gitignore": "ignored.py\n",
        "app.py": app,
        "helper.py": f'def seen_helper_area(width, height):\n    """{draw.keep("sk-ant-api03-" + draw.text(60))}"""\n'
        f'    token = "{draw.keep("glpat-" + draw.text(20))}"\n    return width * height\n',
        "settings.py": f"{draw.lines('settings')}\n\ndef seen_settings():\n    return settings_api_key\n",
        "similar.py": f"def seen_similar_total(width, height):\n    area = seen_helper_area(width, height)\n"
        f'    secret = "{draw.keep(draw.text(32))}"\n    return area\n',
        f"{named}.py": "def seen_helper_area(width, height):\n    return 0\n",
        "docs/guide.md": f"# Area\n\n`seen_helper_area` takes `{draw.keep('hf_' + draw.text(34))}`.\n\n"
        f"    {draw.private_key()}\n",
        "ignored.py": f'def hidden_ignored():\n    return "{draw.keep(draw.text(30))}"\n',
        ".env": f"HIDDEN_ENV_KEY={draw.keep(draw.text(30))}\nseen_helper_area=1\n",
        "deploy.pem": draw.private_key(),
        ".npmrc": f"//registry.example/:_authToken={draw.keep('npm_' + draw.text(36))}\n# hidden_npmrc\n",
        "legal/hidden_legal.py": f'def hidden_legal_area(width):\n    return "{draw.keep(draw.text(30))}"\n',
        ".lacewing/policy.toml": '[paths]\ndeny = ["legal/"]\n',
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    hidden = ("hidden_ignored", "HIDDEN_ENV_KEY", "hidden_npmrc", "hidden_legal")
    seen = ("seen_total", "seen_helper_area", "open_api_key", "BEGIN PRIVATE KEY", "GREETING")
    lines = app.split("\n")
    return Planted(root, tuple(draw.drawn), hidden, seen, environment, app, len(lines) - 2, len("    return "))


def leaks(sent: bytes, planted: Planted) -> list[str]:
    """The secrets and hidden words in what was sent, also encoded or escaped."""
    text = sent.decode("utf-8", "replace")
    unescaped = sent.decode("unicode_escape", "replace") if b"\\u" in sent else text
    found = []
    for secret in (*planted.secrets, *planted.hidden):
        coded = base64.b64encode(secret.encode()).decode().rstrip("=")
        if any(form in each for form in (secret, coded) for each in (text, unescaped)):
            found.append(secret)
    return found
