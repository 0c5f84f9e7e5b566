"""What leaves and what comes back: files, diffs, secrets, destinations, withheld answers."""

from __future__ import annotations

import ast
import asyncio
import re
import subprocess
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

import lacewing
from lacewing.model.boundary import Boundary
from lacewing.model.diffs import LEFT_OUT, without_hidden_files
from lacewing.model.errors import ModelPolicyError
from lacewing.model.redaction.redactor import Redactions, Redactor
from lacewing.model.rules import ModelRules, Moderated
from lacewing.model.types import ContextFile, FimRequest, Message


def boundary(*rules: ModelRules) -> Boundary:
    return Boundary(lambda path: not path.startswith("hidden"), Redactor(), rules)


def git(root: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A repository with every kind of change to files that may be shown and such that may not."""
    git(tmp_path, "init", "-q")
    names = ["seen.py", "hidden.py", "hidden space.py", "hidden键.py", "moved.py", "gone hidden.py", "hidden.bin"]
    for name in names:
        (tmp_path / name).write_bytes(b"\0\1" * 50 if name.endswith("bin") else f"first = 'CANARY {name}'\n".encode())
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "1")
    for name in names[:4]:
        (tmp_path / name).write_text(f"first = 'CANARY {name}'\n-- CANARY {name}\n+++ second\n\ndiff = 1\n")
    (tmp_path / "hidden.bin").write_bytes(bytes(range(256)) * 4)
    git(tmp_path, "mv", "moved.py", "hidden_moved.py")
    (tmp_path / "last.py").write_text("last = 1\n")
    git(tmp_path, "add", ".")
    return tmp_path


@pytest.mark.parametrize(
    "options",
    [[], ["-M"], ["--no-prefix"], ["--src-prefix=i/", "--dst-prefix=w/"], ["--binary"], ["-U0"], ["-M", "--binary"]],
    ids=" ".join,
)
@pytest.mark.parametrize("around", ["", "Review this:\n\n"])
def test_a_diff_shows_nothing_of_hidden_files(changed: Path, options: list[str], around: str) -> None:
    diff = around + git(changed, "diff", "--cached", *options) + ("\nWhat is wrong?" if around else "")
    shown = without_hidden_files(diff, lambda path: "hidden" not in path)
    assert "CANARY hidden" not in shown
    assert "hidden" not in shown
    assert "CANARY moved" not in shown or "-M" not in options
    assert "+-- CANARY seen.py" in shown
    assert "+last = 1" in shown
    assert LEFT_OUT in shown
    assert shown.startswith(around)
    assert not around or shown.endswith("What is wrong?")


def test_a_plain_diff_and_a_combined_one() -> None:
    plain = (
        "--- seen.py\n+++ seen.py\n@@ -1 +1 @@\n-a\n+b\n--- hidden.py\t2026\n+++ hidden.py\n@@ -1 +1 @@\n-CANARY\n+x\n"
    )
    combined = "diff --cc hidden.py\nindex 1,2..3\n--- a/hidden.py\n+++ b/hidden.py\n@@@ -1 -1 +1 @@@\n++CANARY\nEnd"
    may_leave = boundary().may_leave
    assert without_hidden_files(plain, may_leave) == f"--- seen.py\n+++ seen.py\n@@ -1 +1 @@\n-a\n+b\n{LEFT_OUT}"
    assert without_hidden_files(combined, may_leave) == f"{LEFT_OUT}\nEnd"


def test_text_that_is_no_diff_stays() -> None:
    text = "a\n--- hidden.py\nno diff\n+++ hidden.py\n    diff --git hidden\n"
    assert without_hidden_files(text, lambda path: False) == text


def test_files_that_may_not_leave_are_refused_whoever_asks() -> None:
    fill = FimRequest("hidden.py", "python", "a = ", "")
    with pytest.raises(ModelPolicyError, match=r"hidden\.py may not be shown"):
        boundary().admit_fill(fill)
    seen = FimRequest("seen.py", "python", "a = ", "", (ContextFile("hidden.py", "x"), ContextFile("b.py", "y")))
    assert boundary().admit_fill(seen).context == (ContextFile("b.py", "y"),)
    with pytest.raises(ModelPolicyError, match=r"hidden\.py may not be shown"):
        boundary().admit_chat([Message("user", "x", ("seen.py", "hidden.py"))])
    diff = "diff --git a/hidden.py b/hidden.py\n@@ -1 +1 @@\n+CANARY"
    assert boundary().admit_chat([Message("user", diff)]) == [Message("user", LEFT_OUT)]


def test_half_a_secret_is_not_sent() -> None:
    request = FimRequest("seen.py", "python", 'url = "postgres://app:s3cr', '3tpw@db/x"')
    with pytest.raises(ModelPolicyError, match="inside a secret"):
        boundary().admit_fill(request)


def test_destinations() -> None:
    rules = ModelRules("/etc/policy.toml", allow=("ollama", "*.corp.example"), deny=("openai@bad.corp.example",))
    for provider, host in (("ollama", "127.0.0.1"), ("openai", "llm.corp.example")):
        rules.check_destination(provider, host)
    with pytest.raises(
        ModelPolicyError, match=r"/etc/policy\.toml allows to ask ollama, \*\.corp\.example, not openai"
    ):
        rules.check_destination("openai", "api.example.com")
    with pytest.raises(ModelPolicyError, match=r"forbids to ask openai at bad\.corp\.example"):
        rules.check_destination("openai", "bad.corp.example")
    with pytest.raises(ModelPolicyError, match="allows to ask none"):
        ModelRules("p", allow=()).check_destination("ollama", "localhost")
    with pytest.raises(ModelPolicyError, match="p: nonsense; until this is put right"):
        ModelRules("p", broken="nonsense").check_destination("ollama", "localhost")


async def pieces(*texts: str) -> AsyncGenerator[str, None]:
    for text in texts:
        yield text


async def answer(of: Boundary, redactions: Redactions, *texts: str) -> list[str]:
    return [piece async for piece in of.incoming(pieces(*texts), redactions)]


def test_an_answer_comes_as_it_is_made_with_its_secrets() -> None:
    redactions = Redactions({"REDACTED_TOKEN_1": "abc"})
    got = asyncio.run(answer(boundary(), redactions, "x = ", "'REDACTED_", "TOKEN_1", "'"))
    assert got == ["x = ", "'", "abc'"]


def test_an_answer_is_withheld_before_any_of_it_is_shown() -> None:
    rules = ModelRules("/etc/policy.toml", moderation=(Moderated(re.compile("(?i)general public"), "no GPL here"),))
    shown: list[str] = []

    async def read() -> None:
        async for piece in boundary(rules).incoming(pieces("# under the General", " Public License"), Redactions()):
            shown.append(piece)

    with pytest.raises(ModelPolicyError, match=r"withheld: no GPL here \(/etc/policy\.toml\)"):
        asyncio.run(read())
    assert shown == []
    assert asyncio.run(answer(boundary(rules), Redactions(), "a", "b")) == ["ab"]


# Calls that open connections; of httpx all but plain data and errors.
OPENERS = re.compile(
    r"httpx\.(?!Timeout|Limits|Proxy|Request|Response|PoolTimeout|\w*Error\b|\w*Exception\b)\w+"
    r"|client\.connect|websockets\..*connect|(?:asyncio|socket)\.(?:open_connection|create_connection)"
    r"|urllib\.request\.urlopen|http\.client\.\w+"
)
FOREIGN = {"requests", "aiohttp", "urllib3", "http.client"}


def test_connections_are_made_in_one_place_for_each_protocol() -> None:
    """Providers cannot go round the boundary: nothing else in the server opens a connection to anything."""
    root = Path(lacewing.__file__).parent
    found: dict[str, set[str]] = {}
    for path in root.rglob("*.py"):
        name = path.relative_to(root).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and OPENERS.fullmatch(called := ast.unparse(node.func)):
                found.setdefault(name, set()).add(called)
            if isinstance(node, ast.Import):
                assert not FOREIGN & {each.name for each in node.names}, name
            if isinstance(node, ast.ImportFrom):
                assert node.module not in FOREIGN, name
    made = found.pop("model/network/http.py")
    assert made == {"httpx.AsyncClient", "httpx.AsyncHTTPTransport"}
    assert found.pop("model/websocket_stream.py", {"client.connect"}) == {"client.connect"}
    assert found == {}
