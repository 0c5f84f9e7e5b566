"""Names to definitions by each language's own imports, on real indexes."""

from __future__ import annotations

from collections.abc import Callable

from lacewing.project.index import Index
from lacewing.project.resolve import callers, resolve
from lacewing.project.workspace import Project

Open = Callable[[dict[str, str]], Project]


def found(index: Index, path: str, name: str, receiver: str = "", offset: int | None = None) -> list[str]:
    return [f"{at.path}:{at.symbol.qualified_name}" for at in resolve(index, path, name, receiver, offset)]


def test_python(project: Open) -> None:
    main = """\
import app.util
from app import helper as h, 工具
from .base import Base
from app.star import *

class Child(Base):
    def run(self, thing: Base):
        self.inherited(); thing.inherited(); h(); app.util.shout(); 工具.做(); everywhere()
        unknown.inherited2()
"""
    index = project(
        {
            "src/app/__init__.py": "from app.util import helper\n",
            "src/app/util.py": "def helper(): ...\ndef shout(): ...\n",
            "src/app/base.py": "class Root:\n    def inherited(self): ...\nclass Base(Root):\n    pass\n",
            "src/app/star.py": "def everywhere(): ...\n",
            "src/app/工具.py": "def 做(): ...\n",
            "src/app/main.py": main,
            "other/util.py": "def helper(): ...\nclass X:\n    def inherited2(self): ...\n",
        }
    ).index
    here = "src/app/main.py"
    inside = main.encode().index(b"self.inherited")
    assert found(index, here, "Base") == ["src/app/base.py:Base"]
    assert found(index, here, "h") == ["src/app/util.py:helper"]
    assert found(index, here, "shout", "app.util") == ["src/app/util.py:shout"]
    assert found(index, here, "做", "工具") == ["src/app/工具.py:做"]
    assert found(index, here, "everywhere") == ["src/app/star.py:everywhere"]
    assert found(index, here, "inherited", "self", inside) == ["src/app/base.py:Root.inherited"]
    assert found(index, here, "inherited", "thing", inside) == ["src/app/base.py:Root.inherited"]
    assert found(index, here, "inherited2", "unknown", inside) == []
    assert found(index, here, "join", "','", inside) == []


def test_what_is_passed_in_or_nested_elsewhere_is_not_guessed(project: Open) -> None:
    text = "def group(key, items):\n    return [key(item) for item in items], inner()\n"
    index = project(
        {
            "a.py": text,
            "b.py": "def key(x): ...\n\n\ndef outer():\n    def inner(): ...\n",
        }
    ).index
    assert found(index, "a.py", "key", offset=text.index("key(item)")) == []
    assert found(index, "a.py", "inner", offset=text.index("inner()")) == []


def test_scripts(project: Open) -> None:
    index = project(
        {
            "src/lib/index.ts": 'export * from "./format";\n',
            "src/lib/format.ts": "export function pad(n: number) {}\nexport class Box { open() {} }\n",
            "src/page.tsx": 'import { pad as fill, Box } from "./lib";\nfunction f(b: Box) { fill(1); b.open(); }\n',
            "src/old.js": 'const { pad } = require("./lib/format.js");\npad(2);\n',
        }
    ).index
    assert found(index, "src/page.tsx", "fill") == ["src/lib/format.ts:pad"]
    assert found(index, "src/page.tsx", "open", "b", 70) == ["src/lib/format.ts:Box.open"]
    assert found(index, "src/old.js", "pad") == ["src/lib/format.ts:pad"]


def test_java_go_and_c(project: Open) -> None:
    index = project(
        {
            "a/src/org/x/Tool.java": "package org.x;\npublic class Tool { public static void go() {} }\n",
            "a/src/org/y/Main.java": "package org.y;\nimport org.x.Tool;\nimport static org.x.Tool.go;\n"
            "class Main { void m() { Tool.go(); go(); } }\n",
            "go/kit/kit.go": "package kit\n\nfunc Cut() {}\n",
            "go/main.go": 'package main\n\nimport k "example.com/m/kit"\n\nfunc main() { k.Cut(); near() }\n',
            "go/near.go": "package main\n\nfunc near() {}\n",
            "c/include/list.h": "int list_size(void);\n",
            "c/src/list.c": '#include "list.h"\nint list_size(void) { return 0; }\n',
            "c/src/main.c": '#include "list.h"\nint main(void) { return list_size(); }\n',
        }
    ).index
    assert found(index, "a/src/org/y/Main.java", "go", "Tool") == ["a/src/org/x/Tool.java:Tool.go"]
    assert found(index, "a/src/org/y/Main.java", "go") == ["a/src/org/x/Tool.java:Tool.go"]
    assert found(index, "go/main.go", "Cut", "k") == ["go/kit/kit.go:Cut"]
    assert found(index, "go/main.go", "near") == ["go/near.go:near"]
    assert "c/include/list.h:list_size" in found(index, "c/src/main.c", "list_size")


def test_callers_are_those_that_mean_this_definition(project: Open) -> None:
    opened = project(
        {
            "one.py": "def go(): ...\n",
            "two.py": "def go(): ...\n\ndef local():\n    go()\n",
            "use.py": "from one import go\n\ndef caller():\n    go()\n",
        }
    )
    (definition,) = [at for at in opened.index.symbols_named("go") if at.path == "one.py"]
    assert [(site.path, site.call.caller) for site in callers(opened.index, definition)] == [("use.py", "caller")]
