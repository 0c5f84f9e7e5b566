"""The model client: providers, streams, faults. Knows nothing of projects or editors."""
