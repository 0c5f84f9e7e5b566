"""One file a provider of models."""
