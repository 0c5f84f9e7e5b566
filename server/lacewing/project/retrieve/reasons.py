"""Why a definition is in the context: the evidence without which the ranker would have thought least of it."""

from __future__ import annotations

import functools
from collections.abc import Collection

import numpy as np

from lacewing.project.catalog.catalog import Catalog
from lacewing.project.catalog.segment import Reals
from lacewing.project.retrieve.likely import Likely
from lacewing.project.retrieve.ranker import learned_weights

_SENTENCES = {
    "named_before": ("names", "named just before the cursor"),
    "named_after": ("names", "named after the cursor"),
    "named_in_body": ("names", "named in this function"),
    "named_in_file": ("names", "named in this file"),
    "owner_near": ("names", "member of a type named near the cursor"),
    "imported": ("imports", "imported here"),
    "imported_unused": ("imports", "imported here and not used yet"),
    "imported_member": ("imports", "member of an imported type"),
    "imported_file": ("imports", "defined in an imported file"),
    "member_of_value": ("members", "member of the type of a value in reach"),
    "member_of_own": ("members", "member of the enclosing type or its bases"),
    "member_of_named": ("chains", "member of the type of a name near the cursor"),
    "member_of_member": ("chains", "member of the type of a member in reach"),
    "companion": ("chains", "member of a type whose other members are used near the cursor"),
    "companion_in_file": ("chains", "member of a type whose other members are used in this file"),
    "vote_here": ("similar_code", "used in code like the lines before the cursor"),
    "vote_next": ("similar_code", "used right after code like the lines before the cursor"),
    "vote_later": ("similar_code", "used after code like the lines before the cursor"),
    "vote_rank": ("similar_code", "used around code like the lines before the cursor"),
    "vote_before": ("similar_code", "used before code like the lines after the cursor"),
    "same_function": ("similar_functions", "used in functions of the same name"),
    "like_function": ("similar_functions", "used in functions like this one"),
    "counterpart": ("counterparts", "defined in this file's counterpart (header, source, test or subject)"),
    "edited": ("edits", "defined in a file edited of late"),
    "opened": ("edits", "defined in an open file"),
}
_OTHER = ("names", "defined near this file")


class Reasons:
    """Reasons for the candidates whose rows of features these are."""

    def __init__(self, catalog: Catalog, features: Reals) -> None:
        self._catalog = catalog
        self._features = features

    def of(self, row: int) -> tuple[str, str]:
        """The retriever that speaks most for a candidate, and its reason."""
        feature = self._strongest[row]
        return _SENTENCES.get(feature, _OTHER)

    def names(self, likely: Likely, words: Collection[int]) -> str:
        """The names behind words, the likeliest first."""
        best = sorted(words, key=lambda word: (-likely.by_name[word], word))[:3]
        texts = [self._catalog.name_text(int(likely.symbols[likely.first[word]])) for word in best]
        return ", ".join(f"`{text}`" for text in texts)

    @functools.cached_property
    def _strongest(self) -> list[str]:
        """For each row the feature of evidence whose absence would lower its score most."""
        weights = learned_weights()
        scaled = self._features / weights.scale
        before = scaled @ weights.hidden + weights.bias
        after = np.maximum(before, 0) @ weights.out
        columns = [at for at, name in enumerate(weights.features) if name in _SENTENCES]
        losses = np.zeros((len(scaled), len(columns)), np.float32)
        for place, column in enumerate(columns):
            rows = scaled[:, column].nonzero()[0]
            if len(rows):
                # The score without the feature, from the hidden layer with it.
                values = scaled[rows, column]
                hidden = np.maximum(before[rows] - values[:, None] * weights.hidden[column], 0)
                losses[rows, place] = values * weights.linear[column] + after[rows] - hidden @ weights.out + 1e-6
        if not columns or not len(losses):
            return [""] * len(scaled)
        best = np.argmax(losses, axis=1)
        held = losses[np.arange(len(best)), best] > 0
        return [
            weights.features[columns[at]] if some else "" for at, some in zip(best.tolist(), held.tolist(), strict=True)
        ]
