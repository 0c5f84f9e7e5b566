"""What is done to a candidate before it is shown: one filter a file, the order in the package's pipeline."""
