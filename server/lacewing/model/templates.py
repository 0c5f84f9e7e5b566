"""Fill-in-the-middle prompts from the formats in `model/fim/*.toml`."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from lacewing.model.errors import ModelConfigError
from lacewing.model.types import FimRequest

_FOLDER = Path(__file__).parent / "fim"
_PLACEHOLDER = re.compile(r"\{(context|prefix|suffix|path|text)\}")


@dataclass(frozen=True, slots=True)
class Template:
    """One format: `{context}{prefix}{suffix}` in `template`, `{path}{text}` in `file`, `{path}` in `current`."""

    name: str
    template: str
    before_files: str
    file: str
    current: str
    special: tuple[str, ...]

    def prompt(self, request: FimRequest) -> str:
        """The prompt for `request`; special tokens inside the user's own code are broken up."""
        pieces = [_fill(self.file, path=piece.path, text=self.escape(piece.text)) for piece in request.context]
        context = self.before_files + "".join(pieces) + _fill(self.current, path=request.path) if pieces else ""
        return _fill(
            self.template, context=context, prefix=self.escape(request.prefix), suffix=self.escape(request.suffix)
        )

    def escape(self, text: str) -> str:
        """`text` in which no special token of the format stands: a space is put after its first character."""
        for token in self.special:
            text = text.replace(token, f"{token[0]} {token[1:]}")
        return text


def template_names() -> list[str]:
    """The names of all formats."""
    return sorted(path.stem for path in _FOLDER.glob("*.toml"))


@functools.cache
def load_template(name: str) -> Template:
    """The format called `name`. Raises ModelConfigError naming those there are."""
    path = _FOLDER / f"{name}.toml"
    if name not in template_names():
        known = ", ".join(["chat", "suffix", *template_names()])
        raise ModelConfigError(f"model.fim = {name!r} is unknown; known are {known}")
    raw = tomllib.loads(path.read_text("utf-8"))
    return Template(
        name,
        raw["template"],
        raw.get("before_files", ""),
        raw["file"],
        raw.get("current", ""),
        tuple(raw["special"]),
    )


def _fill(form: str, **values: str) -> str:
    return _PLACEHOLDER.sub(lambda match: values.get(match[1], ""), form)
