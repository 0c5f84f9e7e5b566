"""Counts what code in general looks like and writes `server/lacewing/engine/prior.npz`.

    python tests/bench/fit_prior.py OUT.npz FOLDER …

Each folder is a checkout of a repository. For each family of languages the words that many files of several
repositories hold are kept, and what follows the last one to five tokens and what stands in which argument of a call,
where enough files agree that it does. The shipped table was made from the repositories listed in `fit_affinity.py` and
`MORE_REPOSITORIES`, all under permissive licences; it holds single words and counts, no code.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import numpy as np
from sources import read_files

from lacewing.engine.lexer import Lexer
from lacewing.engine.prior import BASE, CALL, CLASSES, ORDERS, WORD_BASE, class_of
from lacewing.engine.structure import contexts_of
from lacewing.engine.surroundings import FAMILIES, FAMILY
from lacewing.engine.vocabulary import FILE_START, Kind, Vocabulary

MORE_REPOSITORIES = """
apache/commons-lang FasterXML/jackson-databind spf13/cobra urllib3/urllib3 Humanizr/Humanizer remix-run/react-router
gofiber/fiber ReactiveX/RxJava nlohmann/json agronholm/anyio pydantic/pydantic pytest-dev/pytest
"""
WORDS_A_FAMILY, TOLD_APART = 9000, 2200
CONTEXTS_A_FAMILY = {1: 2500, 2: 9000, 3: 14_000, 4: 10_000, 5: 6000, CALL: 7000}
FOLLOWING, LEAST_SHARE = 6, 0.03
LEAST_FILES, LEAST_REPOSITORIES = 5, 2
MAX_CHARACTERS = 3_500_000
_GOLDEN = 0x9E3779B97F4A7C15


class Streams:
    """Token streams of files by family and repository, over one vocabulary."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self.vocabulary = Vocabulary()
        self.by_family: dict[int, dict[str, list[np.ndarray]]] = defaultdict(lambda: defaultdict(list))
        lexer = Lexer(self.vocabulary)
        for folder in folders:
            taken = 0
            for name, text in read_files(folder).items():
                family = FAMILY.get(PurePosixPath(name).suffix, 0)
                taken += len(text)
                if family and taken < MAX_CHARACTERS:
                    ids = np.concatenate(([FILE_START], lexer.lex(text.strip()).ids))
                    self.by_family[family][folder.name].append(ids)


def main(out: str, *folders: str) -> None:
    """Count and write."""
    arrays = build(Streams(map(Path, folders)))
    np.savez_compressed(out, **arrays)
    print(len(arrays["hashes"]), "contexts,", len(arrays["tokens"]), "entries,", Path(out).stat().st_size, "bytes")


def build(streams: Streams) -> dict[str, np.ndarray]:
    """The arrays of `Prior`."""
    families = {
        family: [(name, ids) for name, each in sorted(repositories.items()) for ids in each]
        for family, repositories in sorted(streams.by_family.items())
    }
    common = {family: _common_words(files) for family, files in families.items()}
    texts = streams.vocabulary.texts
    words: dict[str, int] = {name: number for number, name in enumerate(CLASSES)}
    for tokens, _ in common.values():
        for token in tokens[:TOLD_APART]:
            words.setdefault(texts[token], len(words))
    in_contexts = len(words)
    for tokens, _ in common.values():
        for token in tokens:
            words.setdefault(texts[token], len(words))
    entries: dict[int, list[tuple[int, int]]] = {}
    for family, files in families.items():
        _count(family, files, streams.vocabulary, words, in_contexts, entries)
    hashes = sorted(entries)
    flat = [entry for each in hashes for entry in entries[each]]
    ranked = [_ranked(*common.get(family, ([], [])), streams.vocabulary) for family in range(FAMILIES)]
    return {
        "words": np.frombuffer("\n".join(word.replace("\n", "\v") for word in words).encode(), np.uint8),
        "in_contexts": np.array([in_contexts], np.uint32),
        "hashes": np.array(hashes, np.uint32),
        "sizes": np.array([len(entries[each]) for each in hashes], np.uint8),
        "tokens": np.array([token for token, _ in flat], np.uint16),
        "costs": np.array([cost for _, cost in flat], np.uint8),
        "ranked": np.array([words[texts[token]] for each, _ in ranked for token in each], np.uint16),
        "ranked_costs": np.array([cost for _, costs in ranked for cost in costs], np.uint8),
        "ranked_sizes": np.array([len(each) for each, _ in ranked], np.uint16),
    }


def _ranked(tokens: list[int], shares: list[float], vocabulary: Vocabulary) -> tuple[list[int], list[int]]:
    """Of a family's words the names and keywords, with their costs."""
    kinds = vocabulary.kinds
    kept = [(token, share) for token, share in zip(tokens, shares, strict=True) if kinds[token] <= Kind.KEYWORD]
    kept.sort(key=lambda item: (-item[1], item[0]))
    return [token for token, _ in kept], [min(255, round(-np.log(share) / np.log(WORD_BASE))) for _, share in kept]


