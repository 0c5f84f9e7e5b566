"""What a part of a file says of a name is what the whole file says of it; an outline is a part of all facts."""

from pathlib import Path

import pytest

from lacewing.project.extract import extract, extract_outline
from lacewing.project.facts import Facts
from lacewing.project.name_sites import facts_near
from lacewing.project.stored_facts import StoredOutline, to_stored
from lacewing.syntax.language import Language, language_for_path, languages

SAMPLES = sorted(
    path
    for language in languages().values()
    for path in (language.folder / "samples").rglob("*")
    if path.is_file() and language_for_path(path) is not None
)


def stored_outline(data: bytes, language: Language) -> StoredOutline:
    outline = extract_outline(data, language)
    stored = to_stored(b"k" * 16, data, outline)
    assert StoredOutline(stored.language, stored.outline).outline() == outline
    return StoredOutline(stored.language, stored.outline)


def compare(data: bytes, language: Language) -> None:
    whole, stored = extract(data, language), stored_outline(data, language)
    for name in {each.name for each in (*whole.references, *whole.calls, *whole.symbols)}:
        near, called = (list(facts_near(name, data, language, stored, calls_only)) for calls_only in (False, True))
        assert of_name(name, "references", near) == of_name(name, "references", [whole])
        assert of_name(name, "calls", near) == of_name(name, "calls", called) == of_name(name, "calls", [whole])


def of_name(name: str, kind: str, parts: list[Facts]) -> list[object]:
    return [each for facts in parts for each in getattr(facts, kind) if each.name == name]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parents[1].name}/{path.name}")
def test_samples(path: Path):
    data, language = path.read_bytes(), language_for_path(path)
    assert language is not None
    whole, outline = extract(data, language), extract_outline(data, language)
    assert (outline.symbols, outline.imports) == (whole.symbols, whole.imports)
    assert outline.broken or not whole.errors
    compare(data, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("python", "import a\n\n\ndef f():\n    a.b(中())\n\n\nf()\nf(a)\nb = f\n"),
        ("python", "def f():\n    g()\n\n\nclass C(g):\n    @g\n    def h(self, g):\n        return g + self.g()\n"),
        ("python", "def f(:\n    g()\n\ndef h():\n    g(1)\n"),  # broken: the whole file is read
        (
            "python",
            "def f():\n    global g\n    g = 1\n    def i():\n        g = 2\n        return g\n    return g()\n",
        ),
        ("python", "def f():\n\tg (1)\n\tg\\\n  (2)\n\t(g  # g\n\t (3))\r\n\n"),
        ("javascript", "const f = require('f')\nexport function g() { f(); require('g') }\n"),
        ("javascript", "let a = function g() { g(f) },\nb = 1\nfunction h() { f() }\n"),
        ("typescript", "export class A<T> { f(): T { return g<T>(this.f) } }\ninterface B { g: A<B> }\n"),
        ("cpp", "int A::f() { return g(); }\nA::A() : b(g()) {}\n#define G g()\n"),
        ("go", "package p\n\ntype (\n\tA struct{ f B }\n\tB int\n)\n\nfunc (a *A) f() B { return g(a.f) }\n"),
    ],
)
def test_texts(language, text):
    compare(text.encode(), languages()[language])


def test_only_the_part_around_the_name_is_parsed():
    data = b"def f():\n    return g()\n\n\ndef h():\n    return g(1) + i()\n"
    language = languages()["python"]
    (near,) = facts_near("i", data, language, stored_outline(data, language))
    assert [(call.name, call.caller, call.line) for call in near.calls] == [("i", "h", 5)]
    assert list(facts_near("k", data, language, stored_outline(data, language))) == []
