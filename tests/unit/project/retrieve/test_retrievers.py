"""Each retriever alone: what it says of which definition."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from lacewing.project.catalog.words import number_of
from lacewing.project.context import retrievers
from lacewing.project.extract import extract
from lacewing.project.resolve import resolver_of
from lacewing.project.retrieve import ranker
from lacewing.project.retrieve.evidence import Search
from lacewing.project.retrieve.likely import Likely
from lacewing.project.retrieve.ranker import gather_candidates, learned_weights
from lacewing.project.retrieve.reach import read_reach
from lacewing.project.retrieve.situation import is_test, read_situation
from lacewing.project.retrieve.traits import TRAITS
from lacewing.project.retrieve.types import RetrievalQuery
from lacewing.project.workspace import Project
from lacewing.syntax.source import source_of

Open = Callable[[dict[str, str]], Project]

SHOP = """\
class Price:
    amount: int
    def rounded(self): ...

class Item(Base):
    price: Price
    def sell(self, buyer): ...
    def refund(self, buyer): ...

def load_items(path): ...
"""
BASE = "class Base:\n    def log(self, text): ...\n"
OTHER = """\
from shop import load_items, Item

def open_shop(path):
    items = load_items(path)
    welcome_customers(items)
    return items

def welcome_customers(items): ...
"""


def search_at(project: Project, path: str, marked: str) -> Search:
    before, after = marked.split("█")
    source = source_of(project.root / path, (before + after).encode())
    assert source.language is not None
    facts = extract(source.data, source.language)
    project.index.set_overlay(path, facts, source)
    query = RetrievalQuery(source, path, len(before.encode()), project.read)
    catalog = project.catalog.catalog(path)
    situation = read_situation(query, facts)
    return Search(situation, catalog, read_reach(situation, catalog, resolver_of(project.index)))


def said(search: Search, retriever: str) -> dict[str, set[str]]:
    """The features a retriever gives to each definition, by its name."""
    found: dict[str, set[str]] = {}
    for evidence in retrievers()[retriever].find(search):
        for symbol, value in zip(evidence.symbols.tolist(), evidence.values.tolist(), strict=True):
            assert 0 <= value < 20
            if value > 0:
                found.setdefault(search.catalog.name_text(symbol), set()).add(evidence.feature)
    return found


@pytest.fixture
def shop(project: Open) -> Project:
    return project({"shop.py": "from base import Base\n\n" + SHOP, "base.py": BASE, "other.py": OTHER})


def test_names(shop: Project) -> None:
    found = said(
        search_at(shop, "main.py", "def main():\n    load_items(1)\n    █\n    welcome_customers(2)\n"), "names"
    )
    assert {"named_before", "named_in_body", "named_in_file"} <= found["load_items"]
    assert {"named_after", "named_in_body"} <= found["welcome_customers"]
    assert "sell" not in found


def test_imports(shop: Project) -> None:
    marked = "from shop import Item, load_items\n\ndef main():\n    load_items(1)\n    █\n"
    found = said(search_at(shop, "main.py", marked), "imports")
    assert {"imported", "imported_unused"} <= found["Item"]
    assert "imported_unused" not in found["load_items"]
    assert "imported_member" in found["sell"]
    assert "imported_file" in found["Price"]
    assert "welcome_customers" not in found


def test_members_of_values_and_of_their_bases(shop: Project) -> None:
    found = said(search_at(shop, "main.py", "from shop import Item\n\ndef main(item: Item):\n    █\n"), "members")
    assert {name for name, features in found.items() if "member_of_value" in features} >= {"sell", "refund", "log"}
    marked = "from base import Base\n\nclass Mine(Base):\n    def go(self):\n        █\n"
    assert "member_of_own" in said(search_at(shop, "mine.py", marked), "members")["log"]


def test_chains_and_companions(shop: Project) -> None:
    found = said(search_at(shop, "main.py", "from shop import Item\n\ndef main(item: Item):\n    █\n"), "chains")
    assert "member_of_member" in found["rounded"]
    found = said(search_at(shop, "main.py", "def main(thing):\n    thing.sell(1)\n    █\n"), "chains")
    assert "companion" in found["refund"]


def test_similar_code(shop: Project) -> None:
    marked = "def again(path):\n    items = load_items(path)\n    █\n"
    assert said(search_at(shop, "main.py", marked), "similar_code")["welcome_customers"] & {"vote_here", "vote_next"}


def test_similar_functions(shop: Project) -> None:
    marked = "def open_shop(where):\n    █\n"
    assert "same_function" in said(search_at(shop, "main.py", marked), "similar_functions")["welcome_customers"]


def test_counterparts(project: Open) -> None:
    made = project({"shop.py": BASE + SHOP, "far.py": "def unrelated(): ...\n"})
    found = said(search_at(made, "tests/test_shop.py", "def test_it():\n    █\n"), "counterparts")
    assert {"Item", "load_items"} <= found.keys()
    assert "unrelated" not in found


def test_only_languages_that_can_name_each_other(project: Open) -> None:
    made = project({"a.go": "package a\n\nfunc Shared() {}\n", "b.py": "def Shared(): ...\n"})
    search = search_at(made, "main.py", "def main():\n    Shared()\n    █\n")
    (evidence, *_) = retrievers()["names"].find(search)
    assert [search.catalog.place(symbol)[0] for symbol in evidence.symbols.tolist()] == ["b.py"]


def test_languages_of_one_family_name_each_other(project: Open) -> None:
    files = {"a.kt": "package a\n\nclass Shared\n", "b.css": ".Shared { color: red }\n", "c.sh": "Shared() { :; }\n"}
    made = project({**files, "B.java": "package b;\nclass B {}\n"})
    search = search_at(made, "B.java", "package b;\nclass B {\n  void go() {\n    new Shared();\n    █\n  }\n}\n")
    (evidence, *_) = retrievers()["names"].find(search)
    assert [search.catalog.place(symbol)[0] for symbol in evidence.symbols.tolist()] == ["a.kt"]


def test_what_a_language_hides_is_no_candidate(project: Open) -> None:
    made = project(
        {
            "a/A.java": "package a;\npublic class A {\n  private void hidden() {}\n  public void shown() {}\n}\n",
            "b/B.java": "package b;\nimport a.A;\nclass B {\n}\n",
        }
    )
    search = search_at(
        made,
        "b/B.java",
        "package b;\nimport a.A;\nclass B {\n  void go(A a) {\n    a.hidden(); a.shown();\n    █\n  }\n}\n",
    )
    evidence = [each for module in retrievers().values() if hasattr(module, "find") for each in module.find(search)]
    candidates = gather_candidates(search, evidence, learned_weights().features, {})
    names = {search.catalog.name_text(symbol) for symbol in candidates.symbols.tolist()}
    assert "shown" in names
    assert "hidden" not in names


def test_of_very_many_candidates_those_that_the_screen_lets_through(
    project: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = project({"shop.py": BASE + SHOP})
    search = search_at(made, "main.py", "from shop import load_items\n\ndef main(path):\n    load_items(path)\n    █\n")
    weights = learned_weights()
    evidence = [each for module in retrievers().values() if hasattr(module, "find") for each in module.find(search)]
    every = gather_candidates(search, evidence, weights.features, {}, weights.screen)
    monkeypatch.setattr(ranker, "MOST_CANDIDATES", 3)
    few = gather_candidates(search, evidence, weights.features, {}, weights.screen)
    assert len(every.symbols) > len(few.symbols) == 3
    rows = np.searchsorted(every.symbols, few.symbols)
    assert np.array_equal(every.features[rows], few.features)
    kept = set(np.argsort(-(every.features @ weights.screen))[:3].tolist())
    words = [at for at, name in enumerate(weights.features) if name in ("parts", "shown_near", "folder_use")]
    assert kept == set(rows.tolist())
    assert not weights.screen[words].any()


def test_the_weights_know_every_feature() -> None:
    learned = {name for module in retrievers().values() for name in getattr(module, "FEATURES", ())}
    assert set(learned_weights().features) == learned | set(TRAITS)


def test_documents_that_name_what_is_likely(project: Open) -> None:
    guide = "# Guide\n\nOpen the shop with `load_items(path)` first.\n\nNothing else matters here.\n"
    made = project({"shop.py": BASE + SHOP, "guide.md": guide})
    search = search_at(made, "main.py", "from shop import load_items\n\ndef main(path):\n    █\n")
    symbols, _ = search.catalog.symbols_named(np.array([number_of("load_items")], np.uint32))
    likely = Likely(symbols, search.catalog.symbol("name", symbols), np.ones(1, np.float32), np.zeros(1, np.bool_))
    (passage,) = retrievers()["knowledge"].passages(search, likely)
    assert search.catalog.paths[passage.file] == "guide.md"
    assert "Open the shop with" in passage.text


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("tests/a.py", True), ("src/a_test.go", True), ("a/FooTest.java", True), ("x.spec.ts", True),
        ("conftest.py", True), ("src/latest.py", False), ("contest/a.py", False), ("a/attestation.go", False),
    ],
)  # fmt: skip
def test_tests_by_their_names(path: str, wanted: bool) -> None:
    assert is_test(path) == wanted
