"""Where the names that a file imports come from, by each language's own rules; one file a convention.

`[imports] style` in `language.toml` names the convention: the module of that name here, whose `CONVENTION` is it. They
work on the list of the project's files and its configuration (`project/modules/files.py`), and know no symbols.
"""

from lacewing.project.modules.convention import Convention, Target, convention_of, style_of
from lacewing.project.modules.files import ProjectPaths

__all__ = ["Convention", "ProjectPaths", "Target", "convention_of", "style_of"]
