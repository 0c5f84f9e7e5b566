"""Lacewing: a coding-assistant language server that knows the project and works with any model or none."""

import os

__version__ = "0.1.0"

# The products here are of small matrices: handing them to threads that wait for each other by spinning doubles what an
# answer costs. Read when numpy is first imported, so it must stand before all other imports of the package.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
