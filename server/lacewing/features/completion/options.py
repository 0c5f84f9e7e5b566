"""Settings of completion."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CompletionOptions:
    """When completion speaks, how much, and how long a model may take."""

    inline: bool = field(default=True, metadata={"doc": "Show ghost text while typing; asking for it works always."})
    listing: bool = field(default=True, metadata={"doc": "Give a completion list."})
    unlisted_languages: tuple[str, ...] = field(
        default=(),
        metadata={"doc": "Languages (their names in lower case) without a completion list: another server gives it."},
    )
    disabled_languages: tuple[str, ...] = field(
        default=(), metadata={"doc": "Languages (their names in lower case) without ghost text while typing."}
    )
    disabled_paths: tuple[str, ...] = field(
        default=(),
        metadata={
            "doc": "Files without ghost text while typing, as patterns like those in `.gitignore` (`legacy/`, "
            "`*.min.js`). A comment with `lacewing: off` does the same for what stands below it, `lacewing: on` ends "
            "that."
        },
    )
    in_comments: bool = field(default=False, metadata={"doc": "Show ghost text inside comments too."})
    in_strings: bool = field(default=False, metadata={"doc": "Show ghost text inside string literals too."})
    adapt: bool = field(
        default=True,
        metadata={
            "doc": "Let what became of earlier ghost texts, taken or typed otherwise, say how sure the next must be. "
            "It is kept on this machine, as numbers only; `lacewing stats --reset-adaptation` forgets it."
        },
    )
    multiline: bool = field(
        default=True,
        metadata={
            "doc": "Show several lines: a model's in an empty body or below a comment that says what to write, the "
            "embedded engine's where it is sure of all of them."
        },
    )
    max_lines: int = field(default=12, metadata={"doc": "Most lines of one ghost text.", "unit": "lines"})
    model_deadline_ms: int = field(
        default=2500,
        metadata={"doc": "When a model has not finished by then, the embedded engine answers.", "unit": "ms"},
    )
    first_answer_confidence: float = field(
        default=0.9,
        metadata={
            "doc": "Where the embedded engine is surer than this of its text, the text is shown at once while a model "
            "thinks, and stays until the model goes on from it or you do otherwise; 1 waits for the model always."
        },
    )
    debounce_max_ms: int = field(
        default=400,
        metadata={
            "doc": "The longest pause in typing that is waited for before a model is asked. How long it is within that "
            "is learned from the pace of typing and the model's answers; 0 asks at every key.",
            "unit": "ms",
        },
    )
    speculate: bool = field(
        default=True,
        metadata={"doc": "While you look at a text, ask the model what follows it, for when you accept it."},
    )
    prefix_tokens: int = field(
        default=1500, metadata={"doc": "Tokens of the file before the cursor a model is shown.", "unit": "tokens"}
    )
    suffix_tokens: int = field(
        default=500, metadata={"doc": "Tokens of the file after the cursor a model is shown.", "unit": "tokens"}
    )
    max_items: int = field(default=80, metadata={"doc": "Most entries of a completion list."})
