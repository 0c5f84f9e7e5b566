"""The embedded completion engine: learns from the tokens it is handed, predicts the next ones, needs no model."""
