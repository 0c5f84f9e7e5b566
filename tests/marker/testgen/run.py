"""Test generation cases, without executing anything.

`@want offered` is the symbol under the cursor, `@want refusal` why nothing is made, `@want notes` the notes, one a
line, and `@want <path>` the whole new text of a test file.
"""

from __future__ import annotations

from pathlib import Path

from lacewing.features.testgen.generate import attempt, offered
from lacewing.features.testgen.options import TestgenOptions
from lacewing.features.testgen.types import GeneratedTests
from lacewing.project.extract import extract
from lacewing.project.options import ProjectOptions
from lacewing.project.workspace import Project
from lacewing.syntax.source import source_of
from marks import Case


def run(case: Case, root: Path) -> dict[str, str]:
    name, offset = case.cursor()
    source = source_of(root / name, (root / name).read_bytes())
    project = Project(root, ProjectOptions(), root / ".cache")
    try:
        for path, marked in case.files.items():
            language = source_of(root / path, marked.data).language
            if language is not None:
                project.index.set_overlay(path, extract(marked.data, language))
        made = attempt(source, name, offset, project.index, root, TestgenOptions())
    finally:
        project.close()
    results = {"offered": f"{offered(source, offset)}\n"}
    if isinstance(made, GeneratedTests):
        results[Path(made.path).relative_to(root).as_posix()] = made.text
        results["notes"] = "".join(f"{note}\n" for note in made.notes)
    else:
        results["refusal"] = f"{made.reason}\n"
    return results
