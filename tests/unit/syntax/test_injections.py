"""Code of other languages in a file: where it lies, what it is, and which language a cursor writes."""

from pathlib import Path

import pytest

from lacewing.project.extract import extract
from lacewing.syntax.blocks import flow_in
from lacewing.syntax.injections import find_regions, parse_region
from lacewing.syntax.language import language_for_tag, languages
from lacewing.syntax.scopes import definitions_in_scope
from lacewing.syntax.source import Source, source_of
from lacewing.text.position import Span

PAGE = """<p title="箱">色 🎉</p>
<script>
  let a = 1
</script>
<script type="module">import b from "./b.js"</script>
<script type="text/template"><b>no code</b></script>
<script lang=ts>const c: number = 1</script>
<style>.a { color: red }</style>
<style lang="scss">$x: 1</style>
<script type="application/json">{"d": 1}</script>
<button onclick="go(1)">Go</button>
"""


def regions(name: str, text: str) -> list[tuple[str, str, str]]:
    source = source_of(Path(name), text.encode())
    assert source.tree is not None
    assert source.language is not None
    return [
        (
            region.language.name,
            region.role,
            "".join(source.data[part.start_byte : part.end_byte].decode() for part in region.ranges).strip(),
        )
        for region in find_regions(source.tree.root_node, source.data, source.language)
    ]


def cursor(name: str, text: str) -> tuple[Source, int]:
    """The source of `text` without its `█`, and where that stood."""
    offset = text.encode().index("█".encode())
    return source_of(Path(name), text.replace("█", "").encode()), offset


def test_html_has_scripts_styles_and_handlers():
    assert regions("a.html", PAGE) == [
        ("javascript", "code", "let a = 1"),
        ("javascript", "code", 'import b from "./b.js"'),
        ("typescript", "code", "const c: number = 1"),
        ("css", "code", ".a { color: red }"),
        ("json", "code", '{"d": 1}'),
        ("javascript", "expression", "go(1)"),
    ]


def test_scripts_with_holes_are_templates():
    text = "<script>let a = {{ value }}</script>\n<script>let b = 1</script>\n<style>.a { color: <%= c %> }</style>\n"
    assert [(language, role) for language, role, _ in regions("a.html", text)] == [
        ("javascript", "template"),
        ("javascript", "code"),
        ("css", "template"),
    ]


def test_offsets_are_those_of_the_file():
    data = PAGE.encode()
    page = languages()["html"]
    source = Source(Path("a.html"), data, page)
    assert source.tree is not None
    for region in find_regions(source.tree.root_node, data, page):
        tree = parse_region(data, region)
        assert region.span.start <= tree.root_node.start_byte
        assert tree.root_node.end_byte <= region.span.end
        assert not tree.root_node.has_error


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_fences_in_quotes_and_lists_are_read_without_their_marks(newline: str):
    text = "> ```js\n> let 色 = 1\n> let b\n> ```\n\n- item\n\n  ~~~~ts title='x'\n  const a: number = 1\n  ~~~~\n"
    assert regions("a.md", text.replace("\n", newline)) == [
        ("javascript", "example", f"let 色 = 1{newline}let b"),
        ("typescript", "example", "const a: number = 1"),
    ]


def test_fences_of_unknown_languages_and_broken_code_are_no_trouble():
    fences = [("", "plain"), ("mermaid", "graph TD"), ("python", "def f(:"), ("rust,ignore", "fn f() {}")]
    text = "\n".join(f"```{tag}\n{code}\n```\n" for tag, code in fences) + "```py"
    assert [(name, code) for name, _, code in regions("a.md", text)] == [("python", "def f(:"), ("rust", "fn f() {}")]


def test_code_without_the_opening_of_a_file():
    text = "```php\n$a = f(1);\n```\n\n```php\n<?php g(2);\n```\n"
    source = source_of(Path("a.md"), text.encode())
    assert [part.language.name for part in source.parts if part.language] == ["php", "php"]
    assert not any(part.tree.root_node.has_error for part in source.all_parts())
    names = {part.language.parser_function for part in source.parts if part.language}
    assert names == {"language_php", "language_php_only"}
    assert {call.name for call in extract(source.data, languages()["markdown"]).calls} == {"f", "g"}


def test_front_matter_is_data():
    assert regions("a.md", "---\ntitle: 箱\n---\n# A\n") == [("yaml", "example", "---\ntitle: 箱\n---")]


