"""Teaching the embedded engine a whole project, in a process of its own so that the server never stalls.

`python -m lacewing.services.learning ROOT CACHE_DIR OPTIONS FILE` reads the files the index includes, teaches the
engine saved in FILE (a new one if there is none) what changed, and saves it there again, for the server to map.
"""

from __future__ import annotations

import dataclasses
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lacewing.config import Config, coerce
from lacewing.engine.options import EngineOptions
from lacewing.model.redaction.types import OwnPattern
from lacewing.project.options import ProjectOptions
from lacewing.project.secret_files import holds_secrets
from lacewing.project.workspace import Project
from lacewing.syntax.language import language_for_path

if TYPE_CHECKING:  # whoever only asks for a learner process loads no engine
    from lacewing.engine.engine import Engine
    from lacewing.engine.secrets import Secrets


def engine_file(project: Project) -> Path:
    """Where the engine of `project` is kept: beside its index."""
    return project.database_path.with_suffix(".engine")


def learn_in_subprocess(
    root: Path,
    config: Config,
    own: Sequence[OwnPattern],
    cache_dir: Path | None,
    file: Path,
    cancelled: threading.Event,
) -> None:
    """Run the process that saves an engine in `file` to its end, or kill it when `cancelled` is set.

    Secrets are not learned, an organisation's `own` included. Raises OSError with the process' last words when it
    fails.
    """
    from lacewing.storage.array_process import array_environment

    options = {
        "engine": dataclasses.asdict(config.engine),
        "project": dataclasses.asdict(config.project),
        "secrets": [[pattern.regex.pattern, pattern.regex.flags, pattern.kind] for pattern in own],
    }
    command = [sys.executable, "-m", "lacewing.services.learning", str(root), str(cache_dir or ""), json.dumps(options)]
    command.append(str(file))
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=array_environment()
    )
    while True:
        try:
            _, errors = process.communicate(timeout=0.2)
            break
        except subprocess.TimeoutExpired:
            if cancelled.is_set():
                process.kill()
    if process.returncode and not cancelled.is_set():
        words = errors.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise OSError(f"learning {root} failed (exit {process.returncode}): {words}")


def saved_engine(file: Path, options: EngineOptions, secrets: Secrets, threads: int = 1) -> Engine | None:
    """The engine saved in `file`, None when there is none; a damaged one is deleted, as it can be learned again."""
    from lacewing.engine.engine import Engine
    from lacewing.storage.arrays import DamagedArraysError

    try:
        return Engine.load(file, options, secrets, threads)
    except FileNotFoundError:
        return None
    except DamagedArraysError:
        file.unlink(missing_ok=True)
        return None


def learn(
    project: Project, options: EngineOptions, file: Path, own: Sequence[OwnPattern] = (), processes: int = 1
) -> Engine:
    """An engine that has learned every file of `project` and nothing else, begun from the one saved in `file`.

    It is the same however many `processes` and threads work on it.
    """
    from lacewing.engine.engine import Engine
    from lacewing.services.lexing import lexed, secrets_with

    secrets = secrets_with(own)
    engine = saved_engine(file, options, secrets, processes) or Engine(options, secrets=secrets, threads=processes)
    # Where no cache can be written, the server's index is its own, and this process finds the files itself.
    paths = project.index.files() or [found.path for found in project.files.walk(threading.Event()).files]
    paths = [path for path in paths if is_learned(path)]
    for path in set(engine.paths()) - set(paths):
        engine.forget(path)
    for batch in lexed(_unknown(project, engine, paths), own, processes):
        engine.learn_batch(batch)
    return engine


def _unknown(project: Project, engine: Engine, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The files that have to be learned; those that may not or no longer can be read are forgotten."""
    from lacewing.engine.lexer import normalised

    for path in paths:
        data = project.read(project.root / path)
        text = normalised(data.decode("utf-8", "replace")) if data is not None else ""
        if data is None or not engine.may_learn(text):
            engine.forget(path)
        elif not engine.knows(path, text):
            yield path, data


def is_learned(path: str) -> bool:
    """Whether the engine learns from a file of this name: from code and markup, not from data, prose and secrets."""
    language = language_for_path(path)
    return (language is None or language.role not in ("data", "prose")) and not holds_secrets(path)


def _options(kind: Any, values: dict[str, Any]) -> Any:
    import typing

    hints = typing.get_type_hints(kind)
    return kind(**{name: coerce(value, hints[name]) for name, value in values.items()})


def main(root: str, cache_dir: str, options: str, file: str) -> None:
    """Teach and save; the arguments are those of `learn_in_subprocess`."""
    if hasattr(os, "nice"):
        os.nice(10)
    parsed = json.loads(options)
    project = Project(Path(root), _options(ProjectOptions, parsed["project"]), Path(cache_dir) if cache_dir else None)
    own = [OwnPattern(re.compile(pattern, flags), kind) for pattern, flags, kind in parsed["secrets"]]
    try:
        engine_options = _options(EngineOptions, parsed["engine"])
        learn(project, engine_options, Path(file), own, project.options.worker_count).save(Path(file))
    finally:
        project.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
