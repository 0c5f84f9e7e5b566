"""From a table of facts to Markdown: the whole explanation, and the few lines of a hover."""

from __future__ import annotations

from pathlib import Path

from lacewing.features.explain.types import Fact, FactKind

_TITLES: dict[FactKind, str] = {
    "base": "Extends",
    "parameter": "Takes",
    "result": "Gives",
    "raises": "Raises",
    "calls": "Calls",
    "called_by": "Called by",
    "effect": "Effects",
    "test": "Tests",
    "unknown": "Unknown",
}
_HOVER_LINES = 6


def markdown_text(title: str, facts: tuple[Fact, ...], root: Path, language: str) -> str:
    """All facts, grouped; places in other files and lines are links."""
    parts = [f"### {title}", "", *_head(facts, root, language)]
    if not parts[-1]:
        parts.pop()  # the blank line before what follows comes with that
    for kind, heading in _TITLES.items():
        chosen = [fact for fact in facts if fact.kind == kind]
        if chosen:
            linked = kind in ("raises", "calls", "called_by", "effect", "test")
            parts += ["", f"**{heading}**", ""]
            parts += [f"- {fact.text}" + (f" · {link(fact, root)}" if linked else "") for fact in chosen]
    flow = [fact for fact in facts if fact.kind == "flow"]
    if flow:
        is_type = title.split(" ")[0] in ("class", "interface", "struct", "enum", "type")
        parts += [
            "",
            "**Members**" if is_type else "**Steps**",
            "",
            f"```{language}",
            *(fact.text for fact in flow),
            "```",
        ]
    return "\n".join(parts) + "\n"


def hover_text(facts: tuple[Fact, ...], root: Path, language: str) -> str:
    """At most six lines: the signature, the purpose, and what matters most of the rest."""
    lines = [line for line in _head(facts, root, language, places=False) if line]
    raised = [fact.text.split(" ")[0] for fact in facts if fact.kind == "raises"]
    callers = [fact for fact in facts if fact.kind == "called_by"]
    if raised:
        lines.append("Raises " + ", ".join(f"`{name}`" for name in raised[:4]))
    if callers:
        lines.append("Called by " + ", ".join(fact.text for fact in callers[:3]))
    shown = lines[:_HOVER_LINES]
    # Blanks at its end make Markdown break the line there; else the purpose and what follows would be one sentence.
    return "\n".join(f"{line}  " if prose else line for line, prose in zip(shown, _breaks(shown), strict=True))


def _breaks(lines: list[str]) -> list[bool]:
    """Which lines are text with more text below."""
    fences = [number for number, line in enumerate(lines) if line.startswith("```")]
    first = fences[-1] + 1 if fences else 0
    return [first <= number < len(lines) - 1 for number in range(len(lines))]


def link(fact: Fact, root: Path) -> str:
    """A Markdown link to the place of a fact, shown relative to the root, lines counted from 1.

    Its text is code, because the low lines in `__init__.py` would make bold text of it.
    """
    path = Path(fact.path)
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
    return f"[`{shown}:{fact.line + 1}`]({path.as_uri()}#L{fact.line + 1})"


def _head(facts: tuple[Fact, ...], root: Path, language: str, places: bool = True) -> list[str]:
    lines: list[str] = []
    for fact in facts:
        if fact.kind == "signature":
            lines += [f"```{language}", fact.text, "```"]
            if places:
                lines += [link(fact, root), ""]
        elif fact.kind == "purpose":
            lines.append(fact.text)
    return lines
