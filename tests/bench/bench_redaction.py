"""What looking for secrets costs a request, and how often ordinary code is taken for one, beside detect-secrets' scan.

python tests/bench/bench_redaction.py [DIR]     DIR: code to look through, by default this repository
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from lacewing.model.redaction.detect import Detector
from lacewing.model.redaction.formats import formats
from lacewing.model.redaction.redactor import Redactions, Redactor
from lacewing.syntax.language import language_for_path

ROOT = Path(__file__).parents[2]
PROMPT_CHARACTERS = 10_000
MOST_CHARACTERS = 20_000_000


def main() -> None:
    began = time.process_time()
    formats()
    show("formats compiled, once a session", 1000 * (time.process_time() - began))
    prompt = (ROOT / "server/lacewing/project/index.py").read_text("utf-8")[:PROMPT_CHARACTERS]
    print_costs(prompt)
    print_finds(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT)


def print_costs(prompt: str) -> None:
    """CPU time for a prompt of 10 kB: never seen, seen, and with one line typed since."""
    warm, typing = Redactor(), Redactor()
    warm.redact(prompt, Redactions())
    middle, typed = len(prompt) // 2, iter(range(10_000))

    def type_on() -> None:
        typing.redact(f"{prompt[:middle]}{next(typed)}{prompt[middle:]}", Redactions())

    type_on()
    show("10 kB never seen", milliseconds(lambda: Redactor().redact(prompt, Redactions()), 20))
    show("10 kB seen before", milliseconds(lambda: warm.redact(prompt, Redactions()), 200))
    show("10 kB with one line typed since", milliseconds(type_on, 200))

    from detect_secrets.core.scan import scan_line
    from detect_secrets.settings import default_settings

    with default_settings():
        lines = prompt.split("\n")
        show("detect-secrets, its scan of 10 kB", milliseconds(lambda: [list(scan_line(line)) for line in lines], 3))


def print_finds(root: Path) -> None:
    """How often values are replaced in the code below `root`."""
    kinds: Counter[str] = Counter()
    lines = characters = files = 0
    for path in sorted(root.rglob("*")):
        if characters > MOST_CHARACTERS or ".git" in path.parts or ".venv" in path.parts or not path.is_file():
            continue
        language = language_for_path(path.name)
        if language is None or language.role != "code" or path.stat().st_size > 300_000:
            continue
        text = path.read_text("utf-8", "replace")
        kinds.update(each.kind for each in Detector().find(text))
        lines, characters, files = lines + text.count("\n"), characters + len(text), files + 1
    total = sum(kinds.values())
    rate = total * 10_000 / max(lines, 1)
    print(f"{root}: {files} files, {lines} lines, {total} replaced, {rate:.2f} in 10,000 lines")
    print("  " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))


def show(what: str, cost_ms: float) -> None:
    print(f"{what:<36}{cost_ms:8.2f} ms")


def milliseconds(work: Callable[[], object], times: int) -> float:
    began = time.process_time()
    for _ in range(times):
        work()
    return 1000 * (time.process_time() - began) / times


if __name__ == "__main__":
    main()
