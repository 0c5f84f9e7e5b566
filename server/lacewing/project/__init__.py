"""What the project knows: its files, facts, index and the context they give. Knows nothing of models or editors."""
