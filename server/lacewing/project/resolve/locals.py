"""What gives a local name its value at a place."""

from __future__ import annotations

from lacewing.project.facts import Binding, Symbol
from lacewing.project.resolve.views import FUNCTIONS, TYPES, FileView


def local_binding(view: FileView, name: str, offset: int | None, local: bool = True) -> Binding | Symbol | None:
    """What gives a local `name` its value at byte `offset`: its nearest binding before that (looked for when
    `local`), or the function that it is a parameter of."""
    if offset is None:
        return None
    at = offset
    regions = [each for each in view.around(at) if each.kind in FUNCTIONS or each.kind in TYPES]
    if not regions:
        return _nearest(view, view.bound([], 0).get(name), at) if local else None
    for number, region in enumerate(regions):
        if number and region.kind in TYPES:
            continue
        if local and (found := _nearest(view, view.bound(regions, number).get(name), at)):
            return found
        if any(parameter.name == name for parameter in region.parameters):
            return region
    return None


def _nearest(view: FileView, bindings: list[Binding] | None, offset: int) -> Binding | None:
    """The last binding that begins before `offset` and still holds there; the type given with it before its value."""
    best: Binding | None = None
    for binding in view.holding(bindings, offset) if bindings else ():
        if best is None or binding.start > best.start:
            best = binding
    return best
