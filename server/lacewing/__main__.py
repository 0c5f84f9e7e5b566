"""`python -m lacewing` is the same as the `lacewing` command."""

from lacewing.app import main

if __name__ == "__main__":
    main()