def _count(
    family: int,
    files: list[tuple[str, np.ndarray]],
    vocabulary: Vocabulary,
    words: dict[str, int],
    in_contexts: int,
    entries: dict[int, list[tuple[int, int]]],
) -> None:
    several = min(LEAST_REPOSITORIES, len({name for name, _ in files}))
    size = len(vocabulary)
    texts, kinds = vocabulary.texts, vocabulary.kinds
    classes = np.array([class_of(texts[token], kinds[token]) for token in range(size)])
    own = np.array([words.get(texts[token], -1) for token in range(size)])
    told = np.where((own >= 0) & (own < in_contexts), own, classes)
    own = np.where(own < 0, classes, own)
    repositories = {name: number for number, name in enumerate(dict.fromkeys(name for name, _ in files))}
    stream = np.concatenate([ids for _, ids in files])
    following = own[stream]
    file_of = np.repeat(np.arange(len(files)), [len(ids) for _, ids in files])
    repository_of = np.repeat([repositories[name] for name, _ in files], [len(ids) for _, ids in files])
    for order in (*ORDERS, CALL):
        if order == CALL:
            at = contexts_of(stream, vocabulary)
            inside = at.callee > 0
            columns = [told[at.callee[inside]], at.argument[inside], told[at.previous[inside]]]
        else:
            inside = np.zeros(len(stream), bool)
            inside[order:] = file_of[order:] == file_of[:-order]
            places = np.nonzero(inside)[0]
            columns = [told[stream[places - back]] for back in range(order, 0, -1)]
        contexts = _hashes(family, order, columns)
        kept = _frequent(contexts, file_of[inside], repository_of[inside], several)
        _write(kept[: CONTEXTS_A_FAMILY[order]], contexts, following[inside], entries)


def _hashes(family: int, length: int, columns: list[np.ndarray]) -> np.ndarray:
    """`hash_of` of many contexts."""
    value = np.zeros(len(columns[0]), np.uint64)
    for column in (np.full(1, family), np.full(1, length), *columns):
        value = (value ^ (column.astype(np.uint64) + np.uint64(1))) * np.uint64(_GOLDEN)
        value ^= value >> np.uint64(29)
    return ((value >> np.uint64(16)) & np.uint64(0xFFFFFFFF)).astype(np.int64)


def _common_words(files: list[tuple[str, np.ndarray]]) -> tuple[list[int], list[float]]:
    """The tokens that most files hold, in that order, and how frequent each is."""
    several = min(LEAST_REPOSITORIES, len({name for name, _ in files}))
    holding: Counter[int] = Counter()
    times: Counter[int] = Counter()
    repositories: dict[int, set[str]] = defaultdict(set)
    for name, ids in files:
        for token, count in zip(*(each.tolist() for each in np.unique(ids, return_counts=True)), strict=True):
            holding[token] += 1
            times[token] += count
            repositories[token].add(name)
    total = times.total()
    tokens = [
        token for token, count in holding.most_common(4 * WORDS_A_FAMILY)
        if count >= LEAST_FILES and len(repositories[token]) >= several
    ][:WORDS_A_FAMILY]  # fmt: skip
    return tokens, [times[token] / total for token in tokens]


def _frequent(contexts: np.ndarray, file_of: np.ndarray, repository_of: np.ndarray, several: int) -> np.ndarray:
    """The contexts that enough files and repositories hold."""
    found, inverse = np.unique(contexts, return_inverse=True)
    pairs = np.unique(inverse * (int(file_of.max()) + 1) + file_of)
    in_files = np.bincount(pairs // (int(file_of.max()) + 1), minlength=len(found))
    pairs = np.unique(inverse * (int(repository_of.max()) + 1) + repository_of)
    in_repositories = np.bincount(pairs // (int(repository_of.max()) + 1), minlength=len(found))
    good = np.nonzero((in_files >= LEAST_FILES) & (in_repositories >= several))[0]
    best = good[np.argsort(-in_files[good], kind="stable")]
    return found[best]


def _write(
    kept: np.ndarray, contexts: np.ndarray, following: np.ndarray, entries: dict[int, list[tuple[int, int]]]
) -> None:
    kept = np.sort(kept)
    places = np.minimum(kept.searchsorted(contexts), len(kept) - 1)
    inside = kept[places] == contexts
    pairs, counts = np.unique(places[inside] * 65536 + following[inside], return_counts=True)
    totals = np.bincount(places[inside], minlength=len(kept))
    bounds = np.searchsorted(pairs, np.arange(len(kept) + 1) * 65536)
    for number, context in enumerate(kept.tolist()):
        low, high = bounds[number], bounds[number + 1]
        best = np.argsort(-counts[low:high], kind="stable")[: FOLLOWING + len(CLASSES)] + low
        likely = [(int(pairs[at] % 65536), counts[at] / (totals[number] + 1)) for at in best.tolist()]
        likely = [(token, share) for token, share in likely if token >= len(CLASSES) and share >= LEAST_SHARE]
        if likely:
            costs = [(token, round(-np.log(share) / np.log(BASE))) for token, share in likely[:FOLLOWING]]
            entries[context] = [(token, min(255, cost)) for token, cost in costs]


if __name__ == "__main__":
    main(*sys.argv[1:])
