"""The embedded completion engine: learns from files' tokens, predicts the next ones. The engine's public face.

Learning and asking may happen in different threads. Asking sees what was learned up to some moment before; it never
waits for an index that is being built.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path

import numpy as np

from lacewing.engine.batch import Batch, digest_of, document_of, renumbered
from lacewing.engine.choice import choose
from lacewing.engine.decode import Line, Writing, write_line
from lacewing.engine.focus import Focus
from lacewing.engine.lexer import Lexer, normalised
from lacewing.engine.likelihood import likelihood
from lacewing.engine.live import LiveFile
from lacewing.engine.margins import Margins
from lacewing.engine.options import EngineOptions
from lacewing.engine.predictor import Predictor
from lacewing.engine.roles import RoleColumn
from lacewing.engine.secrets import Secrets
from lacewing.engine.segment import Document
from lacewing.engine.spacing import Spacing
from lacewing.engine.store import Snapshot, Store
from lacewing.engine.storefile import read_store, write_store
from lacewing.engine.types import EngineQuery, Ghost, Prediction
from lacewing.engine.vocabulary import Kind, Vocabulary, is_line_end
from lacewing.engine.weights import Weights, shipped_weights

__all__ = ["Engine", "EngineQuery", "Ghost", "Prediction"]

_OPEN_FILES = 4
_WEIGH_AGAIN = 120
_MARGIN_TEXT = 10_000


class Engine:
    """Completion learned from a project. Deterministic: the same calls in the same order give the same answers."""

    def __init__(
        self,
        options: EngineOptions | None = None,
        weights: Weights | None = None,
        secrets: Secrets | None = None,
        threads: int = 1,
    ) -> None:
        """`secrets` are neither learned nor suggested; so many `threads` sort when an index is made."""
        self.options = options or EngineOptions()
        self._secrets = secrets
        self._threads = threads
        self._weights = weights or shipped_weights()
        self._asking = threading.RLock()
        self._start(Vocabulary())

    def learn(self, path: str, text: str) -> bool:
        """Learn a file (its POSIX path in the project) or its new text; False when it may not be learned.

        A text that is known already costs its hash only. A few files count from the next question on; many count after
        `settle`, or a moment after learning paused.
        """
        text = normalised(text)
        if not self.may_learn(text):
            self._store.forget(path)
            return False
        if self.knows(path, text):
            return True
        with self._store.lock:
            return self._put(document_of(path, text, self._lexer))

    def learn_batch(self, batch: Batch) -> None:
        """Learn files that were lexed elsewhere, of which `may_learn` and not `knows`. It is as if `learn` had."""
        with self._store.lock:
            for document in renumbered(batch, self._vocabulary):
                self._put(document)

    def may_learn(self, text: str) -> bool:
        """Whether the options let a text be learned."""
        return self.options.enabled and len(text) <= self.options.max_file_kb * 1000

    def knows(self, path: str, text: str) -> bool:
        """Whether this text of a file, its line ends being "\\n", is learned already."""
        known = self._store.digest(path)
        return bool(known) and known == digest_of(text)

    def _put(self, document: Document) -> bool:
        if self._store.size_without(document.path) + document.size > self.options.max_source_mb * 1_000_000:
            self._store.forget(document.path)
            return False
        self._store.put(document)
        return True

    def forget(self, path: str) -> None:
        """Unlearn a file: nothing is predicted from it any more."""
        self._store.forget(path)

    def settle(self) -> None:
        """Make all that was learned count. Blocks while the index is built: call it in a thread after many files."""
        self._store.settle()

    def paths(self) -> list[str]:
        """The learned files, in order."""
        return list(self._store.digests())

    def save(self, file: Path) -> None:
        """Write all that was learned before to `file`, atomically. Raises OSError."""
        self._store.settle()  # not under the lock: what it waits for needs that
        write_store(file, self._vocabulary, self._store.snapshot)

    @classmethod
    def load(
        cls, file: Path, options: EngineOptions | None = None, secrets: Secrets | None = None, threads: int = 1
    ) -> Engine:
        """The engine that `save` wrote to `file`; its arrays stay mapped.

        Raises FileNotFoundError when there is none, and DamagedArraysError when the file is damaged or of another
        version: then start an empty engine and learn again.
        """
        engine = cls(options, secrets=secrets, threads=threads)
        vocabulary, segments = read_store(file)
        engine._start(vocabulary)
        engine._store.adopt(segments)
        return engine

    def predict(self, query: EngineQuery) -> Prediction:
        """The next token at the cursor, or the rest of the word before it."""
        with self._asking:
            place = self._place(query)
            scored = place.predictor.predict(place.live.stem)
            texts = self._vocabulary.texts
            shares: dict[str, float] = {}
            for token, share in zip(scored.tokens, scored.probabilities.tolist(), strict=True):
                text = "\n" if is_line_end(token) else texts[token]
                shares[text] = shares.get(text, 0.0) + share
            ordered = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
            return Prediction(tuple(ordered), scored.unknown, place.live.stem)

    def next_tokens(self, query: EngineQuery, stem: str, limit: int) -> list[tuple[str, float]]:
        """At most `limit` whole words that begin with `stem`, likeliest first.

        `stem` stands before the cursor in `query.prefix`, or is "" to ask for the token behind it.
        """
        prefix = query.prefix[: len(query.prefix) - len(stem)] if query.prefix.endswith(stem) else query.prefix
        with self._asking:
            place = self._place(EngineQuery(query.path, prefix, query.suffix, query.comment, not stem, query.symbols))
            scored = place.predictor.predict(stem)
            words = (Kind.IDENTIFIER, Kind.KEYWORD)
            kinds, texts = self._vocabulary.kinds, self._vocabulary.texts
            found = [
                (texts[token], share)
                for token, share in zip(scored.tokens, scored.probabilities.tolist(), strict=True)
                if kinds[token] in words
            ]
        return sorted(found, key=lambda item: (-item[1], item[0]))[:limit]

    def complete_line(self, query: EngineQuery) -> list[Ghost]:
        """Texts to insert at the cursor, best first, as `choose` says; often none."""
        return choose(self.line(query), self.options, self._weights.calibration, query.refused)

    def line(self, query: EngineQuery, floor: float | None = None) -> Line:
        """The likeliest rest of the line with a probability at every token; `floor` as in `Writing.of`."""
        writing = Writing.of(
            self.options, query.comment, floor, lambda: Margins.at_end(normalised(query.prefix[-_MARGIN_TEXT:]))
        )
        with self._asking:
            place = self._place(query)
            return write_line(place.live, place.predictor, self._vocabulary, place.spacing.blank, writing)

    def likelihood(self, query: EngineQuery, text: str) -> float:
        """How well `text`, whoever wrote it, goes on at the cursor by what the project writes, in [0, 1]."""
        with self._asking:
            place = self._place(query)
            tokens = self._live_lexer.lex(place.live.stem + normalised(text).rstrip()).ids
            return likelihood(place.live, place.predictor, tokens.tolist())

    def _start(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._roles = vocabulary.companion(RoleColumn)
        self._lexer = Lexer(vocabulary, self._secrets)
        self._live_lexer = Lexer(vocabulary, self._secrets)
        self._store = Store(vocabulary, self._threads)
        self._open: OrderedDict[str, _Place] = OrderedDict()

    def _place(self, query: EngineQuery) -> _Place:
        """The open file of `query`, moved to its cursor."""
        self._store.settle_if_due()
        snapshot = self._store.snapshot
        place = self._open.get(query.path)
        if place is None or place.snapshot is not snapshot:
            live = place.live if place else LiveFile(self._vocabulary, self._live_lexer)
            place = self._open[query.path] = _Place(
                snapshot, query.path, live, self._vocabulary, self._roles, self._weights
            )
        self._open.move_to_end(query.path)
        while len(self._open) > _OPEN_FILES:
            self._open.popitem(last=False)
        place.move_to(query)
        return place


class _Place:
    """One open file beside the project as it was at `snapshot`."""

    def __init__(
        self, snapshot: Snapshot, path: str, live: LiveFile, vocabulary: Vocabulary, roles: RoleColumn, weights: Weights
    ) -> None:
        self.snapshot = snapshot
        self.live = live
        self._vocabulary = vocabulary
        self._focus = Focus(snapshot, path, vocabulary)
        self.predictor = Predictor(path, live, self._focus, vocabulary, roles, weights)
        self.spacing = Spacing(live, self._focus, vocabulary)
        self._weighed_at: int | None = None
        self._seen: tuple[str | None, str, bool] = (None, "", False)

    def move_to(self, query: EngineQuery) -> None:
        """Bring everything up to the query's cursor."""
        self.predictor.ask(query.symbols)
        if (query.prefix, query.suffix, query.word_ends) == self._seen:
            return
        before = self._seen[0]
        self._seen = (query.prefix, query.suffix, query.word_ends)
        if self.live.move_to(query.prefix, query.suffix, query.word_ends):
            self.predictor.forget_places()
        elif before is not None and not query.prefix.startswith(before):
            self.predictor.forget_places(self.live.count if before.startswith(query.prefix) else 0)
        if self._weighed_at is None or abs(self.live.count - self._weighed_at) > _WEIGH_AGAIN:
            self._weighed_at = self.live.count
            tokens = np.unique(self.live.ids[: self.live.count])
            tokens = tokens[tokens >= 0]
            self._focus.weigh(tokens[self._vocabulary.kind_array()[tokens] == Kind.IDENTIFIER])
            self.predictor.forget_weights()
