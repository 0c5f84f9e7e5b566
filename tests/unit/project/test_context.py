"""The context for a place in the code: what is in it, why, within which budget, and what never is."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from types import ModuleType

import pytest

from lacewing.project import context as context_module
from lacewing.project.context import Context, gather, retrievers
from lacewing.project.extract import extract
from lacewing.project.retrieve.types import EditedPlace, RetrievalQuery
from lacewing.project.workspace import Project
from lacewing.syntax.source import Source, source_of

Open = Callable[[dict[str, str]], Project]

CLIENT = '''\
class Transport:
    def send(self, request: str) -> str:
        return request

    def 关闭(self) -> None: ...


class Client:
    def __init__(self) -> None:
        self.transport = Transport()

    def fetch(self, url: str, *, retries: int = 3) -> str:
        """Fetches."""
        return self.transport.send(url)
'''
USE = """\
from client import Client


def download(client: Client, urls: list[str]) -> None:
    for url in urls:
        client.fetch(url, retries=5)
"""


def asked(
    project: Project, path: str, marked: str, budget: float = 2000, without: tuple[str, ...] = (), **more: object
) -> Context:
    """The context at the █ of an open document; a token is a character."""
    source, offset = opened(project, path, marked)
    query = RetrievalQuery(source, path, offset, project.read, project.may_leave, **more)  # type: ignore[arg-type]
    return gather(query, project.index, project.catalog.catalog(path), budget, len, without)


def opened(project: Project, path: str, marked: str) -> tuple[Source, int]:
    before, after = marked.split("█")
    source = source_of(project.root / path, (before + after).encode())
    assert source.language is not None
    project.index.set_overlay(path, extract(source.data, source.language), source)
    return source, len(before.encode())


def test_signatures_and_examples_with_reasons(project: Open) -> None:
    made = project({"client.py": CLIENT, "use.py": USE})
    found = asked(made, "main.py", "from client import Client\n\n\ndef main(client: Client) -> None:\n    █\n")
    assert "# client.py\n" in found.prompt
    assert "def fetch(self, url: str, *, retries: int = 3) -> str" in found.prompt
    assert "client.fetch(url, retries=5)" in found.prompt
    assert all(piece.reason and piece.retriever and 0 <= piece.score <= 1 for piece in found.pieces)
    fetch = next(piece for piece in found.pieces if "def fetch" in piece.text)
    assert fetch.path == "client.py"
    assert CLIENT.split("\n")[fetch.line].strip().startswith("def fetch")
    assert not found.failures


def test_within_budget_and_the_same_for_the_same_state(project: Open) -> None:
    made = project({"client.py": CLIENT, "use.py": USE})
    marked = "from client import Client\n\n\ndef main(client: Client) -> None:\n    █\n"
    whole = asked(made, "main.py", marked)
    assert whole.tokens == len(whole.prompt) == sum(piece.tokens for piece in whole.pieces)
    for budget in (0, 20, 60, 150, 300):
        found = asked(made, "main.py", marked, budget)
        assert len(found.prompt) == found.tokens <= budget
        assert found == asked(made, "main.py", marked, budget)
    assert asked(made, "main.py", marked, 0).pieces == ()
    assert asked(made, "main.py", marked, 0).dropped


def test_unsaved_text_of_other_documents_counts(project: Open) -> None:
    made = project({"client.py": CLIENT, "use.py": USE})
    opened(made, "client.py", CLIENT.replace("def fetch", "def fetch_all") + "█")
    found = asked(made, "main.py", "from client import Client\n\n\ndef main(client: Client) -> None:\n    █\n")
    assert "def fetch_all(" in found.prompt
    assert "def fetch(" not in found.prompt


def test_never_from_excluded_files_or_such_as_hold_secrets(project: Open) -> None:
    secret = "TOKEN = 'x'\n\n\ndef token_of(user):\n    return TOKEN\n"
    made = project({".gitignore": "hidden.py\n", "hidden.py": secret, "client.py": CLIENT, "use.py": USE})
    found = asked(made, "main.py", "from hidden import TOKEN, token_of\n\n\ndef main(user):\n    token_of(█)\n")
    assert not any("token" in piece.text.lower() for piece in (*found.pieces, *found.dropped))
    source, offset = opened(made, "main.py", "from client import Client\n\n\ndef main(client: Client):\n    █\n")
    query = RetrievalQuery(source, "main.py", offset, made.read, lambda path: path != "client.py")
    context = gather(query, made.index, made.catalog.catalog("main.py"), 2000, len)
    assert {piece.path for piece in (*context.pieces, *context.dropped)} <= {"use.py"}


def test_no_line_that_stands_in_the_open_file(project: Open) -> None:
    made = project({"client.py": CLIENT, "use.py": USE})
    found = asked(made, "main.py", USE.replace("    for url", "    █\n    for url"))
    assert not any(piece.retriever == "usages" and piece.text.strip() in USE for piece in found.pieces)


def test_code_that_does_not_parse(project: Open) -> None:
    made = project({"client.py": CLIENT, "use.py": USE})
    found = asked(made, "main.py", "from client import Client\n\n\ndef main(client: Client:\n    if (client.█\n")
    assert "def fetch(" in found.prompt
    assert asked(made, "main.py", "█").failures == ()
    assert asked(made, "main.py", "\0█((((").failures == ()


def test_one_failing_retriever_costs_only_its_own_pieces(project: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_search: object) -> list[object]:
        raise RuntimeError("broken")

    broken = ModuleType("broken")
    broken.find = fail  # type: ignore[attr-defined]
    monkeypatch.setattr(context_module, "retrievers", lambda: {**retrievers(), "broken": broken})
    made = project({"client.py": CLIENT, "use.py": USE})
    found = asked(made, "main.py", "from client import Client\n\n\ndef main(client: Client) -> None:\n    █\n")
    assert "def fetch(" in found.prompt
    assert "broken" in "".join(found.failures)


def test_every_retriever_can_be_left_out(project: Open) -> None:
    made = project({"client.py": CLIENT, "use.py": USE})
    marked = "from client import Client\n\n\ndef main(client: Client) -> None:\n    █\n"
    for name in retrievers():
        found = asked(made, "main.py", marked, without=(name,))
        assert not any(piece.retriever == name for piece in found.pieces)
        assert not found.failures
    assert asked(made, "main.py", marked, without=tuple(retrievers())).pieces == ()


def test_edited_places_and_open_files_count(project: Open) -> None:
    files = {f"m{n}.py": f"def work_{n}(value):\n    return value\n\n\nLIMIT_{n} = {n}\n" for n in range(9)}
    made = project({**files, "main.py": ""})
    marked = "def main():\n    value = 1\n    █\n"
    plain = asked(made, "main.py", marked, 400)
    edited = asked(made, "main.py", marked, 400, edits=(EditedPlace("m7.py", 4, 5),), open_paths=frozenset(["m8.py"]))
    assert not any(piece.retriever == "edits" for piece in plain.pieces)
    assert any(piece.retriever == "edits" and "LIMIT_7 = 7" in piece.text for piece in edited.pieces)


def test_a_large_budget_brings_bodies(project: Open) -> None:
    made = project({"client.py": CLIENT, "use.py": USE})
    found = asked(made, "main.py", "from client import Client\n\n\ndef main(client: Client) -> None:\n    █\n", 10_000)
    assert any(piece.retriever == "bodies" and "self.transport.send(url)" in piece.text for piece in found.pieces)


def test_catalogs_of_the_past_are_let_go(project: Open) -> None:
    made = project({"client.py": CLIENT, "use.py": USE})
    marked = "from client import Client\n\n\ndef main(client: Client) -> None:\n    █\n"
    past = []
    for number in range(3):
        (made.root / "client.py").write_text(CLIENT + f"\n\ndef added_{number}(): ...\n", "utf-8")
        made.refresh([made.root / "client.py"])
        asked(made, "main.py", marked)
        past.append(weakref.ref(made.catalog.catalog("main.py")))
    gc.collect()
    assert [each() is not None for each in past] == [False, False, True]
