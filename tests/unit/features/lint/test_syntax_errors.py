from __future__ import annotations

from pathlib import Path

import pytest

from lacewing.features.lint.check import check
from lacewing.features.lint.options import LintOptions
from lacewing.features.lint.rules import load_rules
from lacewing.syntax.source import source_of
from lacewing.text.position import PositionEncoding


def found(data: str | bytes, name: str = "sample.py") -> list[tuple[int, str, str]]:
    """Line (from 0), marked text and message of each syntax error."""
    raw = data if isinstance(data, bytes) else data.encode("utf-8")
    source = source_of(Path(name), raw)
    return [
        (
            source.lines.position(finding.span.start, PositionEncoding.UTF32).line,
            raw[finding.span.start : finding.span.end].decode("utf-8", "replace"),
            finding.message,
        )
        for finding in check(source, load_rules(), LintOptions(only=("syntax-error",)))
    ]


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("值 = (1 + 2\n\n\ny = 3\n", "a.py", (0, "(", "syntax error: `(` is never closed")),
        ("y = = 3\n", "a.py", (0, "=", "syntax error: unexpected `=`")),
        ("const 名 = f(1, 2;\n", "a.js", (0, "2", "syntax error: expected `)`")),
        ("int f() { return (1; /* 一 */ }\r\n", "a.c", (0, "1", "syntax error: expected `)`")),
        ("class A { int f() { return 1 } }\n", "A.java", (0, "1", "syntax error: expected `;`")),
    ],
)
def test_the_place_and_what_is_wrong(text: str, name: str, wanted: tuple[int, str, str]) -> None:
    assert found(text, name) == [wanted]


def test_code_that_parses_has_none() -> None:
    assert found("def f(x):\n    return x\n") == []


def test_a_file_full_of_errors_is_taken_for_a_dialect() -> None:
    template = "".join(f"{{% if a{n} %}}\nx{n} = {{{{ y }}}}\n{{% endif %}}\n" for n in range(30))
    assert found(template) == []


def test_macros_of_c_are_no_errors() -> None:
    text = "FOREACH(item, list) {\n  use(item);\n}\nint x UNUSED = 1;\nvoid f() { TRY { g(); } CATCH(e) { h(); } }\n"
    assert found(text, "a.c") == []


def test_at_most_three_are_shown() -> None:
    text = "\n\n\n".join(f"def f{n}():\n    return 1\n\n\nx = = {n}\n" for n in range(5))
    assert len(found(text)) == 3


def test_a_file_that_is_not_utf8_is_left_alone() -> None:
    assert found("# Grüße\ny = = 3\n".encode("latin-1")) == []
