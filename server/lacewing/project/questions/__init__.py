"""Questions in words: which definitions and sections of documents of the project they are about."""
