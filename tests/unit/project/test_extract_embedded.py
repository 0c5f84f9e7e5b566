"""Facts of files that hold code in other languages: those of the code, at the file's own offsets."""

from pathlib import Path

from lacewing.project.bindings import bindings
from lacewing.project.extract import extract, extract_outline, facts_of_tree
from lacewing.project.facts import Facts
from lacewing.project.stored_facts import facts_key
from lacewing.syntax.language import Language, languages
from lacewing.syntax.parser import parse

COMPONENT = """<script lang="ts">
export const limit = 3
</script>
<script setup lang="ts">
import Foo from './色/Foo.vue'
import { ref } from 'vue'

/** 増やす */
function add(by: number): void { count.value += by }
const count = ref(0)
</script>

<template>
  <Foo v-if="count < limit" @click="add(1)">{{ count > 2 ? add(2) : '' }}</Foo>
</template>

<style scoped>
.box { --gap: 4px; color: var(--gap) }
</style>
"""


def facts(text: str, language: str) -> Facts:
    return extract(text.encode(), languages()[language])


def test_a_component_has_the_facts_of_its_script():
    found = facts(COMPONENT, "vue")
    data = COMPONENT.encode()
    assert found.language == "vue"
    assert [(one.qualified_name, one.kind) for one in found.symbols] == [
        ("limit", "variable"),
        ("add", "function"),
        ("count", "variable"),
        (".box", "selector"),
        (".box.--gap", "variable"),
    ]
    add = found.symbols[1]
    assert (add.signature, add.docstring, add.result) == ("function add(by: number): void", "増やす", "void")
    assert data[add.name_start : add.name_end] == b"add"
    assert data[add.start : add.end].decode().endswith("count.value += by }")
    assert COMPONENT.split("\n")[add.line].startswith("function add")
    assert [(one.module, one.name, one.bound) for one in found.imports] == [
        ("./色/Foo.vue", "default", "Foo"),
        ("vue", "ref", "ref"),
    ]


def test_a_template_uses_names_of_the_script():
    found = facts(COMPONENT, "vue")
    data = COMPONENT.encode()
    template = data[: data.index(b"<template>")].count(b"\n")
    used = [(one.name, one.receiver) for one in found.references if one.line > template]
    assert used == [
        ("Foo", ""),
        ("count", ""),
        ("limit", ""),
        ("add", ""),
        ("count", ""),
        ("add", ""),
        ("Foo", ""),
        ("--gap", ""),
    ]
    assert all(data[one.start :].startswith(one.name.encode()) for one in found.references)
    assert [(one.name, one.arguments) for one in found.calls] == [("ref", 1), ("add", 1), ("add", 1)]


def test_examples_use_names_and_define_none():
    python = "from box import Box\n\nclass Other: ...\nBox(1).open()\n"
    text = f"# Guide\n\n```python\n{python}```\n\n```js\nfunction no( {{\n```\n"
    found = facts(text, "markdown")
    assert [(one.name, one.kind) for one in found.symbols] == [("Guide", "heading")]
    assert found.imports == ()
    assert {(one.name, one.line) for one in found.calls} >= {("Box", 6), ("open", 6)}
    assert found.errors == 0


def test_broken_code_counts_where_it_is_code():
    assert facts("<script>let = = 1 (</script>", "html").errors > 0


def test_an_outline_is_that_of_the_facts():
    data = COMPONENT.encode()
    vue = languages()["vue"]
    outline, whole = extract_outline(data, vue), extract(data, vue)
    assert (outline.symbols, outline.imports) == (whole.symbols, whole.imports)
    assert facts_of_tree(parse(data, vue).root_node, data, vue, outline) == whole


def test_a_kept_tree_gives_the_same_facts():
    data = COMPONENT.encode()
    vue = languages()["vue"]
    assert facts_of_tree(parse(data, vue).root_node, data, vue) == extract(data, vue)


def test_local_names_of_scripts_have_values():
    found = bindings(COMPONENT.encode(), languages()["vue"])
    assert {("limit", "3"), ("count", "ref(0)")} <= {(one.name, one.text) for one in found}


def test_facts_are_in_document_order():
    text = '<script>b()</script><a id="x"></a><script>a(); function f() {}</script><p id="y"></p>'
    found = facts(text, "html")
    assert [one.name for one in found.symbols] == ["x", "f", "y"]
    assert [one.name for one in found.calls] == ["b", "a"]


def test_stored_facts_are_made_again_when_the_grammar_of_embedded_code_changes(tmp_path: Path, monkeypatch):
    from lacewing.project import stored_facts

    def key(language: str) -> bytes:
        stored_facts._fingerprint.cache_clear()
        return facts_key(b"<p></p>", languages()[language])

    before = key("vue"), key("c")
    folder = tmp_path / "typescript"
    folder.mkdir()
    (folder / "symbols.scm").write_text("; other")
    real = languages()
    changed = {**real, "typescript": _moved(real["typescript"], folder)}
    monkeypatch.setattr(stored_facts, "languages", lambda: changed)
    after = key("vue"), key("c")
    stored_facts._fingerprint.cache_clear()
    assert before[0] != after[0]
    assert before[1] == after[1]


def _moved(language: Language, folder: Path) -> Language:
    import dataclasses

    return dataclasses.replace(language, folder=folder)
