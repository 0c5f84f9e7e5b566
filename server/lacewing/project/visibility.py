"""Who may see a definition, by the rule its language's `[visibility]` table names. Knows no language by name."""

from __future__ import annotations

from typing import cast

import tree_sitter

from lacewing.project.extraction_rules import ExtractionRules
from lacewing.project.facts import Symbol, Visibility


def visibility_of(
    name: str, kind: str, head: str, holder: str, access: Visibility | None, rules: ExtractionRules
) -> Visibility:
    """The visibility of the symbol `name` of `kind`.

    `head` is the definition's text between its decorators and its name, `holder` the kind of the symbol it lies in
    ("module" at top level), `access` what a section or the holder says of its members.
    """
    if rules.visibility_rule == "underscore":
        if not name.startswith("_") or (name.startswith("__") and name.endswith("__")):
            return "public"
        return "protected" if holder in rules.class_likes and not name.startswith("__") else "private"
    if rules.visibility_rule == "capital":
        return "public" if name[:1].isupper() or kind == "module" else "private"
    if name.startswith(rules.private_marks):
        return "private"
    for word in head.split():
        found = rules.visibility_words.get(word)
        if found is None and "[" in word:
            found = rules.visibility_words.get(word.partition("[")[0] + "[")
        if found is not None:
            return cast(Visibility, found)
    if access is not None and (not rules.section_kinds or kind in rules.section_kinds):
        return access
    if kind == "namespace":
        return cast(Visibility, rules.visibility_of_namespace)
    if holder == "interface" or kind in ("enum_member", "module") or (holder == "enum_member" and kind == "field"):
        return "public"
    default = rules.visibility_default if holder in rules.class_likes else rules.visibility_outside
    return cast(Visibility, default)


def opening_access(symbol: Symbol, rules: ExtractionRules) -> Visibility | None:
    """What a symbol says of its members: with sections, what is in force where it begins; what an extension does for a
    base is seen wherever the base is, where the language says so."""
    if found := rules.section_opening.get(symbol.kind):
        return cast(Visibility, found)
    if symbol.kind == "extension" and symbol.bases and rules.visibility_of_conformance:
        return cast(Visibility, rules.visibility_of_conformance)
    return None


def section_visibility(node: tree_sitter.Node, data: bytes, rules: ExtractionRules) -> Visibility | None:
    """What `private:` or `private :name` says: the visibility its first word stands for, None for another word."""
    words = data[node.start_byte : node.end_byte].decode("utf-8", "replace").replace(":", " ").split(maxsplit=1)
    found = rules.visibility_words.get(words[0]) if words else None
    return cast(Visibility, found) if found is not None else None


def give_visibility(symbols: list[Symbol], container: str, name: str, visibility: Visibility) -> None:
    """Change the visibility of the last symbol of that name in `container`, where it is named afterwards."""
    for index in range(len(symbols) - 1, -1, -1):
        if symbols[index].name == name and symbols[index].container == container:
            symbols[index] = symbols[index]._replace(visibility=visibility)
            return
