"""Settings of navigation: each answer can be switched off where another server gives it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class NavigationOptions:
    """Which questions about names and structure are answered, and in which languages."""

    disabled_languages: tuple[str, ...] = field(
        default=(),
        metadata={
            "doc": "Languages (their names in lower case) for which another server answers all of this section: "
            "pyright, tsserver, gopls, clangd."
        },
    )
    definition: bool = field(
        default=True, metadata={"doc": "Go to definition, declaration, type definition and implementations."}
    )
    references: bool = field(default=True, metadata={"doc": "Find references."})
    highlight: bool = field(default=True, metadata={"doc": "Mark the other places of the name at the cursor."})
    document_symbols: bool = field(default=True, metadata={"doc": "The outline of a file."})
    workspace_symbols: bool = field(
        default=True,
        metadata={"doc": "Search all definitions of the project by name, but for those of disabled languages."},
    )
    signature_help: bool = field(default=True, metadata={"doc": "Show the parameters of the call being written."})
    folding: bool = field(default=True, metadata={"doc": "Say which lines can be folded."})
    selection: bool = field(default=True, metadata={"doc": "Grow the selection by syntax."})
    max_references: int = field(default=2000, metadata={"doc": "At most this many references are given."})
