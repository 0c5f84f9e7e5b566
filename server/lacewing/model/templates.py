"""Fill-in-the-middle prompts from the formats in `model/fim/*.toml`."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lacewing.model.errors import ModelConfigError
from lacewing.model.types import FimRequest

_FOLDER = Path(__file__).parent / "fim"
_PLACEHOLDER = re.compile(r"\{(context|prefix|suffix|path|text|language)\}")


@dataclass(frozen=True, slots=True)
class Template:
    """One format.

    `template` holds `{context}{prefix}{suffix}{path}{language}`, `file` `{path}{text}`. Where there is context,
    `before_files` stands before it and `current`, with `{path}`, after it. `special` are the tokens with a meaning of
    their own, which user code must not hold and at which an answer ends; `models` are beginnings of names of models
    that are known to be trained on the format.
    """

    name: str
    template: str
    file: str
    special: tuple[str, ...]
    before_files: str = ""
    current: str = ""
    models: tuple[str, ...] = ()

    def prompt(self, request: FimRequest) -> str:
        """The prompt for `request`, in whose texts no special token may stand."""
        pieces = [_fill(self.file, path=piece.path, text=piece.text) for piece in request.context]
        return _fill(
            self.template,
            context=self.before_files + "".join(pieces) + _fill(self.current, path=request.path) if pieces else "",
            prefix=request.prefix,
            suffix=request.suffix,
            path=request.path,
            language=request.language,
        )


def template_names() -> list[str]:
    """The names of all formats."""
    return sorted(path.stem for path in _FOLDER.glob("*.toml"))


@functools.cache
def load_template(name: str) -> Template:
    """The format called `name`. Raises ModelConfigError naming those there are."""
    if name not in template_names():
        raise ModelConfigError(f"model.fim = {name!r} is unknown; known are {', '.join(template_names())}")
    raw: dict[str, Any] = tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))
    lists = {key: tuple(raw.pop(key, ())) for key in ("special", "models")}
    return Template(name, special=lists["special"], models=lists["models"], **raw)


@functools.cache
def all_special_tokens() -> tuple[str, ...]:
    """The special tokens of every format."""
    return tuple(sorted({token for name in template_names() for token in load_template(name).special}))


def suggested_template(model: str) -> str:
    """The format that models of a name like `model` are known for, "" when none is; whoever uses it must say so."""
    plain = model.rpartition("/")[2].lower()
    known = ((begin, name) for name in template_names() for begin in load_template(name).models)
    return max(((begin, name) for begin, name in known if plain.startswith(begin)), default=("", ""))[1]


def _fill(form: str, **values: str) -> str:
    return _PLACEHOLDER.sub(lambda match: values.get(match[1], ""), form)
