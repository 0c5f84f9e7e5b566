"""Explanations: a table of facts first, each with its place, then Markdown and hover made from that table."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

from lacewing.features.explain.behaviour import control_flow, own_raises, raises_through
from lacewing.features.explain.docs import Documentation, read_docstring
from lacewing.features.explain.options import ExplainOptions
from lacewing.features.explain.render import hover_text, markdown_text
from lacewing.features.explain.subject import named_at, subject_at
from lacewing.features.explain.types import Explanation, Fact
from lacewing.project.facts import Call, Symbol
from lacewing.project.index import Index, Located
from lacewing.project.resolve import callees, callers
from lacewing.syntax.source import Source

_TYPES = frozenset(["class", "interface", "struct", "enum", "type"])
_NOTHING = frozenset(["", "None", "void"])
_CALLEES = 12
_MEMBERS = 16
# How long a hover may look for callers: it shows three.
_HOVER_SECONDS = 0.025

Read = Callable[[str], Source | None]


def explain(
    source: Source, path: str, offset: int, index: Index, root: Path, options: ExplainOptions, read: Read
) -> Explanation | None:
    """What stands at byte `offset` of `source` (`path` in the project at `root`), None when there is nothing to say.

    `read(path)` gives the source of another file of the project, None when it cannot be read.
    """
    facts = index.facts(path)
    located = subject_at(facts, path, offset, index) if facts else None
    return explain_symbol(located, index, root, options, _with(source, path, read)) if located else None


def explain_symbol(
    located: Located, index: Index, root: Path, options: ExplainOptions, read: Read, brief: bool = False
) -> Explanation | None:
    """What the definition `located` is. None when its file cannot be read any more.

    `brief`: no more callers are looked for than are shown, and not for long.
    """
    source = read(located.path)
    if source is None:
        return None
    symbol = located.symbol
    place = (str(root / located.path), symbol.line)
    documentation = read_docstring(symbol.docstring)
    facts = _stated(symbol, documentation, place)
    if symbol.kind in _TYPES:
        facts += _members(located, index, root)
    else:
        facts += _behaviour(located, source, index, root, read)
    facts += _called_by(located, index, root, options.max_callers, brief)
    title = f"{symbol.kind} {symbol.qualified_name}"
    code = source.at(symbol.name_start).language
    language = code.name if code else ""
    markdown = markdown_text(title, tuple(facts), root, language)
    short = hover_text(tuple(facts), root, language)
    return Explanation(title, place[0], place[1], symbol.end_line, tuple(facts), markdown, short)


def hover(source: Source, path: str, offset: int, index: Index, root: Path, read: Read) -> Explanation | None:
    """A short explanation of the name at byte `offset`; None when no name of the project stands there."""
    facts = index.facts(path)
    located = named_at(facts, path, offset, index) if facts else None
    if located is None:
        return None
    options = ExplainOptions(max_callers=3)
    return explain_symbol(located, index, root, options, _with(source, path, read), brief=True)


def _with(source: Source, path: str, read: Read) -> Read:
    return lambda wanted: source if wanted == path else read(wanted)


def _stated(symbol: Symbol, documentation: Documentation, place: tuple[str, int]) -> list[Fact]:
    """What the declaration and its docstring say."""
    facts = [Fact("signature", symbol.signature, *place)]
    if documentation.purpose:
        facts.append(Fact("purpose", documentation.purpose, *place))
    for parameter in symbol.parameters:
        if parameter.kind == "receiver":
            continue
        about = documentation.parameters.get(parameter.name, "")
        kind = f": {parameter.type}" if parameter.type else ""
        default = f" = {parameter.default}" if parameter.default else ""
        text = f"`{parameter.name}{kind}{default}`" + (f" {about}" if about else "")
        facts.append(Fact("parameter", text, *place))
    kind = f"`{symbol.result}`" if symbol.result not in _NOTHING else ""
    said = documentation.result.removeprefix(f"{symbol.result}:").strip() if symbol.result else documentation.result
    result = " ".join(filter(None, [kind, said]))
    if result and symbol.kind not in _TYPES:
        facts.append(Fact("result", result, *place))
    facts += [Fact("raises", f"{name} {about}".strip(), *place) for name, about in documentation.raises.items()]
    return facts


def _behaviour(located: Located, source: Source, index: Index, root: Path, read: Read) -> list[Fact]:
    """What the body does: exceptions, calls, course of control."""
    calls = callees(index, located)
    targets = {target.path for _, target in calls if target}
    sources = {path: found for path in sorted(targets | {located.path}) if (found := read(path)) is not None}
    documented = set(read_docstring(located.symbol.docstring).raises)
    own = own_raises(source, located)
    through = raises_through(calls, own, sources, root)
    facts = [fact for fact in own + through if fact.text.split(" ")[0] not in documented]
    raised = {fact.text for fact in own}
    called = [(call, target) for call, target in calls if call.name not in raised]
    return facts + _calls(called, located, root) + control_flow(source, located)


def _calls(calls: list[tuple[Call, Located | None]], located: Located, root: Path) -> list[Fact]:
    """Definitions of the project that are called, each once, by the first call; then the names of others."""
    found: dict[str, Fact] = {}
    others: dict[str, Call] = {}
    for call, target in calls:
        shown = f"{call.receiver}.{call.name}" if call.receiver else call.name
        if target is None:
            if len(shown) <= 40 and "\n" not in shown:
                others.setdefault(shown, call)
        elif (target.path, target.symbol.start) != (located.path, located.symbol.start):
            name = target.symbol.qualified_name
            first = target.symbol.docstring.strip().split("\n", 1)[0]
            text = f"`{name}`" + (f" {first}" if first else "")
            found.setdefault(name, Fact("calls", text, str(root / target.path), target.symbol.line))
    facts = list(found.values())[:_CALLEES]
    if others:
        names = ", ".join(f"`{name}`" for name in list(others)[:_CALLEES])
        first_line = next(iter(others.values())).line
        facts.append(Fact("calls", f"outside the project: {names}", str(root / located.path), first_line))
    return facts


def _members(located: Located, index: Index, root: Path) -> list[Fact]:
    """Bases and public members of a type."""
    symbol = located.symbol
    path = str(root / located.path)
    facts = []
    if symbol.bases:
        facts.append(Fact("base", ", ".join(f"`{base}`" for base in symbol.bases), path, symbol.line))
    members = [at.symbol for at in index.members_of(symbol.qualified_name) if at.path == located.path]
    for member in [each for each in members if each.visibility == "public"][:_MEMBERS]:
        first = member.docstring.strip().split("\n", 1)[0]
        facts.append(Fact("flow", member.signature + (f"  — {first}" if first else ""), path, member.line))
    return facts


def _called_by(located: Located, index: Index, root: Path, limit: int, brief: bool) -> list[Fact]:
    """Who calls it: production code before tests, each caller once. `brief`: at most `limit` of the former."""
    found: dict[tuple[str, str], Fact] = {}
    shown = 0
    for site in callers(index, located, seconds=_HOVER_SECONDS if brief else math.inf):
        caller = site.call.caller or "module level"
        key = (site.path, caller)
        if key in found:
            continue
        found[key] = Fact("called_by", f"`{caller}`", str(root / site.path), site.call.line)
        shown += not _is_test(site.path)
        if brief and shown >= limit:
            break
    ranked = sorted(found.items(), key=lambda item: (_is_test(item[0][0]), item[0]))
    facts = [fact for _, fact in ranked]
    if len(facts) > limit:
        rest = len(facts) - limit
        facts = [*facts[:limit], Fact("called_by", f"and {rest} more", facts[limit].path, facts[limit].line)]
    return facts


def _is_test(path: str) -> bool:
    return "test" in path.lower()
