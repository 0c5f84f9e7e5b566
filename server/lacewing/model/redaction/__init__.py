"""Secrets in text: found, replaced by placeholders, and put back into answers. Knows nothing of projects or HTTP."""
