"""llama.cpp's own server, from the wheel `xllamacpp`, with the tiny model, in a process of its own.

Run as a script it serves until its standard input ends, and prints its address first.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def llama_server(embeds: bool = False) -> Iterator[str]:
    """The address of a running server, such as http://127.0.0.1:40000; one that `embeds` does nothing else."""
    command = [sys.executable, __file__, *(["embeds"] if embeds else [])]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            address = process.stdout.readline().strip()
            assert address.startswith("http"), "the server did not start"
            yield address
        finally:
            process.kill()


def serve(embeds: bool) -> None:
    """Serve until standard input ends."""
    import xllamacpp
    from tiny_model import write_tiny_model

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tiny.gguf"
        write_tiny_model(path)
        parameters = xllamacpp.CommonParams()
        parameters.model.path = str(path)
        parameters.port = 0
        parameters.n_ctx = 8192
        parameters.n_batch = 512
        parameters.n_parallel = 2
        parameters.cpuparams.n_threads = 1
        parameters.endpoint_slots = True
        if embeds:
            parameters.embedding = True
            parameters.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN
            parameters.n_batch = parameters.n_ubatch = 4096  # a text is read in one step; a letter is a token
        server = xllamacpp.Server(parameters)
        print(server.listening_address, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    serve(sys.argv[1:] == ["embeds"])
