from __future__ import annotations

import pytest

from lacewing.engine.lexer import Lexer
from lacewing.engine.live import LiveFile
from lacewing.engine.vocabulary import Vocabulary, is_line_end

PYTHON = """class Shape:
    def area(
        self,
        unit,
    ) -> float:
        total = 0

        for side in self.sides:
            if side:
                skip(side)
            total += """
CSHARP = """class Shape
{
    int Area(int unit)
    {
        foreach (var side in Sides)
        {
            """


def headers(text: str) -> list[str]:
    vocabulary = Vocabulary()
    live = LiveFile(vocabulary, Lexer(vocabulary))
    live.move_to(text, "")
    found = []
    for begin, end in live.lines_around(6):
        tokens = live.ids[begin:end].tolist()
        found.append(" ".join("/" if is_line_end(token) else vocabulary.texts[token] for token in tokens))
    return found


def test_headers_over_several_lines_are_whole() -> None:
    assert headers(PYTHON) == [
        "for side in self . sides :", "def area ( / self , / unit , / ) -> float :", "class Shape :",
    ]  # fmt: skip


def test_a_brace_on_a_line_of_its_own_belongs_to_the_line_above() -> None:
    assert headers(CSHARP) == ["foreach ( var side in Sides ) / {", "int Area ( int unit ) / {", "class Shape / {"]


@pytest.mark.parametrize("text", ["", "\n", "x", "  x\n y\nz", "\t\tif (a) {\r\n\t\t\tb", "名前:\n    値"])
def test_any_text_has_headers(text: str) -> None:
    headers(text)
