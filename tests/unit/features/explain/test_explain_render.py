"""The Markdown of an explanation, whatever facts there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from lacewing.features.explain.render import markdown_text
from lacewing.features.explain.types import Fact, FactKind


@pytest.mark.parametrize(
    "kinds", [(), ("purpose",), ("result",), ("purpose", "calls"), ("flow",), ("parameter", "flow")]
)
def test_parts_are_a_blank_line_apart(kinds: tuple[FactKind, ...]) -> None:
    # Editors that collapse blank lines would look for links where they no longer are.
    facts = tuple(Fact(kind, f"`{kind}`", str(Path("/p/a.py")), 3) for kind in ("signature", *kinds))
    text = markdown_text("function f", facts, Path("/p"), "python")
    assert "\n\n\n" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
