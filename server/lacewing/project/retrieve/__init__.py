"""Retrievers: each finds candidate pieces of context for a place in the code, with a reason and a score."""
