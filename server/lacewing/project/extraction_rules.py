"""What `extract` must know of a language beyond its queries: the tables of `language.toml`, typed.

Each table is optional.
- `[docstrings]` place = "body" (a string that opens the body) or "before" (comments above, by `blocks` and `lines`);
  decorators: those whose string is documentation (Rust's `#[doc = "…"]`); markup = "xml" where tags mark parts.
- `[visibility]` rule = "underscore" | "capital" | "modifiers" | "sections", `words` (of each visibility, one that ends
  in "[" with whatever follows); without a word: `default`, `outside` of any type (else `default`), `of_namespace` (else
  "public"), `of_conformance` in an extension that adds a base; `private_marks` begin a private name; of sections
  (`private:`), `opening` is the one in force where a kind of symbol begins and `section_kinds` what they govern
  (everything when not given).
- `[imports]` separator; binds = "first" | "last" | "none" (which part of `import a.b` becomes a name);
  `[imports.statement]` belongs to `lacewing.project.import_edits.writing`.
- `[kinds]` class_likes; constructors ("{class}" stands for the name of the class); transparent (kinds whose
  definitions do not contain what lies in them, as a typedef its struct); constant_names; by_decorator; by_base.
- `[parameters.<node type>]` name, type, default, kind and others: see `ParameterRule`.
- `[results]` place = "around" where a declarator wraps the name (C: `char *name[3]`).
- `[names]` escape: what makes a keyword a name and is no part of it (Rust's `r#type`, Kotlin's backticks).
- `[receivers]` first_parameter: names that make a method's first parameter its receiver; implicit: names of the
  receiver that are never declared.
- `[bounds]` bytes: the longest text that is read at all; symbols: the most that are kept, outer before inner; depth:
  below how many levels of the tree no match begins (what lies deeper is not looked at). Unbounded when not given.
- `[kinds]` verbatim_names: names are texts, as a heading's or a key's, and not identifiers.
- `[calls]` follows: an expression that matches what stands behind the name of whatever is called, if that can be said.
- At the top level: `keyword_only_after_variadic`; `stand_alone`, kinds of symbols that, when they are inside no other,
  mean the same in a file of their own (`lacewing.project.name_sites`).
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any

from lacewing.syntax.language import Language
from lacewing.syntax.queries import query_text


@dataclass(frozen=True, slots=True)
class ParameterRule:
    """How to read one node type inside a parameter list; the texts are field names, empty when there is none.

    The name is otherwise the first named child that is no modifier, or the node itself when it has none or `name` is
    "."; several names make several parameters. `kind` is a `ParameterKind`, or "positional_only_before" /
    "keyword_only_follows" for a separator, or "skip". `type_is_rest` takes all but the name and the default as the type
    (C, where the declarator surrounds the name); `type_before` takes the node before as the type. A `type` or `default`
    of ":" or "=" is the node behind that mark, in the parameter or behind it in the list, a `name` of ":" the node
    before it. `words` are those before the name, or the mark at its end, that make it another kind.
    """

    name: str = ""
    type: str = ""
    default: str = ""
    kind: str = "positional"
    type_is_rest: bool = False
    type_before: bool = False
    words: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ExtractionRules:
    """The extraction tables of one language; see the module's docstring for the meaning of each."""

    docstring_place: str
    docstring_blocks: tuple[tuple[str, str], ...]
    docstring_lines: tuple[str, ...]
    docstring_decorators: frozenset[str]
    docstring_xml: bool
    visibility_rule: str
    visibility_default: str
    visibility_outside: str
    visibility_of_namespace: str
    visibility_of_conformance: str
    visibility_words: dict[str, str]
    name_escape: str
    private_marks: tuple[str, ...]
    section_opening: dict[str, str]
    section_kinds: frozenset[str]
    import_separator: str
    import_binds: str
    class_likes: frozenset[str]
    constructors: frozenset[str]
    transparent: frozenset[str]
    result_around_name: bool
    constant_names: bool
    verbatim_names: bool
    leveled: bool
    kind_by_decorator: dict[str, str]
    kind_by_base: dict[str, str]
    parameters: dict[str, ParameterRule]
    plain_parameters: frozenset[str]
    receivers: frozenset[str]
    implicit_names: frozenset[str]
    keyword_only_after_variadic: bool
    stand_alone: frozenset[str]
    call_follows: re.Pattern[bytes] | None
    comment_marks: tuple[bytes, ...]
    most_bytes: int
    most_symbols: int
    most_depth: int


