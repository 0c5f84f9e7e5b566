"""What is done to a candidate before it is shown: one filter a file, their order here and nowhere else.

A filter is a function `(candidate, situation) -> Candidate | None`; None drops the candidate. It knows nothing of the
other filters, but may rely on those before it.
"""

from __future__ import annotations

from collections.abc import Callable

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters.blank import drop_blank
from lacewing.features.completion.filters.copied_line import drop_copied_line
from lacewing.features.completion.filters.fences import strip_fences
from lacewing.features.completion.filters.following_lines import trim_following_lines
from lacewing.features.completion.filters.indentation import fit_indentation
from lacewing.features.completion.filters.line_ends import restore_line_ends, unify_line_ends
from lacewing.features.completion.filters.loop import cut_loop
from lacewing.features.completion.filters.path_line import drop_path_line
from lacewing.features.completion.filters.repeated_prefix import strip_repeated_prefix
from lacewing.features.completion.filters.shape import cut_to_shape
from lacewing.features.completion.filters.situation import Situation
from lacewing.features.completion.filters.special_tokens import cut_special_tokens
from lacewing.features.completion.filters.suffix import fit_suffix
from lacewing.features.completion.filters.unfinished import trim_unfinished

Filter = Callable[[Candidate, Situation], Candidate | None]

# What only models do wrong comes first; then the form every text must have.
FILTERS: tuple[Filter, ...] = (
    unify_line_ends,
    cut_special_tokens,
    strip_fences,
    drop_path_line,
    trim_unfinished,
    strip_repeated_prefix,
    cut_loop,
    fit_indentation,
    cut_to_shape,
    trim_following_lines,
    drop_copied_line,
    fit_suffix,
    drop_blank,
    restore_line_ends,
)


def apply_filters(candidate: Candidate, situation: Situation) -> Candidate | None:
    """The candidate after all filters, None when one of them dropped it."""
    current: Candidate | None = candidate
    for each in FILTERS:
        if current is None:
            return None
        current = each(current, situation)
    return current
