"""What a docstring says about purpose, parameters, result and exceptions, in the styles projects write.

Known: Google and NumPy sections, Sphinx fields (`:param x:`), Javadoc and JSDoc (`@param x`), Doxygen (`\\param x`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_TAG = re.compile(
    r"^\s*(?::|@|\\)(?P<tag>param|parameter|arg|returns?|raises?|throws|exception)\b"
    r"(?:\s*\{[^}]*\})?\s*(?P<name>[\w.*]+)?(?P<rest>[^\n]*)",
    re.MULTILINE,
)
_SECTION = re.compile(r"^(?P<title>Args|Arguments|Parameters|Returns?|Raises|Throws|Yields)\s*:?\s*(?:\n\s*-{3,})?\s*$")
_GOOGLE_ENTRY = re.compile(r"^(?P<name>\*{0,2}[\w.]+)\s*(?:\([^)]*\))?\s*:\s*(?P<rest>.*)$")
_NUMPY_ENTRY = re.compile(r"^(?P<name>\*{0,2}[\w.]+)(?P<rest>)\s*(?::.*)?$")
_RESULTS = ("Return", "Yield")


@dataclass(slots=True)
class Documentation:
    """Texts by what they are about; `parameters` and `raises` by name."""

    purpose: str = ""
    parameters: dict[str, str] = field(default_factory=dict)
    result: str = ""
    raises: dict[str, str] = field(default_factory=dict)


def read_docstring(text: str) -> Documentation:
    """Take a cleaned docstring apart; what is in no known style stays part of nothing but the purpose."""
    found = Documentation(purpose=_purpose(text))
    for match in _TAG.finditer(text):
        _keep_tag(found, match)
    _keep_sections(found, text.split("\n"))
    return found


def _purpose(text: str) -> str:
    """The first paragraph, on one line."""
    paragraph: list[str] = []
    for line in text.strip().split("\n"):
        if not line.strip() or _TAG.match(line) or _SECTION.match(line.strip()):
            break
        paragraph.append(line.strip())
    return " ".join(paragraph)


def _keep_tag(found: Documentation, match: re.Match[str]) -> None:
    tag, name, rest = match["tag"], match["name"] or "", match["rest"].strip(" :-")
    if tag in ("param", "parameter", "arg"):
        found.parameters.setdefault(name, rest)
    elif tag.startswith("return"):
        found.result = found.result or f"{name} {rest}".strip()
    elif name:
        found.raises.setdefault(name.rpartition(".")[2], rest)


def _keep_sections(found: Documentation, lines: list[str]) -> None:
    """Google's and NumPy's sections: a title, then deeper (Google) or underlined (NumPy) entries with their texts."""
    section, base = "", 0
    name, entry_indent = "", 0
    for line in lines:
        stripped = line.strip()
        indent = len(line) - len(line.lstrip())
        if title := _SECTION.match(stripped):
            section, base, name = title["title"], indent, ""
        elif not stripped:
            name = ""
            section = "" if section.startswith(_RESULTS) and found.result else section
        elif indent < base:
            section, name = "", ""
        elif not section or set(stripped) == {"-"}:
            continue
        elif section.startswith(_RESULTS):
            found.result = f"{found.result} {stripped}".strip()
        elif name and indent > entry_indent:
            about = _about(found, section)
            about[name] = f"{about[name]} {stripped}".strip()
        elif entry := (_GOOGLE_ENTRY if indent > base else _NUMPY_ENTRY).match(stripped):
            name, entry_indent = entry["name"].lstrip("*"), indent
            _about(found, section)[name] = entry["rest"]


def _about(found: Documentation, section: str) -> dict[str, str]:
    return found.raises if section in ("Raises", "Throws") else found.parameters
