"""How completions keep their form: `python tests/bench/bench_holes.py FOLDER …` on checkouts of many languages.

Holes of every kind are cut into real files; the missing text comes back as models mangle it, goes through trigger,
filters and parse check, and is accepted as an editor would. Prints by language and mangling how many files are then
equal to the original / hold a whole beginning of what was missing / are as they were / are something else, and how many
have a new syntax error.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from completion_holes.cut import errors_in
from completion_holes.mangle import MANGLINGS
from completion_holes.play import Played, played_in, variants
from lacewing.syntax.language import language_for_path
from lacewing.syntax.source import Source, source_of

_OUTCOMES = ("equal", "repaired", "dropped", "wrong", "broken")
_LARGEST = 30_000
_LEFT_OUT = frozenset([".git", "node_modules", "vendor", "dist", "third_party"])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folders", nargs="+", type=Path)
    options.add_argument("--holes", type=int, default=900, help="of each language (900)")
    options.add_argument("--language", help="only this one")
    options.add_argument("--mangling", help="only this one")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--failures", type=int, default=0, help="show so many holes that are not equal")
    chosen = options.parse_args()
    files = _files(chosen.folders)
    started = time.process_time()
    results: list[Played] = []
    languages: dict[int, str] = {}
    for name, paths in sorted(files.items()):
        if chosen.language in (None, name):
            for played in _of_language(name, paths, chosen):
                languages[len(results)] = name
                results.append(played)
    tables = _Tables(results, languages)
    tables.show(time.process_time() - started)
    shown = [each for each in results if each.outcome != "equal" and each.mangling != "cut in token"]
    random.Random(chosen.seed).shuffle(shown)
    for each in sorted(shown[: chosen.failures], key=lambda each: (each.outcome, each.mangling)):
        _show(each)


def _files(folders: list[Path]) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = defaultdict(list)
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            language = language_for_path(path.name)
            if language is None or _LEFT_OUT & set(path.parts) or ".min." in path.name or path.is_symlink():
                continue
            if path.is_file() and 200 < path.stat().st_size < _LARGEST:
                found[language.name].append(path)
    return found


def _of_language(name: str, paths: list[Path], chosen: argparse.Namespace) -> Iterator[Played]:
    chance = random.Random(f"{name} {chosen.seed}")
    paths = list(paths)
    chance.shuffle(paths)
    done = 0
    for _ in range(3):
        for path in paths:
            if done >= chosen.holes:
                return
            source = _read(path)
            if source is None:
                continue
            for played in played_in(variants(source, chance), chance, 2):
                if chosen.mangling in (None, played.mangling):
                    done += 1
                    yield played


def _read(path: Path) -> Source | None:
    data = path.read_bytes()
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    source = source_of(path, data)
    return source if errors_in(source) < 50 else None


class _Tables:
    def __init__(self, results: list[Played], languages: dict[int, str]) -> None:
        self.results = results
        self.languages = languages

    def show(self, seconds: float) -> None:
        print(f"{len(self.results)} holes in {len(set(self.languages.values()))} languages, {seconds:.0f} CPU-s")
        truth = [each for each in self.results if each.mangling != "cut in token"]
        counts = Counter(each.outcome for each in truth)
        print(f"answers that hold the truth: {len(truth)}, " + ", ".join(f"{o} {counts[o]}" for o in _OUTCOMES))
        print(f"  equal {100 * counts['equal'] / max(1, len(truth)):.2f} %, "
              f"broken {sum(each.outcome == 'broken' for each in self.results)} of {len(self.results)}")  # fmt: skip
        self._by("mangling", {at: each.mangling for at, each in enumerate(self.results)}, list(MANGLINGS))
        whole = [at for at, each in enumerate(self.results) if each.mangling != "cut in token"]
        print("\nthose that hold the truth:")
        self._by("kind", {at: self.results[at].hole.kind for at in whole})
        self._by("language", {at: self.languages[at] for at in whole})
        self._by_both()

    def _by(self, title: str, keys: dict[int, str], order: list[str] | None = None) -> None:
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for at, key in keys.items():
            counts[key][self.results[at].outcome] += 1
        print(f"\n{title:<18}{'holes':>7}" + "".join(f"{outcome:>10}" for outcome in _OUTCOMES) + f"{'equal %':>10}")
        for key in order or sorted(counts):
            row, total = counts[key], counts[key].total()
            share = 100 * row["equal"] / max(1, total)
            print(f"{key:<18}{total:>7}" + "".join(f"{row[outcome]:>10}" for outcome in _OUTCOMES) + f"{share:>10.1f}")

    def _by_both(self) -> None:
        counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for at, each in enumerate(self.results):
            counts[self.languages[at], each.mangling][each.outcome] += 1
        names = list(MANGLINGS)
        print("\nlanguage by mangling: equal/repaired/dropped/wrong/broken")
        print(f"{'':<12}" + "".join(f"{name:>17}" for name in names))
        for language in sorted(set(self.languages.values())):
            cells = ["/".join(str(counts[language, name][outcome]) for outcome in _OUTCOMES) for name in names]
            print(f"{language:<12}" + "".join(f"{cell:>17}" for cell in cells))


def _show(each: Played) -> None:
    data, offset = each.hole.source.data, each.hole.offset
    before = data[:offset].decode("utf-8", "replace")[-160:]
    after = data[offset:].decode("utf-8", "replace")[:80]
    print(f"\n── {each.outcome}: {each.mangling}, {each.hole.kind} ({each.shape}) {each.hole.source.path}")
    print(
        f"   {before!r} █ {after!r}\n   truth  {each.hole.truth!r}\n   answer {each.answer!r}\n   shown  {each.shown!r}"
    )


if __name__ == "__main__":
    main()
