from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lacewing.storage.array_process import array_environment

_AVX512 = (
    "import numpy; found = numpy.show_config(mode='dicts')['SIMD Extensions'].get('found', []);"
    "print([name for name in found if name.startswith(('AVX512', 'X86_V4'))])"
)


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NPY_DISABLE_CPU_FEATURES", raising=False)


def test_numpy_takes_the_environment_on_amd_without_a_warning(tmp_path: Path) -> None:
    (tmp_path / "cpuinfo").write_text("processor\t: 0\nvendor_id\t: AuthenticAMD\n")
    command = [sys.executable, "-W", "error", "-c", _AVX512]
    environment = array_environment(tmp_path / "cpuinfo")
    assert subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize("text", ["vendor_id\t: GenuineIntel\n", None])
def test_other_processors_and_systems_keep_all(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "cpuinfo").write_text(text)
    assert "NPY_DISABLE_CPU_FEATURES" not in array_environment(tmp_path / "cpuinfo")


def test_what_is_set_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cpuinfo").write_text("vendor_id\t: AuthenticAMD\n")
    monkeypatch.setenv("NPY_DISABLE_CPU_FEATURES", "AVX512_SPR")
    assert array_environment(tmp_path / "cpuinfo")["NPY_DISABLE_CPU_FEATURES"] == "AVX512_SPR"
