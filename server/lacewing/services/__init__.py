"""The features bound to open folders, documents, an engine and a model: the one facade that every door calls."""

from lacewing.services.folder import Folder, FolderState
from lacewing.services.services import Services

__all__ = ["Folder", "FolderState", "Services"]
