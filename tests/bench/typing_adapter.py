"""The embedded engine behind the JSON-lines protocol of the typing simulator.

    typing_sim.py --engine "python tests/bench/typing_adapter.py" --repo DIR --lang python

Requests and answers, one JSON object a line: `{"op": "hello"}`, `{"op": "train", "root", "files"}`, and
`{"file", "prefix", "suffix", "force", "boundary"}`, answered by `items`, `inline`, `conf`, `modes`, `cpu_ms`.
The mode `part65` is what the server offers: the whole line where it is likely, else its likely part.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import orjson

from lacewing.engine.decode import choose
from lacewing.engine.engine import Engine, EngineQuery
from lacewing.engine.options import EngineOptions

SERVED = EngineOptions(line_threshold=0.65)


def main() -> None:
    """Answer until the input ends."""
    engine = Engine()
    for line in sys.stdin.buffer:
        message = orjson.loads(line)
        match message.get("op"):
            case "hello":
                answer: dict[str, Any] = {"ok": True}
            case "train":
                answer = train(engine, Path(message["root"]), message["files"])
            case _:
                answer = complete(engine, message)
        sys.stdout.buffer.write(orjson.dumps(answer) + b"\n")
        sys.stdout.buffer.flush()


def train(engine: Engine, root: Path, files: list[str]) -> dict[str, Any]:
    """Learn the files below `root`."""
    started = time.perf_counter()
    size = 0
    for name in files:
        data = (root / name).read_bytes()
        size += len(data)
        engine.learn(name, data.decode("utf-8", "replace"))
    engine.settle()
    return {"ok": True, "mb": size / 1e6, "seconds": time.perf_counter() - started}


def complete(engine: Engine, message: dict[str, Any]) -> dict[str, Any]:
    """List items and ghost texts at one place."""
    started = time.process_time()
    suffix = message.get("suffix", "")
    query = EngineQuery(message["file"], message["prefix"], suffix, "", message.get("boundary", False))
    if message.get("force"):
        cuts = engine.line(query, 0.0).cuts
        return {"items": [], "inline": cuts[-1].text if cuts else None, "conf": 0.0}
    prediction = engine.predict(query)
    line = engine.line(query)
    ended = line.cuts[-1] if line.cuts and line.cuts[-1].whole_line else None
    served = choose(line, SERVED)
    return {
        "items": [{"text": text, "score": round(share, 4)} for text, share in prediction.tokens[:20] if text != "\n"],
        "inline": ended.text if ended and len(ended.text.strip()) > 1 else None,
        "conf": ended.confidence if ended else 0.0,
        "modes": {"part65": served[0].text if served else None},
        "cpu_ms": round((time.process_time() - started) * 1e3, 3),
    }


if __name__ == "__main__":
    main()
