"""The completion list: `list_completions` gives it, `list_in_turn` one at a time, `described` what one entry shows.

Each kind of entry has a module of its own (`members`, `names`, `arguments`, `import_lines`, `overrides`, `keys`,
`habits`); `ranking` puts what they find in order.
"""

from lacewing.features.completion.listing.details import described
from lacewing.features.completion.listing.listing import list_completions, list_in_turn

__all__ = ["described", "list_completions", "list_in_turn"]
