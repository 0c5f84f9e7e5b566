"""Vectors of a folder's functions, types and documents, made by the embedding model in the background and kept on disk.

A text, which names its file, is asked about once: its vector is kept under what it says and the model's name, for a
while also when it is there no more. Whatever goes wrong ends the work until there is a reason to go on: files changed,
or somebody asks a question.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lacewing.model.errors import ModelError, ModelRefusedError
from lacewing.model.types import ContextFile, Vectors
from lacewing.services.folder import Folder

if TYPE_CHECKING:
    from lacewing.model.guarded import GuardedModel
    from lacewing.project.questions.units import Unit
    from lacewing.project.questions.vectors import Stored
    from lacewing.project.questions.vectors import Vectors as VectorStore

# So many texts are asked about first; then twice as many after a quick answer, half of them after a slow one, as a
# server without a graphics card reads a few thousand tokens a second and may be asked by others too.
_FIRST_BATCH = 4
_QUICK_S, _SLOW_S = 1.0, 4.0
_PAUSE_S = 0.005  # between files, for whoever waits for the interpreter
# Asked about alone, such a text is refused as well, by any server of the model: it is left out.
_OWN_FAULT = frozenset(["too_long", "request", "content"])
# A key over several lines could be cut in two, and its halves not be known for secrets: such a file is left out.
_KEY_MARK = b"PRIVATE KEY"


CurrentModel = Callable[[], "GuardedModel | None"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """`known` of `units` have a vector; `failure` says why not all have, "" while there is no reason."""

    known: int
    units: int
    failure: str = ""


def store_of(folder: Folder) -> VectorStore:
    """Where the vectors of `folder` are kept: beside its index."""
    from lacewing.project.questions.vectors import Vectors as VectorStore

    return VectorStore(folder.vectors_path)


async def embed_folder(folder: Folder, current: CurrentModel, on_step: Callable[[Coverage], None]) -> Coverage | None:
    """Give every unit of `folder` its vector, by the model that is `current` before each request; None without one.

    Stops at the first fault that another text would meet too, and when the settings name another model.
    """
    store, model = store_of(folder), current()
    if model is None:
        return None
    name = model.embedding_name
    from lacewing.storage.faults import StorageError

    try:
        await _read_units(folder, store)
        failure = ""
        try:
            await _embed_missing(folder, store, name, current, on_step)
        except ModelError as error:
            now = current()  # that a model was closed because another is named is no failure
            failure = str(error) if now is not None and now.router is model.router else ""
        return Coverage(*await asyncio.to_thread(store.covered, name), failure)
    except (OSError, StorageError) as error:  # the folder was closed, say
        return Coverage(0, 0, str(error))


async def _read_units(folder: Folder, store: VectorStore) -> None:
    """Have the store know the units of every file as it is now, up to as many as are allowed."""
    stored, current = await asyncio.to_thread(lambda: (store.files(), _may_be_embedded(folder)))
    await asyncio.to_thread(store.forget_files, stored.keys() - current.keys())
    changed = [path for path, facts in current.items() if stored.get(path) != facts]
    for path in changed:
        await asyncio.to_thread(_read_file, folder, store, path, current[path])
        await asyncio.sleep(_PAUSE_S)
    if changed:
        await asyncio.to_thread(store.drop_orphans)


def _may_be_embedded(folder: Folder) -> dict[str, bytes]:
    """The files that may leave, those nearest the root first, by path with what their units depend on: the key of
    their facts and the limit."""
    keys, limit = folder.project.index.keys(), b"%d" % folder.config.project.max_embedded
    nearest = sorted(keys, key=lambda path: (path.count("/"), path))
    return {path: keys[path] + limit for path in nearest if folder.may_leave(path)}


def _read_file(folder: Folder, store: VectorStore, path: str, facts: bytes) -> None:
    from lacewing.project.questions.units import key_of

    room = folder.config.project.max_embedded - store.units_beside(path)
    units = [(unit, key_of(text)) for unit, text in _texts(folder, path).items()]
    store.put_file(path, facts, units[: max(0, room)])


def _texts(folder: Folder, path: str) -> dict[Unit, str]:
    """The text that stands for each unit of a file as it is on disk."""
    from lacewing.project.questions.units import unit_text, units_of

    data = folder.project.read(path)
    if data is None or _KEY_MARK in data:
        return {}
    rows = data.split(b"\n")
    texts = ((unit, unit_text(path, unit, rows)) for unit in units_of(folder.project.index.symbols_in(path)))
    return {unit: text for unit, text in texts if text}


async def _embed_missing(
    folder: Folder, store: VectorStore, name: str, current: CurrentModel, on_step: Callable[[Coverage], None]
) -> None:
    after, size, now = 0, _FIRST_BATCH, asyncio.get_running_loop().time
    known, units = await asyncio.to_thread(store.covered, name)
    # Settings and policies change while this goes on, which may be for long.
    while (model := current()) is not None and model.embedding_name == name:
        size = min(size, model.embed_batch)
        batch = await asyncio.to_thread(store.missing, name, after, size)
        if not batch:
            return
        after = batch[-1].id
        texts = await asyncio.to_thread(_texts_of, folder, batch)
        if texts:
            began = now()
            vectors = await _embedded(model, texts)
            size = size * 2 if now() - began < _QUICK_S else max(1, size // 2) if now() - began > _SLOW_S else size
            await asyncio.to_thread(store.put_vectors, name, vectors)
            known += sum(unit.key in vectors for unit in batch)
            on_step(Coverage(known, units))


def _texts_of(folder: Folder, batch: Sequence[Stored]) -> dict[bytes, ContextFile]:
    """The texts of units by their keys; what changed since it was stored, or may leave no more, is left out."""
    from lacewing.project.questions.units import key_of

    found: dict[bytes, ContextFile] = {}
    for path in dict.fromkeys(each.path for each in batch):
        wanted = {each.key for each in batch if each.path == path}
        if folder.may_leave(path):
            texts = {key_of(text): ContextFile(path, text) for text in _texts(folder, path).values()}
            found |= {key: texts[key] for key in wanted & texts.keys()}
    return found


async def _embedded(model: GuardedModel, texts: dict[bytes, ContextFile]) -> dict[bytes, list[float]]:
    """The vectors of `texts` by their keys; where a few are refused, those of the others.

    Raises ModelError for what is not the fault of single texts.
    """
    try:
        vectors: Vectors = await model.embed(list(texts.values()))
    except ModelRefusedError as error:
        if error.kind not in _OWN_FAULT:
            raise
        found = await _embedded_apart(model, texts) if len(texts) > 1 else {}
        if not found and error.kind == "request":
            raise  # whatever it is asked, the server refuses
        return found
    return dict(zip(texts, vectors, strict=True))


async def _embedded_apart(model: GuardedModel, texts: dict[bytes, ContextFile]) -> dict[bytes, list[float]]:
    found: dict[bytes, list[float]] = {}
    for key, text in texts.items():
        try:
            found[key] = (await model.embed([text]))[0]
        except ModelRefusedError as error:
            if error.kind not in _OWN_FAULT:
                raise
    return found
