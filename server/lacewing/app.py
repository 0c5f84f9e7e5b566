"""The composition root: the only place where objects are wired."""


def main() -> None:
    """Run the command line."""
