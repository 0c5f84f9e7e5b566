"""Prose by a model over the same facts: it is handed numbered facts and the code, and must cite what it says.

Model output is untrusted: sentences that cite no given fact, or whose back-ticked names stand neither in the facts nor
in the code, are dropped; when too many are, the deterministic text stands alone.
"""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace

from lacewing.features.explain.types import Explanation
from lacewing.model.errors import ModelError
from lacewing.model.types import Message, Model

_SYSTEM = (
    "You explain code to a programmer in at most six plain sentences, using only the numbered facts and the code "
    "given. End every sentence with the numbers of the facts it rests on, like [1] or [2, 5]. Put names of code in "
    "back-ticks. Say nothing that the facts and the code do not show."
)
_CITATION = re.compile(r"\s*\[(\d+(?:\s*,\s*\d+)*)\]")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?!\[)|(?<=[。！？])\s*(?!\[|$)")
_NAME = re.compile(r"`([^`]+)`")
_MAX_TOKENS = 400
_WORST_SHARE_DROPPED = 0.3


async def explain_with_model(
    explanation: Explanation, code: str, model: Model, on_failure: Callable[[str], None] = lambda text: None
) -> Explanation:
    """`explanation` with verified prose before its facts; unchanged when the model fails or says too much untrue."""
    facts = [f"[{number}] {fact.kind}: {fact.text}" for number, fact in enumerate(explanation.facts, 1)]
    question = "Facts:\n" + "\n".join(facts) + f"\n\nCode:\n{code}\n\nExplain {explanation.title}."
    paths = tuple(dict.fromkeys([explanation.path, *(fact.path for fact in explanation.facts)]))
    messages = [Message("system", _SYSTEM), Message("user", question, paths)]
    try:
        answer = await _collect(model.chat(messages, _MAX_TOKENS))
    except ModelError as error:
        on_failure(str(error))
        return explanation
    kept = verified_sentences(answer, [fact.text for fact in explanation.facts], code)
    if not kept:
        on_failure(f"{model.description} gave no explanation that the facts bear out; the facts are shown alone")
        return explanation
    head, separator, rest = explanation.markdown.partition("\n")
    markdown = f"{head}{separator}\n{' '.join(kept)}\n{rest}"
    return replace(explanation, markdown=markdown, prose_by=model.description)


def verified_sentences(answer: str, facts: Sequence[str], code: str) -> list[str]:
    """The sentences of `answer` that hold, without their citations; [] when too few do."""
    sentences = [sentence for sentence in _SENTENCE_END.split(answer.strip()) if sentence.strip()]
    known = "\n".join(facts) + "\n" + code
    kept = [_CITATION.sub("", each).strip() for each in sentences if _holds(each, len(facts), known)]
    if not sentences or 1 - len(kept) / len(sentences) > _WORST_SHARE_DROPPED:
        return []
    return kept


def _holds(sentence: str, facts: int, known: str) -> bool:
    cited = [int(number) for match in _CITATION.findall(sentence) for number in match.split(",")]
    names = [name for quoted in _NAME.findall(sentence) for name in re.findall(r"\w+", quoted)]
    return bool(cited) and all(1 <= number <= facts for number in cited) and all(name in known for name in names)


async def _collect(stream: AsyncGenerator[str, None]) -> str:
    async with aclosing(stream) as pieces:
        return "".join([piece async for piece in pieces])
