"""Next edit: after a change, where else the same must be done, and how. No model is needed."""
