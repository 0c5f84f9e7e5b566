"""Navigation cases. Places are `file:line:column` from 1, columns in letters; the file with the cursor is open, unsaved.

`@want` names what is asked: definition, declaration, type, implementation, references (with the definition),
highlights, signature (the active parameter between « and »), outline, folding, selection; `symbols` with `-- @query --`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from lacewing.features.navigation.types import OutlineEntry, Signatures, Site
from lacewing.services import Services
from lacewing.services.folder import Folder
from lacewing.services.navigation import Goal, Navigation
from lacewing.syntax.source import Source
from lacewing.text.position import PositionEncoding
from marks import Case

GOALS: tuple[Goal, ...] = ("definition", "declaration", "type", "implementation")


def run(case: Case, root: Path) -> dict[str, str]:
    services = Services(cache_dir=root / ".cache")
    folder = services.open_folder(root)
    try:
        folder.index_facts(cancelled=threading.Event())
        name, offset = case.cursor()
        source = services.source(folder.root / name)
        services.set_document(source)
        wanted = {section.argument for section in case.all("want")}
        results = dict(_asked(services, folder, source, offset, wanted))
        for section in case.all("query"):
            found = services.workspace_symbols(section.argument)
            results["symbols"] = _lines(f"{each.kind} {each.container} {each.name}" for each in found)
        return results
    finally:
        services.close_folder(root)


def _asked(
    services: Services, folder: Folder, source: Source, offset: int, wanted: set[str]
) -> Iterator[tuple[str, str]]:
    asked = services.navigation(source)
    for goal in GOALS:
        if goal in wanted:
            found = asked.goto(goal, offset)
            yield goal, _places(services, folder, found[1] if found is not None else [])
    if "references" in wanted:
        yield "references", _places(services, folder, asked.references(offset, True))
    if "highlights" in wanted:
        marked = asked.highlights(offset)
        shown = (f"{_place(source, each.span.start)} {'write' if each.written else 'read'}" for each in marked)
        yield "highlights", _lines(shown)
    if "signature" in wanted:
        yield "signature", _signatures(asked.signatures(offset))
    yield from _structure(asked, source, offset)


def _structure(asked: Navigation, source: Source, offset: int) -> Iterator[tuple[str, str]]:
    yield "outline", _lines(_entries(asked.outline(), 0))
    yield "folding", _lines(f"{fold.start + 1}-{fold.end + 1} {fold.kind}".rstrip() for fold in asked.folds())
    spans = asked.selection_ranges(offset)
    texts = (source.data[span.start : span.end].decode().replace("\n", "⏎") for span in spans)
    yield "selection", _lines(text if len(text) < 60 else f"{text[:40]}…{text[-10:]}" for text in texts)


def _places(services: Services, folder: Folder, sites: Iterable[Site]) -> str:
    def shown(site: Site) -> str:
        source = services.source(Path(site.path))
        relative = Path(site.path).relative_to(folder.root).as_posix()
        name = source.data[site.span.start : site.span.end].decode()
        return f"{relative}:{_place(source, site.span.start)} {name}".rstrip()

    return _lines(map(shown, sites))


def _place(source: Source, offset: int) -> str:
    position = source.lines.position(offset, PositionEncoding.UTF32)
    return f"{position.line + 1}:{position.character + 1}"


def _entries(entries: Iterable[OutlineEntry], depth: int) -> Iterator[str]:
    for each in entries:
        yield f"{'  ' * depth}{each.kind} {each.name} {each.detail}".rstrip()
        yield from _entries(each.children, depth + 1)


def _signatures(found: Signatures | None) -> str:
    if found is None:
        return ""
    lines = []
    for number, each in enumerate(found.signatures):
        label = each.label
        if each.active >= 0 and each.parameters:
            start, end = each.parameters[each.active]
            label = f"{label[:start]}«{label[start:end]}»{label[end:]}"
        lines.append(("* " if number == found.active else "  ") + label)
    return _lines(lines)


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
