"""No test reads the settings, keys or caches of whoever runs it, or writes to them."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

# What the tests themselves are told by.
_OF_THE_TESTS = frozenset(["LACEWING_UPDATE_GOLDENS", "LACEWING_ARTIFACTS", "LACEWING_PYTHON"])


@pytest.fixture(autouse=True, scope="session")
def _nobodys_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Settings and state of the user in empty folders, for this process and those it starts."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
            patch.setenv(name, str(tmp_path_factory.mktemp(name.lower())))
        for name in os.environ.keys() - _OF_THE_TESTS:
            if name.startswith("LACEWING_") or name.endswith("_API_KEY"):
                patch.delenv(name)
        yield
