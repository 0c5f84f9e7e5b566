"""Retrieval behind a JSON-lines protocol, so that any harness can score it.

    python tests/bench/context_adapter.py REPO [--without RETRIEVER …] [--weights FILE.npz]

Indexes REPO from scratch, prints `{"ready": true}`, then answers each line
`{"id", "file", "prefix", "suffix", "line", "character", "budget"}` with `{"id", "context", "cpu_ms", "pieces"}`.
The file's text is prefix and suffix, whatever lies on disk, as if an editor had it open; a token is four characters.
`cpu_ms` is the processor time of the retrieval alone, the facts of the open text being there.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import click
import orjson

from lacewing.project.context import gather
from lacewing.project.extract import extract
from lacewing.project.retrieve.types import RetrievalQuery
from lacewing.project.workspace import Project
from lacewing.syntax.source import source_of

CHARACTERS_PER_TOKEN = 4


@click.command()
@click.argument("repository", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--without", multiple=True, help="A retriever to leave out.")
def main(repository: Path, without: tuple[str, ...]) -> None:
    """Answer until the input ends."""
    with tempfile.TemporaryDirectory() as cache:
        project = Project(repository, cache_dir=Path(cache))
        project.update_index()
        project.catalog.settle(threading.Event())
        project.catalog.catalog()
        answer({"ready": True})
        for line in sys.stdin.buffer:
            answer(context(project, orjson.loads(line), without))
        project.close()


def context(project: Project, question: dict[str, Any], without: tuple[str, ...]) -> dict[str, Any]:
    """The answer to one question."""
    path = question["file"]
    prefix = question["prefix"].encode()
    source = source_of(Path(path), prefix + question["suffix"].encode())
    if source.language is not None:
        project.index.set_overlay(path, extract(source.data, source.language), source)
    began = time.process_time()
    query = RetrievalQuery(source, path, len(prefix), project.read, project.may_leave)
    catalog = project.catalog.catalog(path)
    found = gather(query, project.index, catalog, question["budget"], cost, without)
    spent = (time.process_time() - began) * 1000
    if found.failures:
        print(*found.failures, file=sys.stderr)
    return {"id": question.get("id"), "context": found.prompt, "cpu_ms": spent, "pieces": len(found.pieces)}


def cost(text: str) -> float:
    """What a text costs, in tokens."""
    return len(text) / CHARACTERS_PER_TOKEN


def answer(message: dict[str, Any]) -> None:
    """One line of output."""
    sys.stdout.buffer.write(orjson.dumps(message) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
