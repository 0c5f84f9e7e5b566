"""The command line: one file a command, each converts its arguments, calls a feature and prints the answer."""
