"""SQLite on disk: opening, migrating, recovering. Knows nothing of what is stored."""
