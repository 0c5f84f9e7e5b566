"""How a process that makes large arrays is to be started: memory kept, sorting by what this processor does well.

Must not know what the arrays are.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

# For the C library: giving memory back between the steps of making an index costs as much as the steps.
_KEEP_MEMORY = {"MALLOC_MMAP_THRESHOLD_": "4294967296", "MALLOC_TRIM_THRESHOLD_": "4294967296"}
_CPUINFO = Path("/proc/cpuinfo")


def array_environment(cpuinfo: Path = _CPUINFO) -> dict[str, str]:
    """The environment of this process with what a process that makes large arrays needs besides.

    NumPy sorts with AVX-512 where it finds it. On AMD's Zen 4, which writes the results of VPCOMPRESSQ to memory by
    microcode, that takes five times as long as AVX2 does (35 and 7 ns a 64-bit number). AMD's other processors are
    treated alike: older ones have no AVX-512, newer ones were not measured.
    """
    environment = {**os.environ, **_KEEP_MEMORY}
    if _made_by_amd(cpuinfo) and (features := _avx512_features()):
        environment.setdefault("NPY_DISABLE_CPU_FEATURES", " ".join(features))
    return environment


def _avx512_features() -> list[str]:
    """The features of that family that NumPy found and can do without, by its names for them."""
    shown = np.show_config(mode="dicts")
    found: list[str] = shown["SIMD Extensions"].get("found", []) if shown else []
    return [name for name in found if name.startswith(("AVX512", "X86_V4"))]


def _made_by_amd(cpuinfo: Path) -> bool:
    try:
        with cpuinfo.open("rb") as file:
            return b"AuthenticAMD" in file.read(1024)
    except OSError:
        return False