@functools.cache
def rules_for(language: Language) -> ExtractionRules:
    """The rules of `language`, read once. Raises TypeError naming an unknown key of a parameter table."""
    docstrings, kinds = _table(language, "docstrings"), _table(language, "kinds")
    visibility, imports = _table(language, "visibility"), _table(language, "imports")
    bounds = _table(language, "bounds")
    return ExtractionRules(
        docstring_place=docstrings.get("place", "before"),
        docstring_blocks=tuple((pair[0], pair[1]) for pair in docstrings.get("blocks", ())),
        docstring_lines=tuple(docstrings.get("lines", ())),
        docstring_decorators=frozenset(docstrings.get("decorators", ())),
        docstring_xml=docstrings.get("markup") == "xml",
        visibility_rule=visibility.get("rule", "modifiers"),
        visibility_default=visibility.get("default", "public"),
        visibility_outside=visibility.get("outside", visibility.get("default", "public")),
        visibility_of_namespace=visibility.get("of_namespace", "public"),
        visibility_of_conformance=visibility.get("of_conformance", ""),
        visibility_words=_visibility_words(visibility),
        private_marks=tuple(visibility.get("private_marks", ())),
        section_opening=visibility.get("opening", {}),
        section_kinds=frozenset(visibility.get("section_kinds", ())),
        import_separator=imports.get("separator", "."),
        import_binds=imports.get("binds", "last"),
        class_likes=frozenset([*kinds.get("class_likes", ("class", "interface", "struct", "enum")), "extension"]),
        constructors=frozenset(kinds.get("constructors", ())),
        transparent=frozenset(kinds.get("transparent", ())),
        result_around_name=_table(language, "results").get("place", "apart") == "around",
        constant_names=kinds.get("constant_names", False),
        verbatim_names=kinds.get("verbatim_names", False),
        leveled="@level." in (query_text(language.folder, "symbols") or ""),
        kind_by_decorator=_inverted(kinds.get("by_decorator", {})),
        kind_by_base=_inverted(kinds.get("by_base", {})),
        parameters={node: ParameterRule(**rule) for node, rule in _table(language, "parameters").items()},
        plain_parameters=frozenset(node for node, rule in _table(language, "parameters").items() if not rule),
        receivers=frozenset(_table(language, "receivers").get("first_parameter", ())),
        implicit_names=frozenset(_table(language, "receivers").get("implicit", ())),
        stand_alone=frozenset(language.extra.get("stand_alone", ())),
        call_follows=re.compile(follows.encode()) if (follows := _table(language, "calls").get("follows")) else None,
        keyword_only_after_variadic=language.extra.get("keyword_only_after_variadic", False),
        name_escape=_table(language, "names").get("escape", ""),
        comment_marks=tuple(
            mark.encode() for mark in (language.line_comment, *(pair[0] for pair in language.block_comments)) if mark
        ),
        most_bytes=bounds.get("bytes", 0),
        most_symbols=bounds.get("symbols", 0),
        most_depth=bounds.get("depth", 0),
    )


_MODIFIERS = {"private": ["private"], "protected": ["protected"], "public": ["public"]}


def _visibility_words(visibility: dict[str, Any]) -> dict[str, str]:
    """The words before a name that give its visibility; none where the name itself does."""
    by_name = visibility.get("rule") in ("underscore", "capital")
    return _inverted(visibility.get("words", {} if by_name else _MODIFIERS))


def _table(language: Language, name: str) -> dict[str, Any]:
    table: dict[str, Any] = language.extra.get(name, {})
    return table


def _inverted(table: dict[str, list[str]]) -> dict[str, str]:
    return {name: kind for kind, names in table.items() for name in names}
