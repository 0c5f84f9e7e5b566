"""Every grammar: its language.toml is complete, its queries compile, run fast and capture what the samples say."""

from __future__ import annotations

import re
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest
import tree_sitter

from lacewing.project.extract import extract
from lacewing.project.extraction_rules import rules_for
from lacewing.syntax.language import Language, grammars_root, languages
from lacewing.syntax.parser import parse
from lacewing.syntax.queries import (
    MisplacedDirectiveError,
    UnknownPredicateError,
    compile_query,
    cursor_for,
    load_query,
    query_text,
)
from lacewing.syntax.tree import error_spans

WANTED = {
    "python", "javascript", "typescript", "tsx", "java", "c", "cpp", "go", "rust", "csharp", "kotlin", "scala", "swift",
    "php", "ruby",
}  # fmt: skip
OUTLINED = {
    "bash", "lua", "sql", "html", "css", "json", "yaml", "toml", "markdown", "vue", "svelte"
}  # fmt: skip
"""Languages of which an outline is enough: symbols and blocks, and what else is cheap."""
PURPOSES = ("symbols", "scopes", "imports", "calls", "blocks")
OPTIONAL = ("bindings", "injections")
CAPTURES = {
    "symbols": r"symbol\.(module|class|interface|struct|enum|enum_member|type|function|method|constructor|field"
    r"|property|variable|constant|macro|namespace|access|section|extension|heading|key|element"
    r"|selector)|name|parameters|result|type|body|base|decorator|value|container"
    r"|self|level\.[1-6]|doc|type_parameters|extent|returned",
    "scopes": r"local\.(scope|outer|label|reference|definition\.(parameter|variable|function|class|import))"
    r"|member\.reference|receiver",
    "imports": r"import(\.group)?|module|path|name|alias|wildcard",
    "calls": r"call|name|receiver|arguments",
    "bindings": r"names?|type|value|element|entered|member|scope|throughout|function",
    "injections": r"content|language",
    "blocks": r"block|flow\.(branch|loop|return|raise|catch|yield|await)|raised",
}
LANGUAGES = sorted(languages().values(), key=lambda language: language.name)


def purposes_of(language: Language) -> tuple[str, ...]:
    """The query files that the language must have, and those of the others that it has."""
    needed = ("symbols", "blocks") if language.name in OUTLINED else PURPOSES
    others = (purpose for purpose in (*PURPOSES, *OPTIONAL) if purpose not in needed)
    return (*needed, *(purpose for purpose in others if query_text(language.folder, purpose) is not None))


