"""Scripts, pages, style sheets and components: files that are named by their path, and code in files of others."""

from __future__ import annotations

from collections.abc import Callable

from resolution import Tree

Make = Callable[[dict[str, str]], Tree]


def test_sourced_scripts(tree: Make) -> None:
    made = tree(
        {
            "bin/lib.sh": "greet() { :; }\n",
            "lib/more.sh": "part() { :; }\n",
            "bin/run.sh": "source ./lib.sh\n. lib/more.sh\nsource /etc/profile\ngreet; part; other\n█",
            "other/lib.sh": "greet() { :; }\nother() { :; }\n",
        }
    )
    assert made.names("bin/run.sh", "greet", "part") == [["bin/lib.sh:greet"], ["lib/more.sh:part"]]


def test_lua_modules(tree: Make) -> None:
    made = tree(
        {
            "src/app/box.lua": "local M = {}\nfunction M.new() end\nreturn M\n",
            "src/app/kit/init.lua": "local M = {}\nfunction M.tool() end\nreturn M\n",
            "src/main.lua": 'local box = require("app.box")\nlocal kit = require "app.kit"\nbox.new() kit.tool()\n█',
        }
    )
    assert made.names("src/main.lua", "box.new", "kit.tool") == [
        ["src/app/box.lua:M.new"],
        ["src/app/kit/init.lua:M.tool"],
    ]


def test_components_are_scripts(tree: Make) -> None:
    made = tree(
        {
            "src/Foo.vue": "<script>export const shown = 1</script>\n<template><p></p></template>\n",
            "src/kit.ts": "export class Kit { open() {} }\nexport function helper(): Kit {}\n",
            "src/App.vue": (
                "<script setup lang='ts'>\nimport { shown } from './Foo.vue'\nimport { helper } from './kit'\n"
                "const kit = helper()\nfunction go() {}█\n</script>\n<template><p @click='go(shown)'></p></template>\n"
            ),
            "src/use.ts": "import { shown } from './Foo.vue'\nshown\n█",
        }
    )
    assert made.names("src/App.vue", "shown", "helper", "go") == [
        ["src/Foo.vue:shown"],
        ["src/kit.ts:helper"],
        ["src/App.vue:go"],
    ]
    assert made.types("src/App.vue", "kit") == ["src/kit.ts:Kit"]
    assert made.name("src/use.ts", "shown") == ["src/Foo.vue:shown"]


def test_pages_have_the_names_of_their_scripts(tree: Make) -> None:
    made = tree(
        {
            "site/js/app.js": "function start() {}\n",
            "site/index.html": (
                "<script src='js/app.js?v=1'></script>\n<script>function own() {}</script>\n"
                "<button onclick='start(); own()'>█</button>\n"
            ),
            "site/other.js": "function start() {}\n",
        }
    )
    assert made.names("site/index.html", "start", "own") == [["site/js/app.js:start"], ["site/index.html:own"]]


def test_families_do_not_mean_each_others_names(tree: Make) -> None:
    made = tree(
        {
            "a.css": ".box { --gap: 1px }\n",
            "a.sh": "gap() { :; }\n",
            "b.css": "p { margin: var(--gap) }\n█",
            "c.py": "gap\n█",
            "d.json": '{"gap": 1}',
        }
    )
    assert made.name("b.css", "--gap") == ["a.css:.box.--gap"]
    assert made.name("c.py", "gap") == []
