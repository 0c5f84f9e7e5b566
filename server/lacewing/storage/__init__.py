"""What is kept on disk: SQLite that recovers, files of arrays to map, whole writes. Knows nothing of what it means."""
