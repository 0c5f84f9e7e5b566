"""A model's prose is shown only where the facts bear it out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lacewing.features.explain.docs import read_docstring
from lacewing.features.explain.prose import explain_with_model, verified_sentences
from lacewing.features.explain.types import Explanation, Fact
from lacewing.model.client import ModelClient
from lacewing.model.options import ModelOptions
from model.scripted_server import HEAD, Script, event, scripted

FACTS = (Fact("signature", "def total(lines)", "/p/a.py", 3), Fact("raises", "ValueError", "/p/a.py", 9))
PLAIN = Explanation("function total", "/p/a.py", 3, 12, FACTS, "### function total\n\nrest\n", "hover")
CODE = "def total(lines):\n    raise ValueError\n"


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        ("It sums `lines` [1]. It may raise `ValueError` [2].", ["It sums `lines`.", "It may raise `ValueError`."]),
        ("它计算 `lines` [1]。", ["它计算 `lines`。"]),
        ("It sums lines. It raises [2].", []),
        ("It writes to `disk_cache` [1].", []),
        ("It sums [7].", []),
        ("", []),
        ("It sums [1]. It loops [1]. It ends [1]. It flies to `mars` [2].", ["It sums.", "It loops.", "It ends."]),
    ],
)
def test_only_cited_sentences_with_known_names(answer: str, kept: list[str]) -> None:
    assert verified_sentences(answer, [fact.text for fact in FACTS], CODE) == kept


async def explained(answer: str) -> tuple[Explanation, list[str], Script]:
    script = Script([HEAD, event(answer, "stop")])
    told: list[str] = []
    async with scripted(script) as endpoint:
        client = ModelClient(replace(ModelOptions(provider="openai", name="m"), endpoint=endpoint))
        result = await explain_with_model(PLAIN, CODE, client, told.append)
        await client.close()
    return result, told, script


@pytest.mark.asyncio
async def test_prose_stands_before_the_facts() -> None:
    result, told, script = await explained("It sums `lines` [1].")
    assert result.markdown == "### function total\n\nIt sums `lines`.\n\nrest\n"
    assert result.prose_by.startswith("m at 127.0.0.1")
    assert not told
    question = script.requests[0]["messages"][1]["content"]
    assert "[2] raises: ValueError" in question
    assert CODE in question


@pytest.mark.asyncio
async def test_a_model_that_invents_leaves_the_facts_alone_and_is_told_of() -> None:
    result, told, _ = await explained("It bakes `bread` [1].")
    assert result == PLAIN
    assert len(told) == 1


STYLES = {
    "google": """Sum.

Args:
    a:
        first

    *rest (int): others

Returns:
    the
    sum

Raises:
    ValueError: when odd""",
    "numpy": """Sum.

Parameters
----------
a : int
    first
rest
    others

Returns
-------
the sum

Raises
------
ValueError
    when odd""",
    "sphinx": "Sum.\n\n:param a: first\n:param rest: others\n:returns: the sum\n:raises ValueError: when odd",
    "javadoc": "Sum.\n\n@param a first\n@param {int} rest others\n@return the sum\n@throws ValueError when odd",
}


@pytest.mark.parametrize("text", STYLES.values(), ids=STYLES.keys())
def test_docstring_styles(text: str) -> None:
    found = read_docstring(text)
    assert found.purpose == "Sum."
    assert found.parameters == {"a": "first", "rest": "others"}
    assert found.result == "the sum"
    assert found.raises == {"ValueError": "when odd"}
