"""What a function does when it runs, read from its syntax: the course of control, and what it may raise."""

from __future__ import annotations

from pathlib import Path

from lacewing.features.explain.types import Fact
from lacewing.project.facts import Call
from lacewing.project.index import Located
from lacewing.syntax.blocks import Flow, flow_in
from lacewing.syntax.source import Source
from lacewing.text.position import Span

_OUTLINE_LINES = 8
_LINE_CHARACTERS = 76


def control_flow(source: Source, located: Located) -> list[Fact]:
    """The statements that direct control, one a line, indented by how they nest; a few lines at most."""
    flows = _statements(source, located)
    facts = []
    for flow in flows[:_OUTLINE_LINES]:
        depth = sum(other.span.start < flow.span.start and flow.span.end <= other.span.end for other in flows)
        line = source.lines.line_of(flow.span.start)
        facts.append(Fact("flow", "  " * depth + _headline(source, flow), str(source.path), line))
    if len(flows) > _OUTLINE_LINES:
        left = len(flows) - _OUTLINE_LINES
        line = source.lines.line_of(flows[_OUTLINE_LINES].span.start)
        facts.append(Fact("flow", f"… and {left} more branches, loops and exits", str(source.path), line))
    return facts


def own_raises(source: Source, located: Located) -> list[Fact]:
    """Exceptions that the definition raises by name in its own body, each once."""
    symbol = located.symbol
    found: dict[str, Fact] = {}
    for flow in flow_in(source, Span(symbol.body_start, symbol.end)):
        if flow.kind == "raise" and flow.raised and flow.raised[:1].isupper():
            line = source.lines.line_of(flow.span.start)
            found.setdefault(flow.raised, Fact("raises", flow.raised, str(source.path), line))
    return list(found.values())


def raises_through(
    calls: list[tuple[Call, Located | None]], own: list[Fact], sources: dict[str, Source], root: Path
) -> list[Fact]:
    """Exceptions raised by the definitions that are called, each with the call through which it comes."""
    known = {fact.text for fact in own}
    found: dict[str, Fact] = {}
    for call, target in calls:
        source = sources.get(target.path) if target else None
        if target is None or source is None:
            continue
        for fact in own_raises(source, target):
            if fact.text not in known and fact.text not in found:
                text = f"{fact.text} (through `{call.name}`)"
                found[fact.text] = Fact("raises", text, str(root / target.path), fact.line)
    return list(found.values())


def _statements(source: Source, located: Located) -> list[Flow]:
    """Flow of the body that begins its line (expressions inside a line do not direct what is read as the outline)."""
    symbol = located.symbol
    kept = []
    for flow in flow_in(source, Span(symbol.body_start, symbol.end)):
        line = source.lines.line_of(flow.span.start)
        before = source.data[source.lines.line_start(line) : flow.span.start]
        starts_line = not before.strip(b" \t}")
        if starts_line and flow.kind != "await":
            kept.append(flow)
    return kept


def _headline(source: Source, flow: Flow) -> str:
    """A statement with a body by its first line, any other whole, on one line."""
    end = flow.span.end
    if flow.kind in ("branch", "loop", "catch"):
        end = min(end, source.lines.line_end(source.lines.line_of(flow.span.start)))
    text = " ".join(source.data[flow.span.start : end].decode("utf-8", "replace").split()).rstrip("{:").rstrip()
    return text if len(text) <= _LINE_CHARACTERS else text[: _LINE_CHARACTERS - 1] + "…"
