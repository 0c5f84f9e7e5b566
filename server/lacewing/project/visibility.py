"""Who may see a definition, by the rule its language's `[visibility]` table names. Knows no language by name."""

from __future__ import annotations

from typing import cast

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
    if name.startswith("#"):
        return "private"
    for word in head.split():
        if (found := rules.visibility_words.get(word)) is not None:
            return cast(Visibility, found)
    if access is not None:
        return access
    if kind == "namespace":
        return cast(Visibility, rules.visibility_of_namespace)
    if holder == "interface" or kind in ("enum_member", "module") or (holder == "enum_member" and kind == "field"):
        return "public"
    default = rules.visibility_default if holder in rules.class_likes else rules.visibility_outside
    return cast(Visibility, default)


def opening_access(symbol: Symbol, rules: ExtractionRules) -> Visibility | None:
    """What a symbol says of its members: with sections a class's start private, a struct's public; what an extension
    does for a base is seen wherever the base is, where the language says so."""
    if rules.visibility_rule == "sections":
        return "private" if symbol.kind == "class" else "public"
    if symbol.kind == "extension" and symbol.bases and rules.visibility_of_conformance:
        return cast(Visibility, rules.visibility_of_conformance)
    return None
