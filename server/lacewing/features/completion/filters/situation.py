"""What a filter may know: the place, the trigger, the settings."""

from __future__ import annotations

from dataclasses import dataclass

from lacewing.features.completion.options import CompletionOptions
from lacewing.features.completion.place import Place
from lacewing.features.completion.trigger import Trigger


@dataclass(frozen=True, slots=True)
class Situation:
    """Where and how a completion is wanted."""

    place: Place
    trigger: Trigger
    options: CompletionOptions
