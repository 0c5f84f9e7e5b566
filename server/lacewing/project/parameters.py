"""Parameter lists as plain data, read by the `[parameters.<node type>]` tables of `language.toml`."""

from __future__ import annotations

from typing import cast

import tree_sitter

from lacewing.project.extraction_rules import ExtractionRules, ParameterRule
from lacewing.project.facts import Parameter, ParameterKind
from lacewing.project.signatures import one_line

_MARKS = frozenset([":", "="])
_new = tuple.__new__


def read_parameters(node: tree_sitter.Node, data: bytes, rules: ExtractionRules) -> tuple[Parameter, ...]:
    """The parameters below the list `node` (or `node` itself, `x => x`).

    Node types without a table (comments, ERROR) are passed over.
    """
    children = [node] if node.type in rules.parameters else node.named_children
    found: list[Parameter] = []
    keyword_only = False
    known, plain = rules.parameters, rules.plain_parameters
    for child in children:
        node_type = child.type
        if node_type in plain and not child.named_child_count:  # by far the most frequent
            text = data[child.start_byte : child.end_byte].decode("utf-8", "replace")
            # As Parameter(…), which takes three times as long.
            found.append(_new(Parameter, (text, "", "", "keyword_only" if keyword_only else "positional")))
            continue
        rule = known.get(node_type)
        if rule is None or rule.kind == "skip":
            continue
        if rule.kind == "keyword_only_follows":
            keyword_only = True
        elif rule.kind == "positional_only_before":
            found = [_with_kind(parameter, "positional_only") for parameter in found]
        else:
            for parameter in _read(child, rule, data, rules):
                if parameter.kind == "positional" and keyword_only:
                    parameter = _with_kind(parameter, "keyword_only")
                keyword_only = keyword_only or (parameter.kind == "variadic" and rules.keyword_only_after_variadic)
                found.append(parameter)
    if len(found) == 1 and (found[0].name, found[0].type) == ("", "void"):  # C's word for no parameters
        return ()
    return tuple(found)


def _read(node: tree_sitter.Node, rule: ParameterRule, data: bytes, rules: ExtractionRules) -> list[Parameter]:
    default = _part(node, rule.default, data)
    found = []
    for outer in _name_nodes(node, rule, rules):
        unnamed = outer == node and bool(rule.name and rule.type)
        kind, name = (rule.kind, node) if unnamed else _innermost(outer, rule, rules)
        if rule.type_is_rest:
            named = name.type.endswith("identifier") and name != node
            type_text = _rest(node, name if named else None, rule, data)
            text = _text(name, data) if named else ""
        else:
            type_text = _before(node, data) if rule.type_before else _part(node, rule.type, data)
            text = "" if unnamed else _text(name, data)
        if rule.words:
            kind = _kind_by_word(node, name, rule.words, data) or kind
        found.append(Parameter(text, type_text, default, cast(ParameterKind, kind)))
    return found


def _name_nodes(node: tree_sitter.Node, rule: ParameterRule, rules: ExtractionRules) -> list[tree_sitter.Node]:
    """The nodes that hold the names: several in Go's `a, b int`; the whole node for a destructuring pattern.

    Also the whole node, which is no name, where a parameter has only a type: `func(int, string)`.
    """
    if rule.name == ".":
        return [node]
    if rule.name in _MARKS:
        mark = next((child for child in node.children if child.type == rule.name), None)
        return [mark.prev_sibling if mark is not None and mark.prev_sibling is not None else node]
    names = node.children_by_field_name(rule.name) if rule.name else []
    if names:
        return names
    inner = next((child for child in node.named_children if child.type in rules.parameters), None)
    if inner is not None:
        return [inner]
    unnamed = rule.type_is_rest or not node.named_child_count or (rule.name and rule.type)
    first = next((child for child in node.named_children if not child.type.endswith("modifiers")), node)
    return [node if unnamed else first]


def _innermost(target: tree_sitter.Node, rule: ParameterRule, rules: ExtractionRules) -> tuple[str, tree_sitter.Node]:
    """The kind and the node of the name itself, through patterns like `*args` inside `*args: int`."""
    kind = rule.kind
    if rule.type_is_rest:
        if rule.name and target.child_by_field_name(rule.name) is None and target.type in rules.parameters:
            return kind, target
        while target.named_child_count and not target.type.endswith("identifier"):
            target = target.child_by_field_name("declarator") or target.named_children[0]
        return kind, target
    while target.named_child_count and (inner := rules.parameters.get(target.type)) is not None and inner.name != ".":
        kind = inner.kind if inner.kind != "positional" else kind
        target = (target.child_by_field_name(inner.name) if inner.name else None) or target.named_children[0]
    return kind, target


def _rest(node: tree_sitter.Node, name: tree_sitter.Node | None, rule: ParameterRule, data: bytes) -> str:
    """All of `node` but the name and the default: C's `char *argv[]` has the type `char *[]`."""
    end = node.end_byte
    if rule.default and (default := node.child_by_field_name(rule.default)) is not None:
        end = default.start_byte
    text = data[node.start_byte : end]
    if name is not None:
        text = data[node.start_byte : name.start_byte] + data[name.end_byte : end]
    return " ".join(text.decode("utf-8", "replace").split()).removesuffix("=").rstrip()


def _part(node: tree_sitter.Node, name: str, data: bytes) -> str:
    """The text of the field `name`, or what stands behind the mark `name`."""
    if not name:
        return ""
    child = _behind(node, name) if name in _MARKS else node.child_by_field_name(name)
    return "" if child is None else _text(child, data).removeprefix(":").lstrip()


def _behind(node: tree_sitter.Node, mark: str) -> tree_sitter.Node | None:
    """The node behind a mark that stands in `node`, or else right behind `node`."""
    found = next((child for child in node.children if child.type == mark), node.next_sibling)
    behind = found.next_sibling if found is not None and found.type == mark else None
    while behind is not None and behind.type.endswith("modifiers"):
        behind = behind.next_sibling
    return behind


def _before(node: tree_sitter.Node, data: bytes) -> str:
    before = node.prev_named_sibling
    return "" if before is None else _text(before, data)


def _kind_by_word(node: tree_sitter.Node, name: tree_sitter.Node, words: dict[str, str], data: bytes) -> str:
    """The kind that a word before the name, or among modifiers beside the parameter, or a mark at its end says."""
    before = node.prev_named_sibling
    start = before.start_byte if before is not None and before.type.endswith("modifiers") else node.start_byte
    head = data[start : name.start_byte].decode("utf-8", "replace").split()
    last = node.children[-1] if node.children else node
    marks = [data[last.end_byte - len(word) : last.end_byte].decode("utf-8", "replace") for word in words]
    return next((words[word] for word in [*head, *marks] if word in words), "")


def _text(node: tree_sitter.Node, data: bytes) -> str:
    return one_line(data[node.start_byte : node.end_byte].decode("utf-8", "replace"))


def _with_kind(parameter: Parameter, kind: ParameterKind) -> Parameter:
    return Parameter(parameter.name, parameter.type, parameter.default, kind)
