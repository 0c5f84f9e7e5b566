"""Secrets of included files are neither learned nor suggested, whoever finds them; nothing of them is on disk."""

from __future__ import annotations

import random
import re
import string
from pathlib import Path

import pytest

from lacewing.engine.engine import Engine, EngineQuery
from lacewing.engine.lexer import Lexer
from lacewing.engine.vocabulary import ALWAYS_KNOWN, Vocabulary, is_line_end
from lacewing.model.redaction.detect import Detector
from lacewing.model.redaction.types import OwnPattern
from lacewing.services import Services
from lacewing.services.lexing import lexed, secrets_with


def drawn(length: int) -> str:
    """A value nobody was ever given."""
    return "".join(random.Random(length).choices(string.ascii_letters + string.digits, k=length))


LINES = {
    "named": ('db_password = "{}"', "c0rrect-horse"),
    "issuer": ("client = connect('{}')", "ghp_" + drawn(36)),
    "address": ("url = 'postgres://app:{}@db.example/x'", "s3cr3tpw"),
    "random": ("salt = b'{}'", drawn(43)),
    "dictionary": ("settings = {{'api-key': '{}'}}", drawn(24)),
    "chinese": ("密码：{}", "Abc12345!"),
    "connection": ('"Server=h;Uid=a;Pwd={};"', "s3cr3tpw"),
    "jwt": ("cookie={}", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx" + drawn(20) + "." + drawn(43)),
    "key": ("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----", drawn(64)),
}
ORDINARY = "def read(path):\n    # 读取 😀\n    token = parse(path)\n    return token\n"


@pytest.mark.parametrize("name", LINES)
def test_no_token_of_a_secret_is_lexed_and_every_other_is(name: str) -> None:
    line, secret = LINES[name]
    vocabulary, plain = Vocabulary(), Vocabulary()
    tokens = Lexer(vocabulary, secrets_with(())).lex(ORDINARY + line.format(secret) + "\n" + ORDINARY)
    without = Lexer(plain).lex(ORDINARY + line.format("") + "\n" + ORDINARY)
    found, wanted = (
        [words.texts[token] for token in each.ids if not is_line_end(token)]
        for words, each in ((vocabulary, tokens), (plain, without))
    )
    assert found == wanted


def test_what_the_detector_finds_in_code_is_found_by_looking_at_few_lines() -> None:
    asked: list[str] = []

    class Counting(Detector):
        def find(self, text: str):  # type: ignore[no-untyped-def]
            asked.extend(text.split("\n"))
            return super().find(text)

    text = ORDINARY * 30 + "\n".join(line.format(secret) for line, secret in LINES.values() if "BEGIN" not in line)
    vocabulary = Vocabulary()
    secrets = secrets_with(())
    secrets._detector = Counting()
    ids = Lexer(vocabulary, secrets).lex(text).ids
    assert len(asked) < len(text.split("\n"))
    parts = {part for _, secret in LINES.values() for part in re.findall(r"\w{6,}", secret)}
    assert not parts & {vocabulary.texts[token] for token in ids}


def test_an_open_files_own_secrets_are_not_suggested() -> None:
    line, secret = LINES["issuer"]
    query = EngineQuery("a.py", line.format(secret) + "\nclient = connect('gh", "\n" + line.format(secret))
    found = Engine(secrets=secrets_with(())).predict(query).tokens
    assert secret in [text for text, _ in Engine().predict(query).tokens]
    assert secret not in [text for text, _ in found]


def test_what_an_organisation_calls_secret_is_one() -> None:
    own = [OwnPattern(re.compile(r"project (\w+)"), "NAME")]
    (batch,) = lexed([("a.py", b"# project bluebird\nx = 1\n")], own, 1)
    (document,) = batch.documents
    words = [batch.words[token - ALWAYS_KNOWN] for token in document.ids if token >= ALWAYS_KNOWN]
    assert words == ["#", "project", "x", "=", "1"]


def test_no_byte_of_a_secret_or_a_forgotten_file_is_in_the_saved_engine(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    services = Services(cache_dir=tmp_path / "cache")
    for number, (line, secret) in enumerate(LINES.values()):
        (root / f"module_{number}.py").write_text(ORDINARY + line.format(secret) + "\n")
    (root / "gone.py").write_text("zebra_crossing = 'quagga'\n" * 5)
    (root / "hidden.py").write_text("okapi_crossing = 'bongo'\n" * 5)
    (root / "credentials.py").write_text("eland = 1\n")
    (root / "client_secrets.py").write_text("eland = 1\n")
    saved = _indexed(services, root)
    assert b"parse" in saved
    assert b"zebra_crossing" in saved
    assert b"okapi_crossing" in saved
    assert not any(part.encode() in saved for _, secret in LINES.values() for part in re.findall(r"\w{6,}", secret))
    (root / "gone.py").unlink()
    (root / ".lacewingignore").write_text("hidden.py\n")
    saved = _indexed(services, root)
    assert b"parse" in saved
    for word in (b"zebra_crossing", b"quagga", b"gone.py", b"okapi_crossing", b"bongo", b"hidden.py"):
        assert word not in saved
    services.close_folder(root)


def test_a_change_of_the_ignore_rules_counts_at_once_and_on_disk(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    services = Services(cache_dir=tmp_path / "cache")
    (root / "kept.py").write_text(ORDINARY)
    (root / "hidden.py").write_text("okapi_crossing = 'bongo'\n" * 5)
    assert b"okapi_crossing" in _indexed(services, root)
    folder = services.open_folder(root)
    (root / ".gitignore").write_text("hidden.py\n")
    folder.refresh([root / ".gitignore"])
    if "hidden.py" in folder.project.index.files():  # no repository, so git's own rules do not count
        (root / ".lacewingignore").write_text("hidden.py\n")
        folder.refresh([root / ".lacewingignore"])
    assert folder.engine.paths() == ["kept.py"]
    assert b"okapi_crossing" not in _engine_bytes(folder.project.database_path)
    services.close_folder(root)


def _indexed(services: Services, root: Path) -> bytes:
    services.close_folder(root)
    folder = services.open_folder(root)
    folder.index()
    return _engine_bytes(folder.project.database_path)


def _engine_bytes(database: Path) -> bytes:
    return database.with_suffix(".engine").read_bytes()
