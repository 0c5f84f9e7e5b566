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
        ("a.js", "f(() => {█})\n", "block"),
        ("a.js", "f(() => {\n  █\n})\n", "block"),
        ("a.js", "switch (a) {\n  case 1:\n    █\n}\n", "block"),
        ("a.js", "a = [\n  █\n]\n", "block"),
        ("a.rb", "def f(a)\n  █\nend\n", "block"),
        ("a.rb", "a.each do |b|  # 每\n  █\nend\n", "block"),
        ("a.rb", "return 1 if a\n█\n", "line"),
        ("a.lua", "function f(a)\n  █\nend\n", "block"),
        ("a.sh", "if a; then\n  █\nfi\n", "block"),
        ("a.html", "<ul>\n  █\n</ul>\n", "block"),
        ("a.html", "<ul\n  class='a'\n>\n  █\n</ul>\n", "block"),
        ("a.html", "<br>\n█\n", "line"),
        ("a.html", "</ul>\n█\n", "line"),
        ("a.vue", "<script>\n█\n</script>\n", "block"),
        ("a.md", "```ruby\nsource 'a'\n\n█\n```\n", "line"),
        ("a.yaml", "a:\n  - b:\n      █\n    c: 1\n", "block"),
        ("a.yaml", "kind: █\n", "line"),
        ("a.py", "# What it does.\n█\n\nx = 1\n", "function"),
        ("a.py", "# What follows.\n█\nx = 1\n", "line"),
        ("a.py", "x = 1  # one\n█\n", "line"),
        ("a.rs", "    /// Doc.\n    █\n\n    /// More.\n", "function"),
        ("a.java", "class A {\n  /** 面积。 */\n  █\n}\n", "function"),
        ("a.py", 'def f():\n    """Doc."""\n    █\n', "block"),
        ("a.py", 'def f():\n    """Doc."""\n    █\n    return 1\n', "line"),
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


def test_marks_in_the_file() -> None:
    off = "# lacewing: off\nx = █\n"
    assert decide(place_in(off), CompletionOptions()) is None
    assert decide(place_in(off), CompletionOptions(), manual=True) is not None
    assert decide(place_in("# lacewing: off\n# lacewing: on\nx = █\n"), CompletionOptions()) is not None
    assert decide(place_in("x = █\n# lacewing: off\n"), CompletionOptions()) is not None


def test_settings() -> None:
    place = place_in("x = █\n")
    assert decide(place, CompletionOptions(disabled_languages=("python",))) is None
    assert decide(place, CompletionOptions(disabled_paths=("legacy/", "*_pb2.py")), path="legacy/deep/a.py") is None
    assert decide(place, CompletionOptions(disabled_paths=("legacy/", "*_pb2.py")), path="src/a_pb2.py") is None
    assert decide(place, CompletionOptions(disabled_paths=("legacy/", "*_pb2.py")), path="src/a.py") is not None
    assert decide(place, CompletionOptions(inline=False)) is None
    assert decide(place, CompletionOptions(inline=False), manual=True) is not None
    assert decide(place_in("# c█\n"), CompletionOptions(in_comments=True)) is not None
    shape = decide(place_in("def f():\n    █\n"), CompletionOptions(multiline=False))
    assert shape is not None
    assert shape.shape == "line"
