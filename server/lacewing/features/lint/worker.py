"""The checking process: `python -m lacewing.features.lint.worker`; jobs on stdin, reports on stdout, a JSON a line.

The first line is the order (options, whether to fix), each further one a path, which is answered by one line. The
process may crash (grammars are C) and is ended by SIGALRM when a file takes too long; that costs the caller one file.
"""

from __future__ import annotations

import dataclasses
import gc
import os
import signal
import sys
from typing import Any

import orjson

from lacewing.features.lint.files import FileReport, Place, check_file
from lacewing.features.lint.options import LintOptions
from lacewing.features.lint.rules import load_rules

FILE_SECONDS = 20.0
_FILES_BETWEEN_COLLECTIONS = 200


def main() -> None:
    """Serve until stdin ends."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it without a word: what it writes is written whole
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints must not break the stream
    gc.disable()  # trees hold no cycles; collecting costs a tenth of the time
    order = orjson.loads(sys.stdin.buffer.readline())
    values: dict[str, Any] = {name: _tuples(value) for name, value in order["options"].items()}
    options = LintOptions(**values)
    rules = load_rules()
    for number, line in enumerate(sys.stdin.buffer, 1):
        signal.setitimer(signal.ITIMER_REAL, FILE_SECONDS)
        report = check_file(os.fsdecode(orjson.loads(line).encode("latin-1")), rules, options, order["fix"])
        signal.setitimer(signal.ITIMER_REAL, 0)
        answers.write(pack_report(report))
        answers.flush()
        if number % _FILES_BETWEEN_COLLECTIONS == 0:
            gc.collect()


def pack_order(options: LintOptions, fix: bool) -> bytes:
    """The first line for a worker."""
    return orjson.dumps({"options": _values(options), "fix": fix}) + b"\n"


def pack_path(path: str) -> bytes:
    """The line that asks for one file; a name need not be UTF-8."""
    return orjson.dumps(os.fsencode(path).decode("latin-1")) + b"\n"


def pack_report(report: FileReport) -> bytes:
    """The line that answers for one file; its path is known to the caller."""
    places = [list(_values(found).values()) for found in report.places]
    problems = [problem.encode("utf-8", "backslashreplace").decode("utf-8") for problem in report.problems]
    return orjson.dumps([places, problems, report.fixed, report.unchecked]) + b"\n"


def unpack_report(path: str, line: bytes) -> FileReport:
    """The report of the file `path` from its line. Raises ValueError when the line is damaged."""
    places, problems, fixed, unchecked = orjson.loads(line)
    return FileReport(path, tuple(Place(*values) for values in places), tuple(problems), fixed, unchecked)


def _values(value: LintOptions | Place) -> dict[str, object]:
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}


def _tuples(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


if __name__ == "__main__":
    main()