def test_vue_components():
    text = """<script lang="ts">export default {}</script>
<script setup lang="ts">const n = ref(0)</script>
<template>
  <p v-if="n < 3" :class="{ a: n }" @click="n++" title="no code">{{ n < 4 ? "<b>" : { a: 1 } }} and {{ 色 }}</p>
</template>
<style scoped lang="postcss">.a { color: red }</style>
"""
    assert regions("A.vue", text) == [
        ("typescript", "code", "export default {}"),
        ("typescript", "code", "const n = ref(0)"),
        ("typescript", "expression", "n < 3"),
        ("typescript", "expression", "{ a: n }"),
        ("typescript", "expression", "n++"),
        ("typescript", "expression", 'n < 4 ? "<b>" : { a: 1 }'),
        ("typescript", "expression", "色"),
        ("css", "code", ".a { color: red }"),
    ]
    source = source_of(Path("A.vue"), text.encode())
    assert not any(part.tree.root_node.has_error for part in source.all_parts())


def test_svelte_components():
    text = (
        "<script>let n = 0</script>\n{#if n < 3}<p on:click={() => n++}>{n}</p>{/if}\n<style>p { color: red }</style>\n"
    )
    assert regions("A.svelte", text) == [
        ("javascript", "code", "let n = 0"),
        ("typescript", "expression", "n < 3"),
        ("typescript", "expression", "() => n++"),
        ("typescript", "expression", "n"),
        ("css", "code", "p { color: red }"),
    ]


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("a.html", "<p>█</p><script>let a</script>", "html"),
        ("a.html", "<script>█let a</script>", "javascript"),
        ("a.html", "<script>let a█</script>", "javascript"),
        ("a.html", "<script>\nlet a\n█</script>", "html"),
        ("a.html", "<script>\n█\n</script>", "javascript"),
        ("a.html", "<style>.a { █ }</style>", "css"),
        ("a.md", "# A\n█\n```py\nx = 1\n```\n", "markdown"),
        ("a.md", "# A\n\n```py\nx = █1\n```\n", "python"),
        ("a.md", "# A\n\n```py\nx = 1\n█```\n", "markdown"),
        ("a.md", "# A\n\n```py\n█", "markdown"),
        ("a.md", "# 色\n\n```html\n<script>let a = █1</script>\n```\n", "javascript"),
        ("A.vue", "<script lang='ts'>\nlet a: █\n</script>", "typescript"),
        ("A.vue", "<template><p :a='b█'></p></template>", "typescript"),
        ("A.vue", "<template><p a='b█'></p></template>", "vue"),
        ("a.py", "x = █1", "python"),
    ],
)
def test_the_language_a_cursor_writes(name: str, text: str, wanted: str):
    source, offset = cursor(name, text)
    language = source.at(offset).language
    assert language is not None
    assert language.name == wanted


def test_parts_know_the_whole():
    source, offset = cursor("a.md", "```html\n<script>let a = █1</script>\n```\n")
    inner = source.at(offset)
    assert inner.whole is source
    assert inner.role == "example"
    assert [part.language.name for part in source.all_parts() if part.language] == ["markdown", "html", "javascript"]


def test_names_in_scope_are_those_of_the_code_and_of_its_family_beside_it():
    text = """<script>import Foo from './Foo.vue'</script>
<script setup>const n = 0
function f(a) { let b; }</script>
<template><p :x="n█"></p></template>
<style>.a { color: red }</style>
"""
    source, offset = cursor("A.vue", text)
    assert {name.name for name in definitions_in_scope(source, offset)} == {"Foo", "n", "f"}
    inside = source.data.index(b"let b;")
    assert {name.name for name in definitions_in_scope(source, inside)} == {"a", "b", "n", "f", "Foo"}


def test_flow_is_that_of_the_code():
    data = b"<script>function f(a) { if (a) { return 1 } }</script>"
    source = source_of(Path("a.html"), data)
    span = Span(data.index(b"{ if"), data.index(b"</script>"))
    assert [flow.kind for flow in flow_in(source, span)] == ["branch", "return"]


def test_tags():
    wanted = {
        "PY": "python", "js": "javascript", "c++": "cpp", "C#": "csharp", "golang": "go", "{.ruby}": "ruby",
        "text/javascript": "javascript", "sh": "bash", "yml": "yaml", "rust,ignore": "rust", "tsx {1,2}": "tsx",
        "shell": "bash",
    }  # fmt: skip
    assert {tag: language.name for tag in wanted if (language := language_for_tag(tag))} == wanted
    assert language_for_tag("") is None
    assert language_for_tag("mermaid") is None
