"""Stages an answer passes through piece by piece on its way to whoever asked. Each is fed text and gives text."""
