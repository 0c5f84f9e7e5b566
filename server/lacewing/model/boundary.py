"""The one place that decides what leaves the machine: everything sent to any model, and everything it answers.

Which files may leave is decided by whoever knows the project and handed in. Here: no request names a file that may
not, no diff in it shows one, no secret is in it, no forbidden model is asked, no withheld answer gets through.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

from lacewing.model.diffs import without_hidden_files
from lacewing.model.errors import ModelPolicyError
from lacewing.model.redaction.redactor import Redactions, Redactor
from lacewing.model.redaction.restore import Restorer
from lacewing.model.rules import ModelRules
from lacewing.model.types import ContextFile, FimRequest, Message


@dataclass(frozen=True, slots=True)
class Boundary:
    """The boundary around one project. `may_leave(path)` is asked with paths as requests name them."""

    may_leave: Callable[[str], bool]
    redactor: Redactor
    rules: tuple[ModelRules, ...] = ()

    def admit_fill(self, request: FimRequest) -> FimRequest:
        """The request with the context that may leave. Raises ModelPolicyError when its own file may not, or when the
        cursor stands inside a secret, of which two halves would be sent that nothing recognises."""
        if not self.may_leave(request.path):
            raise ModelPolicyError(f"{request.path} may not be shown to a model")
        if self.redactor.straddling(request.prefix, request.suffix):
            raise ModelPolicyError(
                f"{request.path}: the cursor stands inside a secret, of which no model is shown a part"
            )
        context = tuple(piece for piece in request.context if self.may_leave(piece.path))
        return request if len(context) == len(request.context) else replace(request, context=context)

    def admit_chat(self, messages: Sequence[Message]) -> list[Message]:
        """The messages, without files in diffs that may not leave. Raises ModelPolicyError when one holds text of a
        file that may not."""
        for path in (path for each in messages for path in each.paths):
            if not self.may_leave(path):
                raise ModelPolicyError(f"{path} may not be shown to a model")
        return [replace(each, content=without_hidden_files(each.content, self.may_leave)) for each in messages]

    def admit_embedding(self, texts: Sequence[ContextFile]) -> Sequence[ContextFile]:
        """The texts as they are. Raises ModelPolicyError when one is of a file that may not leave."""
        for each in texts:
            if each.path and not self.may_leave(each.path):
                raise ModelPolicyError(f"{each.path} may not be shown to a model")
        return texts

    async def incoming(self, pieces: AsyncGenerator[str, None], redactions: Redactions) -> AsyncGenerator[str, None]:
        """The answer as it comes, with its own secrets back in.

        Where answers are moderated it comes whole, at its end. Raises ModelPolicyError when it must be withheld.
        """
        restorer: Restorer | None = None  # what was replaced is known once the request is out
        moderated = any(rules.moderation for rules in self.rules)
        held = ""
        async with aclosing(pieces):
            async for piece in pieces:
                restorer = restorer or Restorer(redactions.secrets)
                if moderated:
                    held += piece
                elif text := restorer.feed(piece):
                    yield text
        restorer = restorer or Restorer({})
        answer = restorer.feed(held) + restorer.end()
        for rules in self.rules:
            rules.check_answer(answer)
        if answer:
            yield answer
