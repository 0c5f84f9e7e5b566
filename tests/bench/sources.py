"""The source files of a repository that the engine is fitted on."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

SUFFIXES = frozenset(
    [".py", ".java", ".kt", ".scala", ".go", ".ts", ".tsx", ".js", ".jsx", ".mjs", ".c", ".h", ".cc", ".cpp", ".hpp",
     ".rs", ".cs", ".php", ".rb"]
)  # fmt: skip
SKIPPED = re.compile(r"(^|/)(node_modules|vendor|dist|build|third_party|\.git|testdata)(/|$)|\.min\.js$|\.d\.ts$")
MAX_FILES = 600


def read_files(root: Path) -> dict[str, str]:
    """The sources below `root`, by relative path."""
    files = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.suffix in SUFFIXES and not SKIPPED.search(name) and path.is_file():
            text = path.read_text("utf-8", "replace")
            if len(text) < 400_000:
                files[name] = text.replace("\r\n", "\n")
    kept = list(files)
    Random(1).shuffle(kept)
    return {name: files[name] for name in sorted(kept[:MAX_FILES])}
