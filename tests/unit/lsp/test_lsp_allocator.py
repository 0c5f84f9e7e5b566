"""How memory is kept: threads that work at once share what the C library sets aside."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

ARENAS = """
import ctypes, sys, threading
from lacewing.lsp.allocator import keep_memory_small

if sys.argv[1] == "small":
    keep_memory_small()
library = ctypes.CDLL(None)
library.malloc.restype = ctypes.c_void_p
gate = threading.Barrier(6)

def work():
    gate.wait()
    for _ in range(200):
        library.malloc(ctypes.c_size_t(5000))
    gate.wait()

threads = [threading.Thread(target=work) for _ in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
library.fdopen.restype = ctypes.c_void_p
library.malloc_info(0, ctypes.c_void_p(library.fdopen(1, b"w")))
library.fflush(None)
"""


def arenas(how: str) -> int:
    done = subprocess.run([sys.executable, "-c", ARENAS, how], capture_output=True, text=True, timeout=60, check=True)
    return len(re.findall("<heap nr=", done.stdout))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have other allocators")
def test_threads_share_arenas() -> None:
    assert arenas("as it is") > 2
    assert arenas("small") <= 2
