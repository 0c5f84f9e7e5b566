"""One file a method: convert in, call a feature, convert out."""
