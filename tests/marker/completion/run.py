"""Cases of completion. The cursor is in one file; the other files are the project that was learned.

`-- @ask --` asks for ghost text by hand, `-- @type --` as while typing, `-- @model --` gives what a model says instead
of the engine, `-- @list --` asks for the list, `-- @accept LABEL --` takes one of its entries (wanted as `accepted`, what
is shown of it as `described`). Wanted is the file after accepting the first ghost text, "(nothing)"
when there is none, or for `list` the first lines of labels.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters.situation import Situation
from lacewing.features.completion.finish import finish
from lacewing.features.completion.inline import CompletionSources, inline_completions
from lacewing.features.completion.listing import described, list_completions
from lacewing.features.completion.options import CompletionOptions
from lacewing.features.completion.place import Place
from lacewing.features.completion.trigger import decide
from lacewing.features.completion.types import InlineCompletion
from lacewing.syntax.source import Source, source_of
from lacewing.text.edit import TextEdit, apply_edits
from marker.completion.learned_project import learned_project
from marks import Case


def run(case: Case, root: Path) -> dict[str, str]:
    """The file after accepting, and the labels of the list where one is asked for."""
    name, offset = case.cursor()
    files = {path: marked.data for path, marked in case.files.items()}
    source = source_of(root / name, files[name])
    with learned_project(files, root, name) as sources:
        results = {name: _accepted(case, source, offset, sources)}
        for section in case.all("list"):
            items = list_completions(source, offset, sources, CompletionOptions())
            labels = [item.label for item in items][: int(section.argument or 5)]
            results["list"] = "".join(f"{label}\n" for label in labels)
        for section in case.all("accept"):
            items = list_completions(source, offset, sources, CompletionOptions())
            item = next(each for each in items if each.label == section.argument)
            item = described(item, source, offset, sources)
            edits = [*item.additional, TextEdit(item.span, item.insert_text)]
            results["accepted"] = apply_edits(source.data, edits).decode()
            results["described"] = f"{item.detail}\n{item.documentation}\n"
    return results


def _accepted(case: Case, source: Source, offset: int, sources: CompletionSources) -> str:
    scripted = case.all("model")
    if scripted:
        completion = _from_model(scripted[0].body.removesuffix("\n"), source, offset)
    else:
        manual = bool(case.all("ask"))
        found = asyncio.run(inline_completions(source, offset, sources, CompletionOptions(), manual))
        completion = found[0] if found else None
    if completion is None:
        return "(nothing)\n"
    return apply_edits(source.data, [TextEdit(completion.span, completion.text)]).decode()


def _from_model(text: str, source: Source, offset: int) -> InlineCompletion | None:
    options = CompletionOptions()
    place = Place(source.at(offset), offset)
    trigger = decide(place, options, True)
    assert trigger is not None
    found = finish([Candidate(text, "model", 0.9)], Situation(place, trigger, options))
    return found[0] if found else None
