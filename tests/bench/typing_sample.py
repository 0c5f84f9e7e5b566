"""Which files of a checkout are typed: a seeded sample of middling ones of its main language."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from random import Random

import click
from sources import read_files

SHORTEST, LONGEST = 1_500, 16_000
CLONE = 0.5
SIMILAR = {
    ".h": ".c", ".cc": ".c", ".cpp": ".c", ".hpp": ".c", ".tsx": ".ts", ".js": ".ts", ".jsx": ".ts", ".mjs": ".ts",
}  # fmt: skip


def sample(root: Path, suffix: str, seed: int, count: int) -> tuple[dict[str, str], list[str]]:
    """The texts of all files of `suffix` and such as go with it (else of the suffix that most have), and those chosen.

    Raises click.ClickException when there is nothing to be typed.
    """
    if not root.is_dir():
        raise click.ClickException(f"{root}: no such folder; give checkouts of repositories, as FOLDER or FOLDER:.py")
    files = _of_one_language(read_files(root), suffix)
    held = _hold_out(files, seed, count)
    if not held:
        what = f"files that end in {suffix}" if suffix else "source files"
        raise click.ClickException(
            f"{root}: none of its {len(files)} {what} can be typed; one must have {SHORTEST} to {LONGEST} characters, "
            "15 lines that are longer than 12, and not be mostly a copy of another file"
        )
    return files, held


def _of_one_language(files: dict[str, str], suffix: str) -> dict[str, str]:
    group = {name: SIMILAR.get(Path(name).suffix, Path(name).suffix) for name in files}
    counts = Counter(group.values()).most_common(1)
    wanted = SIMILAR.get(suffix, suffix) or (counts[0][0] if counts else "")
    return {name: text for name, text in files.items() if group[name] == wanted}


def _hold_out(files: dict[str, str], seed: int, count: int) -> list[str]:
    """A seeded choice of middling files that are no copies of others."""
    lines = {
        name: {line.strip() for line in text.split("\n") if len(line.strip()) > 12} for name, text in files.items()
    }
    holding: defaultdict[str, list[str]] = defaultdict(list)
    for name, own in lines.items():
        for line in own:
            holding[line].append(name)
    fitting = [name for name in files if SHORTEST <= len(files[name]) <= LONGEST and len(lines[name]) >= 15]
    Random(seed).shuffle(fitting)
    chosen: list[str] = []
    for name in fitting:
        shared = Counter(other for line in lines[name] for other in holding[line] if other != name)
        if not shared or shared.most_common(1)[0][1] <= CLONE * len(lines[name]):
            chosen.append(name)
        if len(chosen) == count:
            break
    return chosen
