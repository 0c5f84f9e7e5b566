"""The Language Server Protocol door: the only importer of pygls and lsprotocol."""
