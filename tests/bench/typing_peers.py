"""What else completes without a model, beside the engine: words, a cached trigram, Jedi.

`words`: the nearest word before the cursor first, then the project's most frequent, as Vim's ^P has it. `trigram`:
counts of three tokens in a row of project and file (Tu, Su and Devanbu 2014), its line the likeliest token again and
again. `jedi`: its completions in its own order, for Python; it must be installed.
"""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

from typing_answers import Peer, words_of
from typing_replay import Answer

from lacewing.engine.decode import Line
from lacewing.engine.lexer import PIECE, stem_of
from lacewing.engine.types import Ghost

_LEAST = 0.5
_MOST_TOKENS = 40
_FILE_SHARE = 3.0
Answering = Callable[[str, str], Answer]


def words(texts: dict[str, str], _root: Path) -> Answering:
    """The peer `words`."""
    counts = Counter(piece for text in texts.values() for piece in PIECE.findall(text) if words_of([piece]))
    frequent = [word for word, _ in counts.most_common()]

    def answer(_path: str, prefix: str) -> Answer:
        stem = stem_of(prefix)
        before = reversed(words_of_text(prefix[: len(prefix) - len(stem)]))
        found = dict.fromkeys(word for word in before if word.startswith(stem) and word != stem)
        for word in frequent:
            if len(found) >= 10:
                break
            if word.startswith(stem):
                found.setdefault(word)
        return Answer(list(found)[:10], Line(()))

    return answer


def words_of_text(text: str) -> list[str]:
    """All words of a text."""
    return [piece for piece in PIECE.findall(text) if piece[0].isalpha() or piece[0] in "_$"]


class _Counts:
    """What follows two tokens, one, and any."""

    def __init__(self) -> None:
        self._orders: tuple[defaultdict[tuple[str, ...], Counter[str]], ...] = tuple(
            defaultdict(Counter) for _ in range(3)
        )

    def add(self, tokens: list[str]) -> None:
        for at, token in enumerate(tokens):
            for order, counts in enumerate(self._orders):
                if at >= order:
                    counts[tuple(tokens[at - order : at])][token] += 1

    def share(self, context: list[str], stem: str) -> dict[str, float]:
        """Shares of the tokens with the beginning `stem`, each longer context having half of what is left."""
        found: defaultdict[str, float] = defaultdict(float)
        weight = 1.0
        for order in (2, 1, 0):
            counts = self._orders[order].get(tuple(context[len(context) - order :]) if order else ())
            if not counts or (not order and not stem):
                continue
            fitting = counts if not stem else {t: n for t, n in counts.items() if t.startswith(stem) and t != stem}
            total = sum(fitting.values())
            for token, times in fitting.items():
                found[token] += weight / 2 * times / total
            weight /= 2 if total else 1
        return found


def trigram(texts: dict[str, str], _root: Path) -> Answering:
    """The peer `trigram`."""
    project = _Counts()
    for text in texts.values():
        project.add(_tokens(text))

    def answer(_path: str, prefix: str) -> Answer:
        stem = stem_of(prefix)
        context = _tokens(prefix[: len(prefix) - len(stem)])
        own = _Counts()
        own.add(context[-4000:])

        def shares(tail: list[str], beginning: str) -> list[tuple[str, float]]:
            found = Counter(project.share(tail, beginning))
            for token, share in own.share(tail, beginning).items():
                found[token] += _FILE_SHARE * share
            total = sum(found.values()) or 1.0
            return [(token, share / total) for token, share in found.most_common(10)]

        first = shares(context, stem)
        cuts, text, sure, tail, step = [], "", 1.0, list(context), first
        for number in range(_MOST_TOKENS):
            if not step or (sure := sure * step[0][1]) < _LEAST:
                break
            token = step[0][0]
            if token == "\n":
                cuts.append(Ghost(text, sure, True))
                break
            blank = (
                number and text and ((text[-1].isalnum() and token[0].isalnum()) or text[-1] in ",=:" or token == "=")
            )
            text += (" " if blank else "") + (token if number else token[len(stem) :])
            cuts.append(Ghost(text, sure, False))
            tail.append(token)
            step = shares(tail, "")
        return Answer(words_of([token for token, _ in first]), Line(tuple(cuts)), tuple(first[:1]))

    return answer


def _tokens(text: str) -> list[str]:
    pieces = (piece if piece[0] != "\n" else "\n" for piece in PIECE.findall(text))
    return [piece for piece in pieces if piece == "\n" or not piece.isspace()]


def jedi(texts: dict[str, str], _root: Path) -> Answering:
    """The peer `jedi`. Raises ImportError where it is not installed."""
    import jedi as library

    # What is held out must not be read from disk.
    scratch = tempfile.TemporaryDirectory()
    for name, text in texts.items():
        copy = Path(scratch.name) / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(text, "utf-8")
    project = library.Project(scratch.name)

    def answer(path: str, prefix: str) -> Answer:
        line, column = prefix.count("\n") + 1, len(prefix) - prefix.rfind("\n") - 1
        try:
            script = library.Script(prefix, path=str(Path(scratch.name) / path), project=project)
            found = [each.name for each in script.complete(line, column)]
        except Exception:  # noqa: BLE001 - it may fail in any way on a file that is being written
            found = []
        return Answer(words_of([name for name in found if name]), Line(()))

    return answer


PEERS: dict[str, Peer] = {"words": words, "trigram": trigram, "jedi": jedi}
