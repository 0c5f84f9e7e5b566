"""Several completions in order, and the imports that they bring along."""

from __future__ import annotations

from pathlib import Path

import pytest

from lacewing.features.completion.candidate import Candidate
from lacewing.features.completion.filters.situation import Situation
from lacewing.features.completion.finish import finish
from lacewing.features.completion.named import named_in
from lacewing.features.completion.options import CompletionOptions
from lacewing.features.completion.place import Place
from lacewing.features.completion.rank import ranked
from lacewing.features.completion.trigger import decide
from lacewing.features.completion.types import InlineCompletion
from lacewing.project.imported import Imported
from lacewing.syntax.source import source_of
from lacewing.text.edit import TextEdit, apply_edits
from lacewing.text.position import Span
from marker.completion.learned_project import learned_project

OPTIONS = CompletionOptions()
FILES = {
    "shop/__init__.py": "",
    "shop/prices.py": "import numpy as np\n\n\ndef price_of(item):\n    return np.sum(item)\n",
    "shop/cart.py": "class Cart:\n    def total(self):\n        return 1\n\n    def add(self, item):\n        pass\n",
    "shop/app.py": "import os\n\nfrom shop.cart import Cart\n\n\ndef run(cart: Cart, 数):\n    other = 1\n    x = █\n"
    "\n\ndef lonely():\n    only_here = 1\n    return only_here\n",
    "web/area.ts": "export const areaOf = (w: number) => w;\n",
    "web/app.ts": "import { z } from './z';\n\nconst w = █;\n",
    "go/a.go": "package a\n\nfunc f() {\n\t█\n}\n",
}


def offered(texts: list[str], path: str, folder: Path) -> tuple[bytes, list[InlineCompletion], list[tuple[str, ...]]]:
    """The file, the completions in order for these answers with falling confidence, and the unknown names of each."""
    files = {name: text.replace("█", "").encode() for name, text in FILES.items()}
    offset = len(FILES[path].partition("█")[0].encode())
    with learned_project(files, folder, path) as sources:
        place = Place(source_of(Path(path), files[path]), offset)
        trigger = decide(place, OPTIONS, manual=True)
        assert trigger is not None
        raw = [Candidate(text, "model", 0.9 - 0.01 * order) for order, text in enumerate(texts)]
        found = finish(raw, Situation(place, trigger, OPTIONS))
        in_order = ranked(found, place, sources)
        return files[path], in_order, [named_in(each, place, sources).unknown for each in in_order]


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("cart.total() + 数", ()),
        ("cart.subtotal()", ("cart.subtotal",)),
        ("price_of(other)", ()),
        ("prize_of(other)", ("prize_of",)),
        ("len([part for part in other])", ()),
        ("only_here", ()),
        ("os.sep", ()),
        ("np.zeros(other)", ()),
        ("lambda value: value", ()),
    ],
)
def test_names_that_mean_nothing(text: str, unknown: tuple[str, ...], tmp_path: Path) -> None:
    _, found, names = offered([text], "shop/app.py", tmp_path)
    assert [each.text for each in found] == [text]
    assert names == [unknown]


def test_what_means_something_comes_first(tmp_path: Path) -> None:
    texts = ["prize_of(numer)", "cart.subtotal()", "cart.total()", "cart.total()"]
    _, found, _ = offered(texts, "shop/app.py", tmp_path)
    assert [each.text for each in found] == ["cart.total()", "cart.subtotal()", "prize_of(numer)"]


def test_what_had_to_be_cut_comes_later(tmp_path: Path) -> None:
    _, found, _ = offered(["cart.total() ) ]", "cart.add(数)"], "shop/app.py", tmp_path)
    assert [each.text for each in found] == ["cart.add(数)", "cart.total()"]


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("shop/app.py", "price_of(other)", "from shop.prices import price_of\n"),
        ("shop/app.py", "json.dumps(other)", "import json\n"),
        ("web/app.ts", "areaOf(1)", "import { areaOf } from './area';\n"),
    ],
)
def test_imports_come_along(path: str, text: str, line: str, tmp_path: Path) -> None:
    data, (first, *_), _ = offered([text], path, tmp_path)
    after = apply_edits(data, [TextEdit(first.span, first.text), *first.additional]).decode()
    assert f"\n{line}" in f"\n{after}"
    assert text in after
    assert all(edit.span.end < first.span.start for edit in first.additional)


def test_nothing_is_imported_for_what_the_file_knows(tmp_path: Path) -> None:
    _, (first, *_), _ = offered(["cart.total()"], "shop/app.py", tmp_path)
    assert first.additional == ()


def test_a_library_is_imported_as_elsewhere(tmp_path: Path) -> None:
    files = {name: text.replace("█", "").encode() for name, text in FILES.items()}
    offset = len(FILES["shop/app.py"].partition("█")[0].encode())
    with learned_project(files, tmp_path, "shop/app.py") as sources:
        place = Place(source_of(Path("shop/app.py"), files["shop/app.py"]), offset)
        trigger = decide(place, OPTIONS, manual=True)
        assert trigger is not None
        (found,) = finish([Candidate("np.zeros(1)", "model", 0.9)], Situation(place, trigger, OPTIONS))
        assert named_in(found, place, sources).imports == (Imported("numpy", "", "np"),)


def test_of_several_answers_of_a_model_the_one_goes_first_that_the_project_would_write(tmp_path: Path) -> None:
    _, found, _ = offered(["cart.add(other)", "cart.total()"], "shop/app.py", tmp_path)
    assert [each.text for each in found] == ["cart.add(other)", "cart.total()"], "nothing speaks for either"
    files = {f"more{n}.py": f"def g{n}(cart):\n    other = 1\n    x = cart.total()\n".encode() for n in range(8)}
    files |= {name: text.replace("█", "").encode() for name, text in FILES.items()}
    path = "shop/app.py"
    offset = len(FILES[path].partition("█")[0].encode())
    with learned_project(files, tmp_path / "taught", path) as sources:
        place = Place(source_of(Path(path), files[path]), offset)
        at = Span(offset, offset)
        said = [InlineCompletion(at, text, "model", 0.9) for text in ("cart.add(other)", "cart.total()")]
        assert [each.text for each in ranked(said, place, sources)] == ["cart.total()", "cart.add(other)"]
