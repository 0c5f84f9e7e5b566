"""How a file is made to import a name: what the import says (`spelling`), and where it is written (`writing`)."""

from lacewing.project.import_edits.spelling import habitual_import, import_of
from lacewing.project.import_edits.writing import import_edits
from lacewing.project.imported import Imported

__all__ = ["Imported", "habitual_import", "import_edits", "import_of"]
