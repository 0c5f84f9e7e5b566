"""Where several lines belong: an empty body, what a comment or a docstring asks for, the space between two brackets."""

from __future__ import annotations

import functools
import re

import tree_sitter

from lacewing.features.completion.place import Place
from lacewing.syntax.language import Language
from lacewing.syntax.source import EmbeddedSource
from lacewing.syntax.tree import ancestors, node_at, text_of

_LOOK_BELOW = 40
_ITEM = re.compile(r"\s*(?:- +)+")


def body_begins(place: Place) -> bool:
    """Whether the code above the cursor opens a body and nothing deeper follows: the body is empty."""
    language = place.source.language
    if language is None:
        return False
    line = place.line
    if not place.line_prefix.strip():
        line -= 1
        while line >= 0 and not place.line_text(line).strip():
            line -= 1
    above = place.line_prefix if line == place.line else place.line_text(line)
    if _begins_part(place, line):
        opened = True  # a script or style that is empty so far
    else:
        opened = line >= 0 and (opens_body(_code_of(place, line, above), place) or _ends_opening_tag(place, line))
    if not opened or (line == place.line and above[-1:].isspace()):
        return False
    below = next((text for text in place.lines_below(_LOOK_BELOW) if text.strip()), None)
    # In YAML what follows `- ` is as deep as it stands.
    item = _ITEM.match(above) if language.role == "data" else None
    depth = len(item[0].expandtabs(4)) if item else place.width(above)
    return below is None or place.width(below) <= depth


def opens_body(code: str, place: Place) -> bool:
    """Whether a body follows a line of this code."""
    language = place.source.language
    return language is not None and bool(_opener(language).search(code.rstrip()))


def between_brackets(place: Place) -> bool:
    """Whether the cursor stands right between the brackets of a body, on one line: `{█}`."""
    before, after = place.line_prefix.rstrip(), place.line_suffix.lstrip()
    return before.endswith("{") and after.startswith("}")


def below_comment(place: Place) -> bool:
    """Whether the cursor stands on an empty line right below a comment that has no code yet: it says what to write."""
    if place.line == 0 or place.line_prefix.strip() or place.line_suffix.strip():
        return False
    node = _ends_above(place)
    around = list(ancestors(node)) if node is not None else []
    comment = next((each for each in reversed(around) if "comment" in each.type), None)
    if comment is None or not _begins_line(comment, place.source.data):
        return False
    below = place.line_text(place.line + 1)
    depth = place.width(place.line_prefix) if place.line_prefix else place.width(place.line_text(place.line - 1))
    mark = place.source.language.line_comment if place.source.language else ""
    is_comment = bool(mark) and below.lstrip().startswith(mark)
    return not below.strip() or place.width(below) < depth or below.lstrip()[:1] in ")]}" or is_comment


def below_docstring(place: Place) -> bool:
    """Whether the cursor stands right below the docstring of a function that has no other body yet."""
    language = place.source.language
    if language is None or language.extra.get("docstrings", {}).get("place") != "body" or place.line_prefix.strip():
        return False
    line = place.line - 1
    while line >= 0 and not place.line_text(line).strip():
        line -= 1
    node = _at_line_end(place, line) if line >= 0 else None
    string = next((each for each in ancestors(node) if each.type == "string"), None) if node is not None else None
    if string is None or not _begins_line(string, place.source.data) or string.start_point[1] == 0:
        return False
    above = place.line_text(string.start_point[0] - 1).rstrip()
    depth = string.start_point[1]
    below = next((text for text in place.lines_below(_LOOK_BELOW) if text.strip()), None)
    opened = above.endswith(language.block_opener)
    return opened and (below is None or place.width(below) < depth)


@functools.cache
def _opener(language: Language) -> re.Pattern[str]:
    """What the code of a line ends with, or looks like, when a body follows it: `[completion] opener` of
    `language.toml`, else the language's `block_opener`; an open bracket always."""
    own = language.extra.get("completion", {}).get("opener", "")
    if not own:
        own = re.escape(language.block_opener) + "$" if language.block_opener else "(?!)"
    opening = "".join(re.escape(left) for left, _ in language.brackets if len(left) == 1 and left != "<")
    return re.compile(f"(?:{own})|[{opening}]$" if opening else own)


def _code_of(place: Place, line: int, text: str) -> str:
    """A line without the comment at its end."""
    node = _at_line_end(place, line) if line != place.line else None
    comments = [each for each in ancestors(node) if "comment" in each.type] if node is not None else []
    if comments:
        start = comments[-1].start_byte - place.source.lines.line_start(line)
        text = text.encode("utf-8", "replace")[: max(0, start)].decode("utf-8", "replace")
    return text.rstrip()


def _begins_part(place: Place, line: int) -> bool:
    """Whether the code in a file of another language begins at the end of a line."""
    if not isinstance(place.source, EmbeddedSource) or line < 0:
        return False
    start, lines = place.source.region.span.start, place.source.lines
    return lines.line_of(start) == line and not place.source.data[start : lines.line_end(line)].strip()


def _ends_opening_tag(place: Place, line: int) -> bool:
    """Whether an element's opening tag ends on a line, wherever it began."""
    node = _at_line_end(place, line) if line != place.line else None
    tag = node.parent if node is not None and node.type == ">" else None
    if tag is None or tag.type not in ("start_tag", "jsx_opening_element") or tag.child_count < 2:
        return False
    # With its name alone: attributes may hold anything.
    return opens_body(f"<{text_of(tag.children[1], place.source.data)}>", place)


def _ends_above(place: Place) -> tree_sitter.Node | None:
    return _at_line_end(place, place.line - 1) if place.line_text(place.line - 1).strip() else None


def _at_line_end(place: Place, line: int) -> tree_sitter.Node | None:
    """The smallest node at the last letter of a line."""
    tree, lines = place.source.tree, place.source.lines
    text = lines.line_bytes(line)
    end = lines.line_start(line) + len(text.rstrip())
    if tree is None or end == lines.line_start(line):
        return None
    return node_at(tree.root_node, end - 1)


def _begins_line(node: tree_sitter.Node, data: bytes) -> bool:
    return not data[data.rfind(b"\n", 0, node.start_byte) + 1 : node.start_byte].strip()
