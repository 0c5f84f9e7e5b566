"""Secrets are found, replaced and put back; ordinary code is left as it is."""

from __future__ import annotations

import json
import random
import string
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacewing.model.errors import ModelPolicyError
from lacewing.model.passage import Passage
from lacewing.model.redaction.redactor import Redactions, Redactor
from lacewing.model.redaction.restore import Restorer
from lacewing.model.redaction.types import OwnPattern

LETTERS = string.ascii_letters + string.digits
HEX = "0123456789abcdef"


def drawn(length: int, alphabet: str = LETTERS, seed: int = 3) -> str:
    """A value nobody was ever given; made here, so that no scanner finds one in this repository."""
    source = random.Random(seed + length)
    return "".join(source.choice(alphabet) for _ in range(length))


# A line around {}, and what stands there.
SECRETS = {
    "aws key": ("key = {}", "AKIA" + drawn(16, string.ascii_uppercase + string.digits)),
    "aws secret in a file of settings": ("aws_secret_access_key = {}", drawn(40)),
    "github": ("git clone https://{}@github.com/a/b", "ghp_" + drawn(36)),
    "github, fine grained": ("{}", "github_pat_" + drawn(22) + "_" + drawn(59)),
    "gitlab": ("# {}", "glpat-" + drawn(20)),
    "openai": ('client = OpenAI("{}")', "sk-proj-" + drawn(48)),
    "anthropic": ("x {} y", "sk-ant-api03-" + drawn(93)),
    "google": ("?key={}", "AIza" + drawn(35)),
    "hugging face": ("HF={}", "hf_" + drawn(34)),
    "slack": ("{}", "xoxb-123456789012-123456789012-" + drawn(24)),
    "stripe": ("'{}'", "sk_live_" + drawn(24)),
    "npm": ("//registry.example/:_authToken={}", "npm_" + drawn(36)),
    "pypi": ("{}", "pypi-AgEIcHlwaS5vcmc" + drawn(70)),
    "jwt": ("cookie={}", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx" + drawn(20) + "." + drawn(43)),
    "azure": ("AccountName=a;AccountKey={};x", drawn(86) + "=="),
    "alibaba cloud": ("id: {}", "LTAI" + drawn(20)),
    "tencent cloud": ("id: {}", "AKID" + drawn(32)),
    "zhipu": ("k({})", drawn(32, HEX) + "." + drawn(16)),
    "database address": ("postgres://app:{}@db.example/x", "s3cr3tpw"),
    "redis address": ("redis://:{}@cache:6379/0", "s3cr3tpw"),
    "connection string": ('"Server=h;Uid=a;Pwd={};"', "s3cr3tpw"),
    "bearer": ("Authorization: Bearer {}", drawn(30)),
    "password": ('password = "{}"', "c0rrect-horse"),
    "password in yaml": ("  password: {}", "hunter2!x"),
    "password in an environment": ("export DB_PASSWORD={}", "correcthorse"),
    "password in a dictionary": ("{{'dbPassword': '{}'}},", "Tr0ub4dor&3"),
    "keyword argument": ('connect(password="{}")', "pa55word99"),
    "argument after the name": ('set("api-key", "{}")', drawn(24)),
    "go": ('apiKey := "{}"', drawn(24)),
    "kotlin": ('val apiKey: String = "{}"', drawn(24)),
    "django": ("SECRET_KEY = 'django-insecure-{}'", drawn(50)),
    "xml": ('<add key="ApiSecret" value="{}"/>', drawn(32)),
    "json": ('"client_secret": "{}"', drawn(34)),
    "chinese": ("密码：{}", "Abc12345!"),
    "dockerfile": ("ENV MYSQL_ROOT_PASSWORD {}", "s3cr3tpw"),
    "random hex": ('x = "{}"', drawn(64, HEX)),
    "random base64": ('f("{}")', drawn(43) + "="),
}

ORDINARY = [
    "password = get_password(user)",
    "password: str | None = None",
    "if token == self.next_token():",
    'token = "identifier"',
    'label = "Enter your password"',
    "password = null;",
    'PASSWORD_FIELD = "user_password_1"',
    'token_url = "https://example.com/oauth2/token"',
    "secret = os.environ['SECRET_1']",
    'api_key = "${API_KEY_2}"',
    'url = "http://user:password@example.com"',
    "https://example.com/a/b/2024/05/a-long-name-of-an-article-1",
    "from lacewing.project.retrieve.similar_functions2 import find",
    "id = '123e4567-e89b-12d3-a456-426614174000'",
    '"integrity": "sha512-' + drawn(86) + '==",',
    "assert checksum == 'sha256:" + drawn(64, HEX) + "'",
    "def test_that_a_password_of_12_characters_is_long_enough_for_2_users():",
    "SELECT p.password, p.first_name FROM people p",
    "auth(username, password, passive=passive_mode)",
    "rsa.generate_private_key(public_exponent=65537, key_size=2048)",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "x = 12345678901234567890123456789012345678",
]


def redact(text: str, redactor: Redactor | None = None) -> tuple[str, Redactions]:
    into = Redactions()
    return (redactor or Redactor()).redact(text, into), into


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_is_replaced_and_what_stands_around_it_stays(name: str) -> None:
    line, secret = SECRETS[name]
    text = "def f():\n    " + line.format(secret) + "\n    return 键\n"
    redacted, into = redact(text)
    assert secret not in redacted
    assert redacted.startswith("def f():\n    ")
    assert redacted.endswith("\n    return 键\n")
    assert "REDACTED_" in redacted
    restorer = Restorer(into.secrets)
    assert restorer.feed(redacted) + restorer.end() == text


@pytest.mark.parametrize("line", ORDINARY)
def test_ordinary_code_is_left_as_it_is(line: str) -> None:
    assert redact(line)[0] == line


def test_every_line_of_a_private_key_goes_also_of_one_cut_off() -> None:
    coded = [drawn(64, seed=seed) for seed in range(4)] + [drawn(20)]
    head, tail = "-----BEGIN OPENSSH PRIVATE KEY-----", "-----END OPENSSH PRIVATE KEY-----"
    whole = "\n".join(["a = 1", head, *coded, tail, "b = 2"])
    escaped = 'KEY = "' + "\\n".join([head, *coded, tail]) + '"\nb = 2'
    without_end = "\n".join(["a = 1", head, *coded, "b = f(2)"])
    without_begin = "\n".join([*coded, tail, "b = 2"])
    for text in (whole, escaped, without_end, without_begin):
        redacted, _ = redact(text)
        assert not [line for line in coded if line in redacted], redacted
        assert redacted.endswith(("b = 2", "b = f(2)"))
    assert redact(whole)[0] == f"a = 1\n{head}\nREDACTED_PRIVATE_KEY_1\n{tail}\nb = 2"


def test_a_secret_keeps_its_placeholder_for_a_session() -> None:
    redactor = Redactor()
    first, _ = redact('password = "c0rrect-horse"', redactor)
    second, _ = redact('old_password = "other-h0rse"\npassword = "c0rrect-horse"', redactor)
    assert first == 'password = "REDACTED_PASSWORD_1"'
    assert second == 'old_password = "REDACTED_PASSWORD_2"\npassword = "REDACTED_PASSWORD_1"'


def test_what_is_secret_once_is_so_everywhere_in_the_request() -> None:
    body = [
        'password = "c0rrect-horse"',
        'f("c0rrect-horse")  # c0rrect-horse',
        {"a": 'password = "a1b2"', "b": "a1b2"},
    ]
    named = "REDACTED_PASSWORD_1"
    assert Passage().outgoing(body) == [
        f'password = "{named}"',
        f'f("{named}")  # {named}',
        {"a": 'password = "REDACTED_PASSWORD_2"', "b": "a1b2"},
    ]


def test_known_values_go_wherever_they_stand() -> None:
    redacted, _ = redact("say correct horse battery", Redactor(known=["correct horse", "shrt"]))
    assert redacted == "say REDACTED_SECRET_1 battery"


def test_patterns_of_an_organisation() -> None:
    import re

    own = OwnPattern(re.compile(r"customer (KD-\d+)"), "CUSTOMER")
    redacted, into = redact("# customer KD-4711, order 12", Redactor([own]))
    assert redacted == "# customer REDACTED_CUSTOMER_1, order 12"
    assert into.secrets == {"REDACTED_CUSTOMER_1": "KD-4711"}


def test_what_somebody_wrote_himself_is_no_placeholder() -> None:
    text = 'REDACTED_PASSWORD_1 = 1\npassword = "c0rrect-horse"'
    redacted, into = redact(text)
    assert redacted == 'REDACTED_PASSWORD_1 = 1\npassword = "REDACTED_PASSWORD_2"'
    assert list(into.secrets) == ["REDACTED_PASSWORD_2"]


def test_only_the_secrets_of_its_own_request_return_into_an_answer() -> None:
    redactor = Redactor()
    redact('password = "c0rrect-horse"', redactor)
    _, into = redact('password = "other-h0rse"', redactor)
    restorer = Restorer(into.secrets)
    assert (
        restorer.feed("REDACTED_PASSWORD_1 REDACTED_PASSWORD_2!") + restorer.end() == "REDACTED_PASSWORD_1 other-h0rse!"
    )


@given(st.lists(st.integers(0, 80), max_size=6), st.integers(1, 14))
def test_a_placeholder_may_be_cut_anywhere(cuts: list[int], number: int) -> None:
    secrets = {f"REDACTED_TOKEN_{n}": f"<secret {n} 键>" for n in range(1, number + 1)}
    answer = "a REDACTED_TOKEN_1, REDACTED_TOKEN_12 REDACTED_TOKE REDACTED_TOKEN_1"
    restorer = Restorer(secrets)
    places = [0, *sorted(cut for cut in cuts if cut <= len(answer)), len(answer)]
    pieces = [restorer.feed(answer[a:b]) for a, b in pairwise(places)]
    twelfth = "<secret 12 键>" if number >= 12 else "REDACTED_TOKEN_12"
    assert "".join(pieces) + restorer.end() == f"a <secret 1 键>, {twelfth} REDACTED_TOKE <secret 1 键>"


def test_text_without_placeholders_is_not_held_back() -> None:
    restorer = Restorer({"REDACTED_TOKEN_1": "x"})
    assert restorer.feed("return wid") == "return wid"
    assert restorer.feed("th * 2\n") == "th * 2\n"


@pytest.mark.parametrize(
    ("before", "after"), [("sk-proj-" + drawn(24), drawn(24, seed=9)), ("p://u:s3cr", "3tpw@host")]
)
def test_a_cursor_inside_a_secret_is_seen(before: str, after: str) -> None:
    redactor = Redactor()
    assert redactor.straddling("a = 1\nkey = f('" + before, after + "')\nb = 2")
    assert not redactor.straddling("a = 1\nkey = f('" + before + after + "')", "\nb = 2")
    assert not redactor.straddling("a = ", "1")


def test_strings_anywhere_in_a_body_are_redacted_but_for_our_own() -> None:
    secret, model = "ghp_" + drawn(36), "ft-" + drawn(30)
    body = {"model": model, "messages": [{"content": f"a {secret}"}], secret: [secret, 1, None, True]}
    passage = Passage(own_words=frozenset([model]))
    redacted = passage.outgoing_bytes(json.dumps(body).encode())
    name = "REDACTED_TOKEN_1"
    assert json.loads(redacted) == {
        "model": model,
        "messages": [{"content": f"a {name}"}],
        name: [name, 1, None, True],
    }
    assert passage.redactions.secrets == {name: secret}
    assert passage.outgoing_bytes(b"") == b""
    with pytest.raises(ModelPolicyError, match="no JSON"):
        passage.outgoing_bytes(b"a=1")
