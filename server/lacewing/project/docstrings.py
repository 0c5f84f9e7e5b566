"""Documentation texts beside or inside definitions, without their quotes and comment marks."""

from __future__ import annotations

import re

import tree_sitter

from lacewing.project.extraction_rules import ExtractionRules

# What may stand before a definition on its own line: `export default`, `public static` …, but no other code.
_ONLY_WORDS = re.compile(rb"[\w\s]*")
# Rows of one mark that draw lines and boxes in comments, and say nothing.
_RULER = re.compile(r"[ \t]*([/*#=~_-])\1{4,}[ \t]*")
_STRING = re.compile(r'(r?#*)"(.*)"#*', re.DOTALL)
# Microsoft's documentation comments (C# specification, annex D): pointers to code, named parts, all other tags.
_POINTER = re.compile(r"""<(?:see|seealso|paramref|typeparamref)\s+\w+\s*=\s*["'](?:[A-Z]:)?([^"'<>]*)["']\s*/>""")
_NAMED_PART = re.compile(r"""\s*<(?:param|typeparam|exception)\s+\w+\s*=\s*["'](?:[A-Z]:)?([^"'<>]*)["']\s*>""")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ENTITY = re.compile(r"&(lt|gt|amp|quot|apos);")
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
# What a body that opens with a string, or with a comment before one, begins with.
_MAY_OPEN = frozenset(b"%c" % byte for byte in b"\"'rRuUbBfFtT#;\\")
_BLANK_LINE = re.compile(r"\n +(?=\n)")
_INDENTATION = re.compile(r"\n( *)[^ \n]")
_STAR = re.compile(r"^[ \t]*\*[ \t]?", re.MULTILINE)


def docstring_of(
    start: int, body: tree_sitter.Node | None, decorators: tuple[str, ...], data: bytes, rules: ExtractionRules
) -> str:
    """The documentation of the definition that begins at `start` (its decorators included) and has this `body`."""
    if rules.docstring_place == "body":
        return _opening_string(body, data) if body is not None else ""
    text = _comment_above(start, data, rules)
    if not text and decorators and rules.docstring_decorators:
        text = _in_decorators(decorators, rules)
    return _without_tags(text) if rules.docstring_xml and "<" in text else text


def clean_docstring(text: str) -> str:
    """Common indentation, blank first and last lines and spaces on blank ones taken away, line ends made LF.

    As `inspect.cleandoc` does, which takes three times as long.
    """
    text = text.expandtabs() if "\t" in text else text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\n" in text:
        if " \n" in text:
            text = _BLANK_LINE.sub("\n", text)
        indentation = min(map(len, _INDENTATION.findall(text)), default=0)
        if indentation:
            text = text.replace("\n" + " " * indentation, "\n")
    return text.strip()


def _in_decorators(decorators: tuple[str, ...], rules: ExtractionRules) -> str:
    """The strings of `doc = "…"`; a raw one keeps its backslashes, in others only `\\n` and quotes are escaped."""
    lines = []
    for name, _, value in (decorator.partition("=") for decorator in decorators):
        if name.strip() in rules.docstring_decorators and (string := _STRING.fullmatch(value.strip())):
            text = string[2]
            lines.append(text if string[1].startswith("r") else text.replace("\\n", "\n").replace('\\"', '"'))
    return clean_docstring("\n".join(lines))


def _without_tags(text: str) -> str:
    """XML documentation as plain text: `<see cref="A"/>` is `A`, `<param name="x">` begins a line `x: `."""
    text = _NAMED_PART.sub(r"\n\1: ", _POINTER.sub(r"\1", text))
    text = _ENTITY.sub(lambda found: _ENTITIES[found[1]], _TAG.sub("", text))
    return "\n".join(line for line in (line.strip() for line in text.split("\n")) if line)


def _opening_string(body: tree_sitter.Node, data: bytes) -> str:
    opening_bytes = data[body.start_byte : body.start_byte + 3]
    if opening_bytes[:1] not in _MAY_OPEN or (opening_bytes.isalpha() and len(opening_bytes) == 3):
        return ""
    first = body.named_child(0) if body.named_child_count else None
    if first is not None and first.is_extra:  # comments may stand before it
        first = next((child for child in body.named_children if not child.is_extra), None)
    if first is not None and first.type == "expression_statement" and first.named_child_count == 1:
        first = first.named_child(0)
    if first is None or first.type != "string":
        return ""
    parts = first.children
    if not parts:
        return ""
    opening, closing = parts[0], parts[-1]
    if opening.type != "string_start" or set(data[opening.start_byte : opening.end_byte].lower()) & set(b"fbt"):
        return ""
    end = closing.start_byte if closing.type == "string_end" else first.end_byte
    return clean_docstring(data[opening.end_byte : end].decode("utf-8", "replace"))


def _comment_above(start: int, data: bytes, rules: ExtractionRules) -> str:
    line_start = data.rfind(b"\n", 0, start) + 1
    if line_start == 0 or not _ONLY_WORDS.fullmatch(data, line_start, start):
        return ""
    end = line_start - 1
    above = data[data.rfind(b"\n", 0, end) + 1 : end].strip()
    for opening, closing in rules.docstring_blocks:
        if above.endswith(closing.encode()) and (text := _block_comment(end, data, opening.encode(), closing)):
            return text
    marks = tuple(mark.encode() for mark in rules.docstring_lines)
    return _line_comments(end, data, marks) if marks and above.startswith(marks) else ""


def _block_comment(end: int, data: bytes, opening: bytes, closing: str) -> str:
    begin = data.rfind(opening, 0, end)
    if begin < 0 or data[data.rfind(b"\n", 0, begin) + 1 : begin].strip():
        return ""
    text = data[begin + len(opening) : end].decode("utf-8", "replace").rstrip().removesuffix(closing).rstrip("*")
    if closing in text:  # the comment above opens otherwise; this opening belongs to one further up
        return ""
    return clean_docstring(_RULER.sub("", _STAR.sub("", text)))


def _line_comments(end: int, data: bytes, marks: tuple[bytes, ...]) -> str:
    lines: list[str] = []
    while end > 0:
        begin = data.rfind(b"\n", 0, end) + 1
        line = data[begin:end].strip()
        mark = next((mark for mark in marks if line.startswith(mark)), None)
        if mark is None:
            break
        lines.append(line[len(mark) :].decode("utf-8", "replace"))
        end = begin - 1
    return clean_docstring("\n".join(["", *(_RULER.sub("", line) for line in reversed(lines))]))
