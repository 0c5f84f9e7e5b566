from __future__ import annotations

from pathlib import Path

import pytest

from lacewing.features.completion.options import CompletionOptions
from lacewing.features.completion.place import Place
from lacewing.features.completion.trigger import decide, region_at
from lacewing.syntax.source import source_of


def place_in(marked: str, name: str = "a.py") -> Place:
    before, _, after = marked.partition("█")
    offset = len(before.encode())
    return Place(source_of(Path(name), (before + after).encode()).at(offset), offset)


@pytest.mark.parametrize(
    ("name", "marked", "region"),
    [
        ("a.py", "# 注释 █\n", "comment"),
        ("a.py", "# a comment█", "comment"),
        ("a.py", "x = 1  # a█b\ny", "comment"),
        ("a.py", "x = '🎉 █'\n", "string"),
        ("a.py", "x = 'a'█\n", "code"),
        ("a.py", "x = █'a'\n", "code"),
        ("a.py", "x = f'a {b█} c'\n", "code"),
        ("a.py", "x = f'a█ {b} c'\n", "string"),
        ("a.py", 'x = """a\nb█\n"""\n', "string"),
        ("a.py", "x = 'unfinished █\n", "string"),
        ("a.py", "x = 'a' + █\n", "code"),
        ("a.py", "def f(█", "code"),
        ("a.js", "const a = `x ${b█} y`", "code"),
        ("a.js", "const a = `x █ y`", "string"),
        ("a.js", "/* a █ */ b", "comment"),
        ("a.js", "/* a */ █b", "code"),
        ("a.java", 'class A { String s = "x█"; }', "string"),
        ("a.go", "package a\n\nvar s = `x█`\n", "string"),
        ("a.c", "char c = '█';\n", "string"),
        ("a.cpp", "// x\n█int y;\n", "code"),
        ("a.txt", "plain text █", "code"),
        ("a.rb", 'x = "a #{b█} c"', "code"),
        ("a.php", '<?php\n$x = "a $b█ c";', "code"),
        ("a.php", "<?php\n$x = 'a b█ c';", "string"),
        ("a.sh", 'x="a $b█ c"', "code"),
        ("a.sh", 'x="a ${b█} c"', "code"),
        ("a.sh", 'x="a b█ c"', "string"),
        ("a.md", "# A\n\nSome te█xt", "prose"),
        ("a.md", "```py\nx = 1█\n```\n", "code"),
        ("a.md", "```py\n# 注█\n```\n", "comment"),
        ("a.html", "<p>Some te█xt</p>", "prose"),
        ("a.html", "<p cl█></p>", "code"),
        ("a.html", "<!-- a█ -->", "comment"),
        ("a.html", "<script>let a = 'x█'</script>", "string"),
        ("a.html", "<script>let a = █1</script>", "code"),
        ("a.html", "<script>/* █ */</script>", "comment"),
        ("a.vue", "<template><p>te█xt</p></template>", "prose"),
        ("a.vue", "<template><p>{{ a█ }}</p></template>", "code"),
        ("a.json", '{"a█": 1}', "string"),
        ("a.yaml", "a: 1  # b█", "comment"),
    ],
)
def test_region(name: str, marked: str, region: str) -> None:
    assert region_at(place_in(marked, name)) == region


@pytest.mark.parametrize(
    ("name", "marked", "shape"),
    [
        ("a.py", "x = █\n", "line"),
        ("a.py", "x = f(█)\n", "rest"),
        ("a.py", "def f():\n    █\n\n\ny = 1\n", "block"),
        ("a.py", "def f():█\n", "block"),
        ("a.py", "def f():\n    █\n    return 1\n", "line"),
        ("a.go", "package a\n\nfunc f() {\n\t█\n}\n", "block"),
        ("a.java", "class A {\r\n\tvoid f() {\r\n\t\t█\r\n\t}\r\n}\r\n", "block"),
    ],
)
def test_shape(name: str, marked: str, shape: str) -> None:
    trigger = decide(place_in(marked, name), CompletionOptions())
    assert trigger is not None
    assert trigger.shape == shape


@pytest.mark.parametrize("marked", ["x = █y\n", "f(█a, b)\n", "# c█\n", "x = 'a█'\n"])
def test_silence_unless_asked(marked: str) -> None:
    place = place_in(marked)
    assert decide(place, CompletionOptions()) is None
    assert decide(place, CompletionOptions(), manual=True) is not None


def test_settings() -> None:
    place = place_in("x = █\n")
    assert decide(place, CompletionOptions(disabled_languages=("python",))) is None
    assert decide(place, CompletionOptions(inline=False)) is None
    assert decide(place, CompletionOptions(inline=False), manual=True) is not None
    assert decide(place_in("# c█\n"), CompletionOptions(in_comments=True)) is not None
    shape = decide(place_in("def f():\n    █\n"), CompletionOptions(multiline=False))
    assert shape is not None
    assert shape.shape == "line"
