"""What a user meets, as functions from plain data to plain data. Features do not import each other."""
