"""The languages Lacewing knows, each described by its folder in `grammars/`. Knows nothing of projects or features."""

from __future__ import annotations

import functools
import importlib
import re
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Any, Literal

import tree_sitter

LanguageRole = Literal["code", "markup", "data", "prose"]


@dataclass(frozen=True, slots=True)
class Language:
    """One `grammars/<name>/language.toml`. `folder` holds the queries, rules and samples beside it.

    `block_opener` ends a line that a body follows, "" when nothing does so. `aliases` are further names by which other
    files mean the language (a fence's `golang`, a script's `text/javascript`). Languages of one `family` can mean each
    other's definitions. "data" and "prose" files hold no code of their own: nothing is learned from them.
    """

    name: str
    title: str
    lsp_ids: tuple[str, ...]
    suffixes: tuple[str, ...]
    filenames: tuple[str, ...]
    interpreters: tuple[str, ...]
    aliases: tuple[str, ...]
    role: LanguageRole
    family: str
    parser_package: str
    parser_function: str
    bare_function: str
    opening: str
    line_comment: str
    block_comments: tuple[tuple[str, str], ...]
    brackets: tuple[tuple[str, str], ...]
    quotes: tuple[str, ...]
    indent: str
    block_opener: str
    keywords: frozenset[str]
    folder: Path = field(compare=False)
    extra: dict[str, Any] = field(compare=False, hash=False)

    def of_part(self, code: bytes) -> Language:
        """The language as code in another file is written: with its `bare_function` where the code lacks the `opening`
        that only whole files have (PHP's `<?`)."""
        if not self.bare_function or self.opening.encode() in code:
            return self
        return replace(self, parser_function=self.bare_function)

    @property
    def grammar(self) -> tree_sitter.Language:
        """The tree-sitter grammar, loaded on first use."""
        return _grammar(self.parser_package, self.parser_function)


@functools.cache
def grammars_root() -> Path:
    """The folder of grammars: inside the installed package, or beside the sources in an editable install.

    Raises FileNotFoundError when neither is there (a broken installation).
    """
    package = Path(__file__).resolve().parent.parent
    for candidate in (package / "grammars", package.parent.parent / "grammars"):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"no grammars beside {package}: the installation is incomplete, reinstall lacewing")


@functools.cache
def languages() -> dict[str, Language]:
    """Every language by name, discovered by folder, in the order of their names."""
    found = {}
    for path in sorted(grammars_root().glob("*/language.toml")):
        language = load_language(path)
        found[language.name] = language
    return found


def load_language(path: Path) -> Language:
    """Read one `language.toml`. Raises KeyError or tomllib.TOMLDecodeError naming what is missing."""
    raw = tomllib.loads(path.read_text("utf-8"))
    known = {"name", "title", "lsp_ids", "suffixes", "filenames", "interpreters", "aliases", "role", "family",
             "parser", "comments", "brackets",
             "quotes", "indent", "block_opener", "keywords"}  # fmt: skip
    return Language(
        name=raw["name"],
        title=raw["title"],
        lsp_ids=tuple(raw["lsp_ids"]),
        suffixes=tuple(raw["suffixes"]),
        filenames=tuple(raw.get("filenames", ())),
        interpreters=tuple(raw.get("interpreters", ())),
        aliases=tuple(raw.get("aliases", ())),
        role=raw.get("role", "code"),
        family=raw.get("family", raw["name"]),
        parser_package=raw["parser"]["package"],
        parser_function=raw["parser"].get("function", "language"),
        bare_function=raw["parser"].get("bare_function", ""),
        opening=raw["parser"].get("opening", ""),
        line_comment=raw["comments"].get("line", ""),
        block_comments=tuple((pair[0], pair[1]) for pair in raw["comments"].get("block", ())),
        brackets=tuple((pair[0], pair[1]) for pair in raw["brackets"]),
        quotes=tuple(raw["quotes"]),
        indent=raw.get("indent", "    "),
        block_opener=raw.get("block_opener", ""),
        keywords=frozenset(raw["keywords"]),
        folder=path.parent,
        extra={key: value for key, value in raw.items() if key not in known},
    )


def language_for_path(path: PurePath | str, first_line: bytes = b"") -> Language | None:
    """The language of a file by its name, its suffix, or the interpreter in its `#!` first line; None if unknown."""
    path = PurePath(path)
    by_name, by_suffix, by_interpreter = _lookup()
    if found := by_name.get(path.name) or by_suffix.get(path.suffix) or by_suffix.get(path.suffix.lower()):
        return found
    if first_line.startswith(b"#!"):
        words = first_line[2:].decode("utf-8", "replace").split()
        program = PurePath(words[0]).name if words else ""
        if program == "env":
            program = next((word for word in words[1:] if not word.startswith("-")), "")
        return by_interpreter.get(program.rstrip("0123456789."))
    return None


def family_of(path: str) -> str:
    """The family of languages that the file `path` (POSIX) belongs to by its name: those whose files can mean each
    other. "" for files of no known language."""
    return _family_of_name(path.rpartition("/")[2])


def language_for_lsp_id(lsp_id: str) -> Language | None:
    """The language an editor means by its `languageId`; None if unknown."""
    return next((language for language in languages().values() if lsp_id in language.lsp_ids), None)


def language_for_tag(tag: str) -> Language | None:
    """The language another file means by `tag`: a name, a `languageId`, an alias, a suffix without its dot; any case.

    Only the first word counts, as in a fence's `rust,ignore`; None if unknown.
    """
    word = _TAG.match(tag.strip().lstrip("{.").lower())
    return _tags().get(word[0]) if word else None


_TAG = re.compile(r"[\w+#./-]+")


@functools.cache
def _tags() -> dict[str, Language]:
    found: dict[str, Language] = {}
    known = languages().values()
    for language in known:
        found.update(dict.fromkeys((suffix.lstrip(".").lower() for suffix in language.suffixes), language))
    for language in known:
        found.update(dict.fromkeys((*language.aliases, *language.lsp_ids, language.name), language))
    return found


@functools.cache
def _lookup() -> tuple[dict[str, Language], dict[str, Language], dict[str, Language]]:
    by_name: dict[str, Language] = {}
    by_suffix: dict[str, Language] = {}
    by_interpreter: dict[str, Language] = {}
    for language in languages().values():
        by_name.update(dict.fromkeys(language.filenames, language))
        by_suffix.update(dict.fromkeys(language.suffixes, language))
        by_interpreter.update(dict.fromkeys(language.interpreters, language))
    return by_name, by_suffix, by_interpreter


@functools.cache
def _grammar(package: str, function: str) -> tree_sitter.Language:
    module = importlib.import_module(package)
    return tree_sitter.Language(getattr(module, function)())


@functools.lru_cache(maxsize=20_000)
def _family_of_name(name: str) -> str:
    language = language_for_path(name)
    return language.family if language is not None else ""
