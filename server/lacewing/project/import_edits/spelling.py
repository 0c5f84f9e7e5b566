"""What an import has to say so that a file may use a definition: the inverse of the conventions' `find`."""

from __future__ import annotations

from collections import Counter

from lacewing.project.facts import Import
from lacewing.project.imported import Imported
from lacewing.project.index import Index, Located
from lacewing.project.modules.convention import Wanted
from lacewing.project.resolve import resolver_of
from lacewing.syntax.language import family_of

_FILES_ASKED = 40


def import_of(index: Index, path: str, located: Located) -> Imported | None:
    """The import by which code of the file `path` gets at a definition in another file, checked by following it.

    None when it needs none (the same package), or when there is no such import. Where only the module can be imported
    (Go), `name` is "" and code uses it as `Imported.alias or` the module's last part, a dot, and the name.
    """
    if located.path == path or family_of(located.path) != family_of(path):
        return None
    snapshot = resolver_of(index).snapshot
    view = snapshot.view(path)
    own, outline = index.outline(path), index.outline(located.path)
    if view is None or own is None or outline is None:
        return None
    wanted = Wanted(path, own, located.path, outline, located.symbol)
    for imported in view.convention.spell(snapshot.paths, wanted):
        asked = Import(imported.module, imported.name, imported.alias, 0, 0, 0)
        targets = view.convention.find(snapshot.paths, path, asked)
        if any(target.file in ("", located.path) for target in targets[: 2 if imported.name else len(targets)]):
            return imported
    return None


def habitual_import(index: Index, path: str, name: str) -> Imported | None:
    """How other files of the project that use `name` import it, the commonest way: `np` is numpy, `json` is json.

    None when none does, and where the way counts from the file it stands in.
    """
    family = family_of(path)
    found: Counter[Imported] = Counter()
    for site in index.files_mentioning(name, _FILES_ASKED):
        outline = index.outline(site) if site != path and family_of(site) == family else None
        for each in outline.imports if outline else ():
            if each.bound == name and each.module and not each.module.startswith(".") and each.name != "*":
                found[Imported(each.module, each.name, each.alias)] += 1
    return max(found, key=lambda imported: (found[imported], imported), default=None)
