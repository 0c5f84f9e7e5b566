"""Generated files are what the code makes of them now."""

from __future__ import annotations

import subprocess
import sys

import pytest

from marks import UPDATE
from tidy.generated_files import GENERATED, ROOT


def test_settings_of_the_vscode_extension_are_current() -> None:
    script = ROOT / "editors/vscode/scripts/settings.py"
    result = subprocess.run(
        [sys.executable, str(script), "--check"], capture_output=True, text=True, timeout=60, check=False
    )
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("name", GENERATED)
def test_generated_file_is_current(name: str) -> None:
    wanted = GENERATED[name]()
    path = ROOT / name
    if UPDATE:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted, "utf-8")
    assert path.read_text("utf-8") == wanted, f"{name} is stale: LACEWING_UPDATE_GOLDENS=1 pytest tests/tidy"
