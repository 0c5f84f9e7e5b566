"""Explain cases: `@want explanation` is the Markdown for the cursor, `@want hover` the hover, "" when there is none.

The project's folder in links is written ROOT.
"""

from __future__ import annotations

import threading
from pathlib import Path

from lacewing.services import Services
from marks import Case


def run(case: Case, root: Path) -> dict[str, str]:
    services = Services(cache_dir=root / ".cache")
    folder = services.open_folder(root)
    try:
        folder.index_facts(cancelled=threading.Event())
        name, offset = case.cursor()
        source = services.source(folder.root / name)
        explanation = services.explain(source, offset)
        hover = services.hover(source, offset)
    finally:
        services.close_folder(root)
    return {
        "explanation": explanation.markdown.replace(folder.root.as_uri(), "ROOT") if explanation else "",
        "hover": hover.hover + "\n" if hover else "",
    }
