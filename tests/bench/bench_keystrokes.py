"""A replay of typing against a model on a real socket: what it costs the model's server, and what the screen shows.

`python tests/bench/bench_keystrokes.py FILE … [--keys N] [--interval S] [--seed N]` types on from the middle of each
file, with slips that are taken back, looks elsewhere and pauses; the model answers with the rest of the line, right in
three of five places. Each tactic is left out in turn, then all of them.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from lacewing.features.completion.inline import CompletionSources, inline_completions
from lacewing.features.completion.options import CompletionOptions
from lacewing.features.completion.session import CompletionSession
from lacewing.features.completion.types import InlineCompletion
from lacewing.model.client import create_client
from lacewing.model.options import ModelOptions
from lacewing.syntax.source import source_of
from marker.completion.learned_project import learned_project
from model.scripted_server import DONE, HEAD, Script, event, scripted

FIRST_TOKEN_S, TOKEN_S = 0.25, 0.02
TACTICS = ("memory", "streams go on", "debounce", "questions ahead")


@dataclass
class Count:
    """What one replay came to; `accepted` and `streamed` are characters."""

    keys: int = 0
    with_text: int = 0
    flicker: int = 0
    stale: int = 0
    accepted: int = 0
    streamed: int = 0


class Forgetful(CompletionSession):
    """A session without the tactics in `without`."""

    def __init__(self, without: Sequence[str]) -> None:
        super().__init__()
        if "memory" in without:
            self.shown.recall = lambda _path, _place: None  # type: ignore[method-assign]
        if "streams go on" in without:
            steer = self.flights.steer

            def closed(path: str, text: Any, offset: int) -> None:
                steer(path + "/", text, offset)

            self.flights.steer = closed  # type: ignore[method-assign]


class Typist:
    """Types the second half of `text` behind the first, and takes what is offered when it is right."""

    def __init__(self, text: str, sources: CompletionSources, options: CompletionOptions, interval: float) -> None:
        self.text, self.sources, self.options, self.interval = text, sources, options, interval
        self.count = Count()
        self.expected = ""

    async def type(self, keys: int, seed: int) -> None:
        dice, at = random.Random(seed), self.text.rfind("\n", 0, len(self.text) // 2) + 1
        for _ in range(keys):
            if at >= len(self.text):
                return
            while self.text[at : at + 1] in (" ", "\n") and not self.text[:at].rpartition("\n")[2].strip():
                at += 1  # an editor indents
            if dice.random() < 0.03:
                await self._look(self.text[:at] + "q")
            elif dice.random() < 0.01:
                await self._look(self.text[: at * 2 // 3])
            thinks = not self.text[at - 1 : at].isalnum() and dice.random() < 0.3
            offered = await self._look(self.text[:at], 6 if thinks else 1)
            rest = self.text[at:].partition("\n")[0]
            if offered and len(offered) >= 2 and rest.startswith(offered):
                await asyncio.sleep(2 * self.interval)
                self.count.accepted += len(offered)
                at, self.expected = at + len(offered), ""
            else:
                self.expected = offered[1:] if offered and self.text.startswith(offered[0], at) else ""
                at += 1

    async def _look(self, typed: str, intervals: int = 1) -> str:
        """A key: what is on the screen when the next one comes."""
        self.count.keys += 1
        data = typed.encode()
        asked = inline_completions(source_of(Path("app.py"), data), len(data), self.sources, self.options)
        task: asyncio.Task[list[InlineCompletion]] = asyncio.create_task(asked)
        await asyncio.sleep(self.interval * intervals)
        if not task.done():
            task.cancel()
        found = (await asyncio.gather(task, return_exceptions=True))[0]
        offered = found[0] if isinstance(found, list) and found else None
        self.count.with_text += offered is not None
        self.count.stale += offered is not None and offered.span.start != len(data)
        shown = offered.text if offered else ""
        self.count.flicker += bool(self.expected) and not shown.startswith(self.expected)
        return shown


async def replay(
    text: str, files: dict[str, bytes], without: Sequence[str], keys: int, interval: float, seed: int
) -> tuple[int, Count]:
    def answer(request: dict[str, Any]) -> list[bytes | float | str]:
        tail = request["prompt"][-60:]  # context stands before it
        at = text.find(tail) + len(tail)
        line = text[at:].partition("\n")[0]
        right = random.Random(f"{seed} {text.count(chr(10), 0, at)}").random() < 0.6
        words = (line if right else "wrong_" + line)[:80]
        steps: list[bytes | float | str] = [HEAD, FIRST_TOKEN_S]
        for start in range(0, len(words), 4):
            steps += [event(words[start : start + 4], chat=False), TOKEN_S]
        typist.count.streamed += len(words)
        return [*steps, DONE]

    script = Script(answer)
    options = CompletionOptions(prefix_tokens=100_000, debounce_max_ms=0 if "debounce" in without else 400,
                                speculate="questions ahead" not in without)  # fmt: skip
    with tempfile.TemporaryDirectory() as cache, learned_project(files, Path(cache), "app.py") as sources:
        async with scripted(script) as endpoint:
            model = create_client(ModelOptions(provider="openai", endpoint=endpoint, fim="suffix"))
            assert model is not None
            sources = replace(sources, model=model, session=Forgetful(without))
            typist = Typist(text, sources, options, interval)
            await typist.type(keys, seed)
            await model.close()
    return len(script.requests), typist.count


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--keys", type=int, default=200)
    parser.add_argument("--interval", type=float, default=0.15)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(f"{'left out':16} {'calls':>6} {'calls/accepted char':>20} {'chars asked':>12} {'flicker':>8} {'stale':>6}")
    for without in ((), *((tactic,) for tactic in TACTICS), TACTICS):
        calls, total = 0, Count()
        for file in given.files:
            files = {each.name: each.read_bytes() for each in sorted(file.parent.glob("*.py"))[:40] if each != file}
            made, count = asyncio.run(
                replay(file.read_text("utf-8"), files, without, given.keys, given.interval, given.seed)
            )
            calls += made
            for name, value in vars(count).items():
                setattr(total, name, getattr(total, name) + value)
        name = "all" if without == TACTICS else ", ".join(without) or "nothing"
        print(f"{name:16} {calls:6} {calls / max(1, total.accepted):20.3f} {total.streamed:12} "
              f"{100 * total.flicker / max(1, total.keys):7.1f}% {total.stale:6}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
