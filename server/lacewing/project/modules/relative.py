"""Files that name each other by their paths: shell scripts, style sheets, pages.

A path counts from the file that it stands in, else from the project's root, where scripts are often run and pages often
served from. Addresses lead out of the project.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from lacewing.project.facts import Import
from lacewing.project.modules.convention import Convention, Target
from lacewing.project.modules.files import ProjectPaths, joined


def find(files: ProjectPaths, importing: str, imported: Import) -> Sequence[Target]:
    """The file of that path: all that it defines is there."""
    path = imported.module.partition("?")[0].partition("#")[0]
    if not path or "://" in path:
        return ()
    folders = [] if path.startswith("/") else [posixpath.dirname(importing)]
    found = files.existing(place for folder in (*folders, "") if (place := joined(folder, path.lstrip("/"))))
    return [Target(found[0], "*")] if found else ()


CONVENTION = Convention(find, flat=False, reexports=True)
