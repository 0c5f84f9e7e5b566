"""Inline and list completion: trigger, candidates, filters, an exact and syntax-checked edit."""
