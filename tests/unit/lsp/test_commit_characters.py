"""Which keys accept an entry of the list: none that could take what was typed for something else."""

from __future__ import annotations

import pytest

from lacewing.features.completion.types import CompletionItem, ItemKind
from lacewing.lsp.commit_characters import commit_characters, stands_twice
from lacewing.text.position import Span


@pytest.mark.parametrize(
    ("before", "typed", "label", "kind", "keys"),
    [
        ("    x = ", "retr", "retry_all", "function", "("),
        ("return ", "Cli", "Client", "class", "(."),
        ("    return await ", "fet", "fetch", "function", "("),
        ("", "geö", "geöffnet", "method", "("),
        # An editor marks the entry that fits best, be it in other letters.
        ("    ", "client", "Client", "class", ""),
        ("    ", "ls", "class_list", "function", ""),
        # What was typed is a name itself.
        ("    ", "get", "get_all", "function", ""),
        ("    ", "get", "get", "function", "("),
        # A name is introduced.
        ("async def ", "retr", "retry_all", "function", ""),
        ("class ", "Cli", "Client", "class", ""),
        ("with open(path) as ", "Cli", "Client", "class", ""),
        ("static unsigned int ", "retr", "retry_all", "function", ""),
        ("Map<String, Integer> ", "retr", "retry_all", "function", "("),  # not seen to be one
        # A path is typed.
        ("import { x } from './", "re", "reactive", "module", ""),
        # Nothing was typed, or nothing goes with a key.
        ("client.", "", "get", "method", ""),
        ("x = ", "retr", "retries", "variable", ""),
    ],
)
def test_keys_that_accept(before: str, typed: str, label: str, kind: ItemKind, keys: str) -> None:
    item = CompletionItem(label, kind, Span(0, len(typed.encode())), label, 1.0)
    assert "".join(commit_characters(item, typed, {label, "get", "Client"}, before)) == keys


def test_an_entry_that_writes_more_than_its_name_has_none() -> None:
    item = CompletionItem("get", "method", Span(0, 2), "get()", 1.0)
    assert commit_characters(item, "ge", {"get"}, "client.") == []


@pytest.mark.parametrize(
    ("word", "text", "twice"),
    [
        ("na", "na = name(na)", True),
        ("na", "na = name", False),
        ("na", "na", False),
        ("aa", "aaa aa aaaa aa", True),
        ("aa", "aaaa aa", False),
        ("x", "x_x x", False),
        ("名", "名 = 1\n名", True),
    ],
)
def test_words_that_stand_elsewhere_too(word: str, text: str, twice: bool) -> None:
    assert stands_twice(word.encode(), text.encode()) is twice
