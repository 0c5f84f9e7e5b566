"""Execution of generated code, only when the user asked, in a limited subprocess."""
