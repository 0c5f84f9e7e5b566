"""Every question is answered, whatever the open document holds: cut anywhere, or with half a statement put in."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from lacewing.syntax.language import Language, languages
from resolution import Tree

PIECES = ("self.", "this.", "a.b(", "(((", "}", '"', "\n\n    x = ", "new ", "<T>", "::", "😀.", "\t'")
WITH_BINDINGS = [language for language in languages().values() if (language.folder / "bindings.scm").is_file()]


@pytest.mark.parametrize("language", WITH_BINDINGS, ids=lambda language: language.name)
def test_questions_about_broken_code(tmp_path: Path, language: Language) -> None:
    samples = {path.name: path.read_text("utf-8") for path in sorted((language.folder / "samples").iterdir())}
    made = Tree(tmp_path, samples)
    draw = random.Random(1)
    for name, text in samples.items():
        for _ in range(12):
            at, to = sorted((draw.randrange(len(text) + 1), draw.randrange(len(text) + 1)))
            broken = draw.choice(
                [text[:at] + "█", text[:at] + "█" + text[to:], text[:at] + draw.choice(PIECES) + "█" + text[at:]]
            )
            made.edit(name, broken)
            _ask_everything(made, name)
    made.project.close()


def _ask_everything(made: Tree, name: str) -> None:
    resolver = made.resolver
    assert isinstance(made.scope(name), dict)
    assert isinstance(resolver.imported_symbols(name), list)
    assert isinstance(resolver.imported_files(name), list)
    facts = resolver.facts(name)
    assert facts is not None
    for each in facts.references[:60]:
        resolver.resolve(name, each.name, each.receiver, each.start)
        for located in resolver.receiver_types(name, each.receiver or each.name, each.start):
            assert resolver.members_of_type(located) is not None
