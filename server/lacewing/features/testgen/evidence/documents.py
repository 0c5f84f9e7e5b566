"""Cases from docstrings, README and other documents of the project."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from lacewing.features.testgen.cases import Case
from lacewing.features.testgen.evidence.sessions import Step, block_steps, cases_of_session, doctest_steps
from lacewing.features.testgen.module import Module
from lacewing.features.testgen.target import Target

_FENCE = re.compile(
    r"^[ \t]*(`{3,}|~{3,})[ \t]*(?:\{?\.?(?:python3?|py|pycon|pytb)\b[^\n]*)?\n(.*?)^[ \t]*\1", re.DOTALL | re.MULTILINE
)
_DIRECTIVE = re.compile(
    r"^([ \t]*)\.\. (?:code-block|code|sourcecode|highlight):: *(?:python|python3|pycon)?[^\n]*\n"
    r"((?:\1[ \t]+[^\n]*\n|[ \t]*\n)+)",
    re.M,
)
_FOLDERS = ("", "docs", "doc", "docs/source")
_MOST_DOCUMENTS = 40
_MOST_CHARACTERS = 400_000


def docstring_cases(target: Target, module: Module) -> list[Case]:
    """Examples in the docstrings of the function, then of its class, its neighbours and the module."""
    nodes: list[ast.AST] = [target.node]
    owner = module.classes.get(target.owner)
    if owner is not None:
        nodes += [owner, *owner.body]
    nodes += [module.tree, *module.functions.values()]
    found: list[Case] = []
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module):
            text = ast.get_docstring(node)
            if text and (node is target.node or target.name in text):
                found += cases_of_session(_steps(text), target, module, "docstring")
    return found


def document_cases(target: Target, module: Module, root: Path) -> list[Case]:
    """Examples in the project's README and documents that name the function."""
    found: list[Case] = []
    for text in _documents(root):
        if re.search(rf"\b{re.escape(target.name)}\b", text):
            found += cases_of_session(_steps(text), target, module, "readme")
    return found


def _documents(root: Path) -> list[str]:
    paths: list[Path] = []
    for folder in _FOLDERS:
        for pattern in ("README*", "*.md", "*.rst"):
            paths += sorted(path for path in (root / folder).glob(pattern) if path.is_file())
    texts = []
    for path in list(dict.fromkeys(paths))[:_MOST_DOCUMENTS]:
        if not path.name.lower().startswith(("change", "history", "news", "license")):
            try:
                texts.append(path.read_text("utf-8", "replace")[:_MOST_CHARACTERS])
            except OSError:
                continue
    return texts


def _steps(text: str) -> list[Step]:
    steps = doctest_steps(_without_fences(text))
    for block in _blocks(text):
        if ">>>" not in block:
            steps += block_steps(block)
    return steps


def _without_fences(text: str) -> str:
    """Closing fences and blank lines that would be read as a result."""
    return re.sub(r"^[ \t]*(?:`{3,}|~{3,}).*$", "", text, flags=re.M)


def _blocks(text: str) -> list[str]:
    blocks = [match[2] for match in _FENCE.finditer(text)]
    blocks += [match[2] for match in _DIRECTIVE.finditer(text)]
    return [_dedented(block) for block in blocks]


def _dedented(block: str) -> str:
    lines = [line.expandtabs(4) for line in block.split("\n")]
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[margin:] for line in lines)
