"""The completion list: `list_completions` gives it, `described` what an editor shows of one entry.

Each kind of entry has a module of its own (`members`, `names`, `arguments`, `import_lines`, `overrides`, `keys`,
`habits`); `ranking` puts what they find in order.
"""

from lacewing.features.completion.listing.details import described
from lacewing.features.completion.listing.listing import list_completions

__all__ = ["described", "list_completions"]
