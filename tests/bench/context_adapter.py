"""Retrieval behind a JSON-lines protocol, so that any harness can score it.

    python tests/bench/context_adapter.py REPO [--without RETRIEVER …] [--serve]

Indexes REPO from scratch, prints `{"ready": true}`, then answers each line
`{"id", "file", "prefix", "suffix", "line", "character", "budget"}` with `{"id", "context", "pieces"}` and a time.
The file's text is prefix and suffix, whatever lies on disk, as if an editor had it open; a token is four characters.

By default the project's code is called here, and `cpu_ms` is the processor time of the retrieval alone, the facts of
the open text and its tree being there. With `--serve` a real server is asked over stdio as an editor asks it, by
`lacewing/context`, and `wall_ms` is the time until its answer; the contexts are the same.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import orjson

sys.path.insert(0, str(Path(__file__).parents[1]))

from lacewing.project.context import gather
from lacewing.project.extract import facts_of_tree
from lacewing.project.retrieve.types import RetrievalQuery
from lacewing.project.workspace import Project
from lacewing.syntax.source import source_of
from lacewing.text.position import LineIndex, PositionEncoding
from lsp_client import Client, ErrorAnswer

CHARACTERS_PER_TOKEN = 4
INDEXING_SECONDS = 3600.0

Answering = Callable[[dict[str, Any]], dict[str, Any]]


@click.command()
@click.argument("repository", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--without", multiple=True, help="A retriever to leave out.")
@click.option("--serve", is_flag=True, help="Ask a server over stdio.")
def main(repository: Path, without: tuple[str, ...], serve: bool) -> None:
    """Answer until the input ends."""
    with tempfile.TemporaryDirectory() as cache:
        opened = served if serve else direct
        with opened(repository.resolve(), Path(cache), without) as answer:
            tell({"ready": True})
            for line in sys.stdin.buffer:
                question = orjson.loads(line)
                tell({"id": question.get("id"), **answer(question)})


@contextmanager
def direct(repository: Path, cache: Path, without: tuple[str, ...]) -> Iterator[Answering]:
    """Answers of the project's code in this process."""
    project = Project(repository, cache_dir=cache)
    project.update_index()
    project.catalog.settle(threading.Event())
    project.catalog.catalog()

    def answer(question: dict[str, Any]) -> dict[str, Any]:
        path, prefix = question["file"], question["prefix"].encode()
        source = source_of(repository / path, prefix + question["suffix"].encode())
        if source.language is not None and source.tree is not None:
            facts = facts_of_tree(source.tree.root_node, source.data, source.language)
            project.index.set_overlay(path, facts, source)
        began = time.process_time()
        query = RetrievalQuery(source, path, len(prefix), project.read, project.may_leave)
        catalog = project.catalog.catalog(path)
        found = gather(query, project.index, catalog, question["budget"], cost, without, explain=False)
        spent = (time.process_time() - began) * 1000
        project.index.drop_overlay(path)
        if found.failures:
            print(*found.failures, file=sys.stderr)
        return {"context": found.prompt, "cpu_ms": spent, "pieces": len(found.pieces)}

    yield answer
    project.close()


@contextmanager
def served(repository: Path, cache: Path, without: tuple[str, ...]) -> Iterator[Answering]:
    """Answers of a server, each for a document that is opened for it and closed again."""
    with Client(env={"LACEWING_CACHE_DIR": str(cache), "LACEWING_MODEL_PROVIDER": "none"}) as client:
        encodings = {"general": {"positionEncodings": ["utf-8"]}}
        client.initialize(repository, encodings, {"client": {"showsStatus": True}})
        client.wait_notification(
            "lacewing/status", lambda params: params["state"] in ("ready", "error"), INDEXING_SECONDS
        )

        def answer(question: dict[str, Any]) -> dict[str, Any]:
            prefix, suffix = question["prefix"], question["suffix"]
            uri, data = (repository / question["file"]).as_uri(), prefix.encode()
            place = LineIndex(data).position(len(data), PositionEncoding.UTF8)
            client.open(uri, prefix + suffix, "")
            params = {
                "textDocument": {"uri": uri},
                "position": {"line": place.line, "character": place.character},
                "budget": question["budget"],
                "without": list(without),
            }
            began = time.perf_counter()
            try:
                found = client.request("lacewing/context", params)
            except ErrorAnswer as error:
                print(error, file=sys.stderr)
                found = {"prompt": "", "pieces": [], "failures": []}
            spent = (time.perf_counter() - began) * 1000
            client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
            if found["failures"]:
                print(*found["failures"], file=sys.stderr)
            return {"context": found["prompt"], "wall_ms": spent, "pieces": len(found["pieces"])}

        yield answer
        client.close()


def cost(text: str) -> float:
    """What a text costs, in tokens."""
    return len(text) / CHARACTERS_PER_TOKEN


def tell(message: dict[str, Any]) -> None:
    """One line of output."""
    sys.stdout.buffer.write(orjson.dumps(message) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
