"""One file a command of `workspace/executeCommand`: take arguments apart, call a feature, show the result."""
