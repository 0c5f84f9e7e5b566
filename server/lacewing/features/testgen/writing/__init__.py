"""The text of test files: assertions, tables, names, and additions to files that exist."""
