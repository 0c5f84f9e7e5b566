"""Positions, edits, documents and encodings: pure functions and values over UTF-8 text."""
