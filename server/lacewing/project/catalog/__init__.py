"""What retrieval knows of a project: its definitions and the words of its code, as arrays that are mapped from disk."""
