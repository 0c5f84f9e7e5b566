"""Keys that accept an entry of a completion list and are typed: only where they cannot take what was typed for another.

An editor accepts the entry that it marks, which need not begin with what was typed: behind `client`, a dot would make
`Client.` of it, behind `def retry`, a bracket `def retry_all(`.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from lacewing.features.completion.types import CompletionItem, ItemKind

_COMMITS: dict[ItemKind, list[str]] = {
    "function": ["("], "method": ["("], "class": ["(", "."], "module": ["."], "enum": ["."], "struct": [".", "{"],
}  # fmt: skip
# Words behind which an expression stands. Behind any other word, a name is introduced: `def`, `let`, `as`, a type.
_BEFORE_EXPRESSIONS = frozenset(
    ["and", "assert", "await", "case", "co_await", "co_return", "co_yield", "defer", "del", "delete", "do", "echo",
     "elif", "else", "elseif", "elsif", "except", "extends", "from", "go", "if", "implements", "import", "in",
     "instanceof", "is", "match", "new", "not", "of", "or", "print", "puts", "raise", "rescue", "return", "select",
     "switch", "then", "throw", "throws", "try", "typeof", "unless", "until", "use", "using", "when", "where", "while",
     "with", "yield"]
)  # fmt: skip
_WORD_BYTE = re.compile(rb"\w")
_WORD_BEFORE = re.compile(r"(\w+)[ \t]+\Z")


def commit_characters(item: CompletionItem, typed: str, names: Collection[str], before: str) -> list[str]:
    """The keys for `item`. `typed` is the word begun, `before` what its line has before it, `names` are known names.

    None before a letter was typed: an editor may still show that list when the word is finished.
    """
    if not typed or item.insert_text != item.label or not item.label.startswith(typed):
        return []
    if typed in names and typed != item.label:
        return []
    if before.endswith(("/", '"', "'", "`")):  # a path, in which dots and brackets mean something else
        return []
    word = _WORD_BEFORE.search(before)
    if word is not None and word[1] not in _BEFORE_EXPRESSIONS:
        return []
    return _COMMITS.get(item.kind, [])


def stands_twice(word: bytes, data: bytes) -> bool:
    """Whether the word stands in the text more than once, as a whole (words of ASCII letters, as `re` has them)."""
    found, at = 0, data.find(word)
    while at >= 0 and found < 2:
        end = at + len(word)
        whole = not (_WORD_BYTE.match(data, end) or (at and _WORD_BYTE.match(data, at - 1)))
        found += whole
        at = data.find(word, end if whole else at + 1)
    return found > 1
