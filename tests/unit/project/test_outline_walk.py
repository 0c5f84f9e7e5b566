"""The walk finds what the query over all of a tree finds: outlines equal what `extract` says of the same text."""

from pathlib import Path

import pytest

from lacewing.project import outline_walk
from lacewing.project.extract import extract, extract_outline
from lacewing.syntax.language import Language, languages

WALKED = [language for language in languages().values() if language.extra.get("outline")]
NESTED = """\
import a
if a:
    from b import c as d
    try:
        class A(B):
            x = y = 1
            @property
            def f(self):
                local = other = 2
                self.z = local = lambda: local
                self.v, local = 1, 2
                g = lambda n: n
                match self:
                    case [1]:
                        class C:
                            inside = 3
                            def h(self): return self.z
                    case _:
                        import e
                with a as b, c:
                    async def i(): yield
                return local
    except (E, F) as error:
        CONSTANT: int = 1
    else:
        late, later = 1, 2
    finally:
        type T[K] = list[K]
else:
    while a:
        for _ in a:
            def deep(): return deep()
x = (y := 1)
f(lambda: 0, key=[k for k in x]).attribute = 3
"""


def test_some_language_is_walked():
    assert "python" in {language.name for language in WALKED}


@pytest.mark.parametrize("language", WALKED, ids=lambda language: language.name)
def test_samples(language: Language):
    for path in sorted((language.folder / "samples").iterdir()):
        compare(path.read_bytes(), language)


@pytest.mark.parametrize("text", [NESTED, "", "# only\n", "def f(:\n  class A:\n    x = 1\n", "x = y = z = w = 1\n"])
def test_texts(text):
    compare(text.encode(), languages()["python"])


def test_all_places_of_python_are_walked():
    outline = extract_outline(NESTED.encode(), languages()["python"])
    assert not outline.broken
    assert [symbol.qualified_name for symbol in outline.symbols] == [
        "A", "A.x", "A.x.y", "A.f", "A.z", "A.z.local", "A.v", "A.f.g", "A.f.C", "A.f.C.inside", "A.f.C.h", "A.f.i",
        "CONSTANT", "late", "later", "T", "deep", "x",
    ]  # fmt: skip
    assert [item.bound for item in outline.imports] == ["a", "d", "e"]


def test_a_node_that_the_grammar_does_not_know_is_refused(tmp_path: Path):
    import dataclasses

    python = languages()["python"]
    extra = {**python.extra, "outline": {**python.extra["outline"], "begin": ["class_definitoin"]}}
    with pytest.raises(ValueError, match=r"unknown nodes \['class_definitoin'\]"):
        outline_walk._places.__wrapped__(dataclasses.replace(python, extra=extra, folder=tmp_path))


def compare(data: bytes, language: Language) -> None:
    whole, outline = extract(data, language), extract_outline(data, language)
    assert (outline.symbols, outline.imports) == (whole.symbols, whole.imports)
