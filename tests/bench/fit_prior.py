"""Counts what code in general looks like and writes `server/lacewing/engine/prior.npz`.

    python tests/bench/fit_prior.py OUT.npz FOLDER …

Each folder is a checkout of a repository. For each family of languages the words that many files of several
repositories hold are kept, and what follows the last one to three tokens, where enough files agree that it does. The
shipped table was made from the newest stored snapshots of `REPOSITORIES`, all under permissive licences; it holds
single words and counts, no code.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

import numpy as np
from sources import read_files

from lacewing.engine.lexer import Lexer
from lacewing.engine.prior import BASE, CLASSES, ORDERS, class_of, hash_of
from lacewing.engine.surroundings import FAMILY
from lacewing.engine.vocabulary import FILE_START, Vocabulary

REPOSITORIES = """
pallets/flask pallets/click encode/starlette scrapy/scrapy Textualize/rich aio-libs/aiohttp tornadoweb/tornado jhy/jsoup
square/retrofit square/javapoet apache/commons-compress square/okio labstack/echo caddyserver/caddy
prometheus/prometheus honojs/hono colinhacks/zod TanStack/query reduxjs/redux-toolkit fastify/fastify pmndrs/zustand
google/leveldb jbeder/yaml-cpp gabime/spdlog ninja-build/ninja libuv/libuv jqlang/jq BurntSushi/ripgrep serde-rs/serde
App-vNext/Polly InsertKoinIO/koin com-lihaoyi/os-lib
"""
WORDS_A_FAMILY, CONTEXTS_A_FAMILY = 1500, {1: 800, 2: 1600, 3: 1400}
FOLLOWING, LEAST_SHARE = 6, 0.03
LEAST_FILES, LEAST_REPOSITORIES = 6, 2
MAX_CHARACTERS = 2_500_000


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


def build(streams: Streams, without: Sequence[str] = ()) -> dict[str, np.ndarray]:
    """The arrays of `Prior`, as if the repositories `without` were not there."""
    words: dict[str, int] = {name: number for number, name in enumerate(CLASSES)}
    entries: dict[int, list[tuple[int, int]]] = {}
    for family, repositories in sorted(streams.by_family.items()):
        files = [(name, ids) for name, each in sorted(repositories.items()) if name not in without for ids in each]
        if files:
            _count(family, files, streams.vocabulary, words, entries)
    hashes = sorted(entries)
    flat = [entry for each in hashes for entry in entries[each]]
    return {
        "words": np.frombuffer("\n".join(word.replace("\n", "\v") for word in words).encode(), np.uint8),
        "hashes": np.array(hashes, np.uint32),
        "sizes": np.array([len(entries[each]) for each in hashes], np.uint8),
        "tokens": np.array([token for token, _ in flat], np.uint16),
        "costs": np.array([cost for _, cost in flat], np.uint8),
    }


def _count(
    family: int,
    files: list[tuple[str, np.ndarray]],
    vocabulary: Vocabulary,
    words: dict[str, int],
    entries: dict[int, list[tuple[int, int]]],
) -> None:
    several = min(LEAST_REPOSITORIES, len({name for name, _ in files}))
    common = _common_words(files, several)
    table = np.array([class_of(vocabulary.texts[n], vocabulary.kinds[n]) for n in range(len(vocabulary))])
    for token in common:
        table[token] = words.setdefault(vocabulary.texts[token], len(words))
    repositories = {name: number for number, name in enumerate(dict.fromkeys(name for name, _ in files))}
    stream = np.concatenate([table[ids] for _, ids in files]).astype(np.int64)
    file_of = np.repeat(np.arange(len(files)), [len(ids) for _, ids in files])
    repository_of = np.repeat([repositories[name] for name, _ in files], [len(ids) for _, ids in files])
    for order in ORDERS:
        contexts = np.zeros(len(stream) - order, np.int64)
        for back in range(order, 0, -1):
            contexts = contexts * 65536 + stream[order - back : len(stream) - back]
        inside = file_of[order:] == file_of[:-order]
        kept = _frequent(contexts[inside], file_of[order:][inside], repository_of[order:][inside], several)
        _write(family, order, kept, contexts[inside], stream[order:][inside], entries)


def _common_words(files: list[tuple[str, np.ndarray]], several: int) -> list[int]:
    holding: Counter[int] = Counter()
    repositories: dict[int, set[str]] = defaultdict(set)
    for name, ids in files:
        for token in np.unique(ids).tolist():
            holding[token] += 1
            repositories[token].add(name)
    return [
        token for token, count in holding.most_common(WORDS_A_FAMILY)
        if count >= LEAST_FILES and len(repositories[token]) >= several
    ]  # fmt: skip


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
    family: int,
    order: int,
    kept: np.ndarray,
    contexts: np.ndarray,
    following: np.ndarray,
    entries: dict[int, list[tuple[int, int]]],
) -> None:
    kept = np.sort(kept[: CONTEXTS_A_FAMILY[order]])
    places = np.minimum(kept.searchsorted(contexts), len(kept) - 1)
    inside = kept[places] == contexts
    pairs, counts = np.unique(places[inside] * 65536 + following[inside], return_counts=True)
    totals = np.bincount(places[inside], minlength=len(kept))
    for number, context in enumerate(kept.tolist()):
        low, high = np.searchsorted(pairs, (number * 65536, (number + 1) * 65536)).tolist()
        best = np.argsort(-counts[low:high], kind="stable")[: FOLLOWING + len(CLASSES)] + low
        likely = [(int(pairs[at] % 65536), counts[at] / (totals[number] + 1)) for at in best.tolist()]
        likely = [(token, share) for token, share in likely if token >= len(CLASSES) and share >= LEAST_SHARE]
        if likely:
            numbers = [context >> 16 * back & 0xFFFF for back in range(order - 1, -1, -1)]
            costs = [(token, round(-np.log(share) / np.log(BASE))) for token, share in likely[:FOLLOWING]]
            entries[hash_of(family, numbers)] = [(token, min(255, cost)) for token, cost in costs]


if __name__ == "__main__":
    main(*sys.argv[1:])
