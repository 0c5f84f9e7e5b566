"""The next edit by a model: through a real socket, whatever the model writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from lacewing.features.next_edit.by_model import next_edit_by_model
from lacewing.features.next_edit.types import Change, NextEdit
from lacewing.model.client import create_client
from lacewing.model.options import ModelOptions
from lacewing.syntax.source import source_of
from lacewing.text.edit import apply_edits
from model.scripted_server import DONE, HEAD, Script, event, scripted

BEFORE = b"def area(tall):\r\n    return tall\r\n\r\n\r\nprint(area(1))  # \xf0\x9f\x98\x80\r\n"
AFTER = BEFORE.replace(b"area(tall)", b"area(tall, wide)").replace(b"return tall", b"return tall * wide")
CHANGE = Change("a.py", BEFORE, AFTER)


async def answered(reply: str, script: Script) -> NextEdit | None:
    script.steps = [HEAD, event(reply), event("", "stop"), DONE]
    async with scripted(script) as endpoint:
        model = create_client(ModelOptions(provider="openai", endpoint=endpoint))
        assert model is not None
        try:
            return await next_edit_by_model([CHANGE], "a.py", source_of(Path("/p/a.py"), AFTER), 4, model)
        finally:
            await model.close()


def shown(text: bytes) -> str:
    return text.replace(b"\r\n", b"\n").decode()


@pytest.mark.asyncio
async def test_its_lines_become_one_edit_with_the_files_line_ends() -> None:
    script = Script()
    wanted = AFTER.replace(b"area(1)", b"area(1, 2)")
    edit = await answered(f"Here you are:\n```python\n{shown(wanted)}```\n", script)
    assert edit is not None
    assert apply_edits(AFTER, [edit.edit]) == wanted
    question = script.requests[0]["messages"][1]["content"]
    assert "-def area(tall):" in question
    assert "+def area(tall, wide):" in question


@pytest.mark.parametrize(
    "reply",
    [
        "I cannot help with that.",
        f"```\n{shown(AFTER)}```",  # nothing is to be done
        f"```\n{shown(BEFORE)}```",  # takes the change back
        "```\n" + shown(AFTER).replace("area(1)", "area(1, (") + "```",  # breaks the syntax
        "```\n" + "print('x')\n" * 40 + "```",  # something else altogether
        "```\n",
    ],
)
@pytest.mark.asyncio
async def test_what_is_of_no_use_is_dropped(reply: str) -> None:
    assert await answered(reply, Script()) is None


@pytest.mark.asyncio
async def test_a_model_that_fails_is_no_error() -> None:
    script = Script(["reset"])
    async with scripted(script) as endpoint:
        model = create_client(ModelOptions(provider="openai", endpoint=endpoint))
        assert model is not None
        assert await next_edit_by_model([CHANGE], "a.py", source_of(Path("/p/a.py"), AFTER), 4, model) is None
        await model.close()