EVERY = pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.name)
EVERY_QUERY = pytest.mark.parametrize(
    ("language", "purpose"),
    [(language, purpose) for language in LANGUAGES for purpose in purposes_of(language)],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
SAMPLES = [path for language in LANGUAGES for path in sorted((language.folder / "samples").glob("*")) if path.is_file()]


def captures_of(query: tree_sitter.Query) -> set[str]:
    """The names a query captures; those with a leading underscore only serve its predicates."""
    names = {query.capture_name(index) for index in range(query.capture_count)}
    return {name for name in names if not name.startswith("_")}


def test_all_languages_are_there():
    assert {language.name for language in LANGUAGES} == WANTED | OUTLINED


@EVERY
def test_no_query_file_is_of_an_unknown_purpose(language: Language):
    assert {path.stem for path in language.folder.glob("*.scm")} <= {*PURPOSES, *OPTIONAL}


def test_no_two_languages_claim_the_same_file():
    for claims in ("suffixes", "filenames", "lsp_ids", "interpreters"):
        owners = defaultdict(set)
        for language in LANGUAGES:
            for claim in getattr(language, claims):
                owners[claim].add(language.name)
        assert {claim: names for claim, names in owners.items() if len(names) > 1} == {}


@EVERY
def test_language_description_is_complete(language: Language):
    assert language.name == language.folder.name
    assert language.title
    assert language.lsp_ids
    assert language.suffixes
    assert all(suffix.startswith(".") for suffix in language.suffixes)
    assert language.line_comment or language.block_comments
    assert {("[", "]"), ("{", "}")} <= set(language.brackets)
    assert '"' in language.quotes
    assert list(language.quotes) == sorted(language.quotes, key=len, reverse=True), "longer quotes come first"
    assert set(language.indent) <= {" ", "\t"}
    assert language.block_opener in (":", "{", ">", "")
    assert language.role in ("code", "markup", "data", "prose")
    if language.name in WANTED:
        assert ("(", ")") in language.brackets
        assert {"if", "return", "for"} <= language.keywords
    assert language.grammar.abi_version >= 13


@EVERY
def test_parameter_tables_name_nodes_and_fields_of_the_grammar(language: Language):
    grammar = language.grammar
    rules = rules_for(language)
    assert rules.parameters or language.name in OUTLINED
    for node, rule in rules.parameters.items():
        assert grammar.id_for_node_kind(node, True) is not None, f"{language.name}: no node {node}"
        for name in (rule.name.removeprefix("."), rule.type, rule.default):
            known = name in ("", ":", "=") or grammar.field_id_for_name(name) is not None
            assert known, f"{language.name}: no field {name}"


@EVERY_QUERY
def test_query_compiles_and_captures_only_known_names(language: Language, purpose: str):
    query = load_query(language, purpose)
    assert query is not None, f"{language.folder / purpose}.scm is missing"
    unknown = {name for name in captures_of(query) if not re.fullmatch(CAPTURES[purpose], name)}
    assert unknown == set()


@EVERY
def test_every_query_file_of_the_folder_compiles(language: Language):
    for path in sorted(language.folder.glob("*.scm")):
        for written in (language, language.of_part(b"")):
            assert load_query(written, path.stem) is not None


def test_inherited_queries_are_inherited():
    for folder in sorted(path for path in grammars_root().iterdir() if path.is_dir()):
        if not (folder / "language.toml").exists():
            for path in folder.glob("*.scm"):
                heirs = [
                    one for one in LANGUAGES if path.read_text("utf-8") in (query_text(one.folder, path.stem) or "")
                ]
                assert heirs, f"{path} is inherited by no language"


def test_an_unknown_predicate_is_refused():
    python = languages()["python"]
    with pytest.raises(UnknownPredicateError, match=r"x\.scm.*#eqq\?"):
        compile_query(python, '((identifier) @a (#eqq? @a "b"))', "x.scm")


def test_a_directive_behind_a_predicate_is_refused():
    python = languages()["python"]
    compile_query(python, '((identifier) @a (#set! x "(") (#eq? @a "b"))', "x.scm")
    with pytest.raises(MisplacedDirectiveError, match=r"x\.scm"):
        compile_query(python, '((identifier) @a (#eq? @a ")") (#set! x "y"))', "x.scm")


@EVERY_QUERY
def test_query_is_not_slow(language: Language, purpose: str):
    """A pattern that backtracks over a long list of siblings would take minutes here, the limit is against that."""
    samples = [path.read_bytes() for path in SAMPLES if path.parent.parent == language.folder]
    text = b"\n".join(samples) or b"\n"
    tree = parse(text * (200_000 // len(text) + 1), language)
    query = load_query(language, purpose)
    assert query is not None
    cursor = cursor_for(query)
    started = time.process_time()
    cursor.matches(tree.root_node)
    assert time.process_time() - started < 5
    assert not cursor.did_exceed_match_limit


@dataclass(frozen=True)
class Claim:
    """One assertion of a sample: at `start` (to `end`, None for the beginning only) `purpose` captures `name`."""

    line: int
    purpose: str
    name: str
    wanted: bool
    start: int
    end: int | None


_MARK = re.compile(r"(\^+|<-)((?:\s+[a-z]+:(?:\s*[@!][\w.]+)+)+)\s*(?:\*/|-->)?\s*$")
_PART = re.compile(r"([a-z]+):((?:\s*[@!][\w.]+)+)")


def comment_mark(language: Language) -> str:
    """What a comment begins with."""
    return language.line_comment or language.block_comments[0][0]


def read_claims(text: str, mark: str) -> list[Claim]:
    """The claims in the comments of a sample, each on a line of its own that begins with `mark`."""
    claims = []
    code, code_start, offset = "", 0, 0
    for number, line in enumerate(re.split(r"(?<=\n)", text), start=1):
        found = _MARK.search(line) if line.lstrip().startswith(mark) else None
        if found is None:
            code, code_start = line, offset
        else:
            column = line.index(mark) if found[1] == "<-" else found.start(1)
            start = code_start + len(code[:column].encode())
            end = None if found[1] == "<-" else code_start + len(code[: found.end(1)].encode())
            for part in _PART.finditer(found[2]):
                for name in re.findall(r"[@!][\w.]+", part[2]):
                    claims.append(Claim(number, part[1], name[1:], name[0] == "@", start, end))
        offset += len(line.encode())
    return claims


def holds(claim: Claim, data: bytes, nodes: list[tree_sitter.Node]) -> bool:
    begun = [node for node in nodes if node.start_byte == claim.start]
    if not claim.wanted:
        return not begun
    line_end = data.find(b"\n", claim.start)
    return any(claim.end in (None, node.end_byte) or node.end_byte > line_end > 0 for node in begun)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.parent.name}/{path.name}")
def test_sample(path: Path):
    language = languages()[path.parent.parent.name]
    data = path.read_bytes()
    root = parse(data, language).root_node
    if not path.name.startswith("broken"):
        assert error_spans(root) == []
    claims = read_claims(data.decode("utf-8"), comment_mark(language))
    assert claims, f"{path} claims nothing"
    captured = {}
    for purpose in {claim.purpose for claim in claims}:
        query = load_query(language, purpose)
        assert query is not None, f"{path}: no query named {purpose}"
        captured[purpose] = cursor_for(query).captures(root)
    failed = [
        f"{path.name}:{claim.line} {claim.purpose}: {'@' if claim.wanted else '!'}{claim.name} at"
        f" {data[claim.start : claim.end or claim.start + 20].decode()!r}"
        for claim in claims
        if not holds(claim, data, captured[claim.purpose].get(claim.name, []))
    ]
    assert failed == []
    assert extract(data, language).symbols


@EVERY
def test_every_capture_is_shown_by_a_sample(language: Language):
    shown = defaultdict(set)
    for path in SAMPLES:
        if path.parent.parent == language.folder:
            for claim in read_claims(path.read_text("utf-8"), comment_mark(language)):
                if claim.wanted:
                    shown[claim.purpose].add(claim.name)
    missing = {}
    for purpose in purposes_of(language):
        query = load_query(language, purpose)
        if query is None:
            continue
        if left := captures_of(query) - shown[purpose]:
            missing[purpose] = sorted(left)
    assert missing == {}


def test_the_checker_sees_a_wrong_claim():
    data = b"def f(): pass\n#   ^ symbols: @name !decorator\n#    ^ symbols: @name\n# <- calls: !call\n"
    language = languages()["python"]
    query = load_query(language, "symbols")
    assert query is not None
    nodes = cursor_for(query).captures(parse(data, language).root_node)
    claims = read_claims(data.decode(), "#")
    assert [(claim.purpose, claim.name, claim.wanted) for claim in claims] == [
        ("symbols", "name", True),
        ("symbols", "decorator", False),
        ("symbols", "name", True),
        ("calls", "call", False),
    ]
    assert [holds(claim, data, nodes.get(claim.name, [])) for claim in claims[:3]] == [True, True, False]
