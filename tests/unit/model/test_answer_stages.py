"""What is taken off an answer, wherever pieces of the stream cut it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lacewing.model.answer.fences import WithoutFences
from lacewing.model.answer.stage import Stage
from lacewing.model.answer.thinking import WithoutThinking
from lacewing.model.answer.tokens import Rejoin, StopAt, broken_up
from lacewing.model.templates import all_special_tokens, load_template, suggested_template, template_names

THINKING = {
    "x = 1\n": "x = 1\n",
    "<think>a < b\n</think>\n\nx = 1\n": "x = 1\n",
    "  \n<think>hm</think>x": "  \nx",
    "[THINK]hm[/THINK]x": "x",
    "<reasoning>hm</reasoning>\nx": "x",
    "<think>never ends": "",
    "<thin ice>": "<thin ice>",
    "a <think> b": "a <think> b",
    "one\n<think>two</think>\nthree": "one\nthree",
    "<think></think><think>again</think>x": "x",
    "<": "<",
}
FENCES = {
    "x = 1\ny = 2\n": "x = 1\ny = 2\n",
    "    return 1": "    return 1",
    "```python\nx = 1\n```\n": "x = 1\n",
    "```\nx = 1\n```": "x = 1\n",
    "Here is the code:\n\n```python\nx = 1\n\ny\n```\nThis sets x.": "x = 1\n\ny\n",
    "````md\n```\ninner\n```\n````\nrest": "```\ninner\n```\n",
    "~~~\nx\n~~~": "x\n",
    "```python\nx = `a`\n": "x = `a`\n",
    "Here is no fence at all": "Here is no fence at all",
    "以下是代码：\n```\n数 = 1\n```": "数 = 1\n",
    "\n\nx": "\n\nx",
    "x = '''\n```\n'''\n": "x = '''\n```\n'''\n",
    "": "",
}


def passed(make: Callable[[], Stage], pieces: list[str]) -> str:
    stage = make()
    return "".join(stage.feed(piece) for piece in pieces) + stage.end()


def everywhere(make: Callable[[], Stage], text: str, wanted: str) -> None:
    assert passed(make, [text]) == wanted
    assert passed(make, list(text)) == wanted
    for cut in range(len(text) + 1):
        assert passed(make, [text[:cut], text[cut:]]) == wanted, cut


@pytest.mark.parametrize(("text", "wanted"), THINKING.items())
def test_thinking_is_left_out(text: str, wanted: str) -> None:
    everywhere(WithoutThinking, text, wanted)


@pytest.mark.parametrize(("text", "wanted"), FENCES.items())
def test_fences_are_taken_off(text: str, wanted: str) -> None:
    everywhere(WithoutFences, text, wanted)


@pytest.mark.parametrize("name", template_names())
def test_special_tokens_of_user_code_are_broken_up_and_come_back(name: str) -> None:
    tokens = load_template(name).special
    code = "x = '" + "' + '".join(tokens) + "'\n" + "".join(tokens)
    sent = broken_up(code, tokens)
    assert not [token for token in tokens if token in sent]
    everywhere(lambda: Rejoin(tokens), sent, code)


def test_a_token_that_the_model_wrote_ends_the_answer() -> None:
    tokens = load_template("qwen2.5-coder").special
    everywhere(lambda: StopAt(tokens), "count<|file_sep|>b.py\nx", "count")
    everywhere(lambda: StopAt(tokens), "a <| b <|fim", "a <| b <|fim")


def test_a_format_is_suggested_by_a_models_name_only_where_one_is_known() -> None:
    assert suggested_template("Qwen/Qwen2.5-Coder-7B") == "qwen2.5-coder"
    assert suggested_template("deepseek-coder:6.7b") == "deepseek-coder"
    assert suggested_template("llama3.1") == ""
    assert "<|fim_middle|>" in all_special_tokens()
