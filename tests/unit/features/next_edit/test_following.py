"""What a change makes necessary elsewhere: imports and the calls of a function, by a real index."""

from __future__ import annotations

from pathlib import Path

import pytest

from lacewing.features.next_edit.callers import edits_of_callers
from lacewing.features.next_edit.names import names_of
from lacewing.features.next_edit.next_edits import next_edits
from lacewing.features.next_edit.types import Change, ProjectView
from lacewing.text.edit import apply_edits
from resolution import Tree


def finished(folder: Path, files: dict[str, str], path: str, after: str, wanted_of: str = "") -> str:
    """The text of `wanted_of` (the changed file by default) once every next edit that is likely was made."""
    tree = Tree(folder, files)
    tree.edit(path, after)
    texts = {name: text.encode() for name, text in files.items()} | {path: after.encode()}
    index = tree.project.index
    project = ProjectView(tree.root, texts.get, lambda words: index.files_mentioning(" ".join(words), 50), index)
    found = next_edits([Change(path, files[path].encode(), after.encode())], project, 0.6)
    name = wanted_of or path
    return apply_edits(texts[name], [each.edit for each in found if each.path == name]).decode()


OTHERS = {
    "b.py": "import numpy as np\nfrom decimal import Decimal\n\nprint(np.ones(3), Decimal(1))\n",
    "c.py": "import numpy as np\n\nprint(np.zeros(2))\n",
    "shapes.py": "class 圆:\n    pass\n",
}


@pytest.mark.parametrize(
    ("before", "written", "wanted"),
    [
        ("import os\n\nx = os.sep\n", "y = np.ones(2)\n", "import numpy as np\nimport os\n"),
        ("import os\n\nx = os.sep\n", "y = Decimal(2)\n", "from decimal import Decimal\n"),
        ("import os\n\nx = os.sep\n", "y = 圆()\n", "from shapes import 圆\n"),
    ],
)
def test_a_name_that_others_import_is_imported(tmp_path: Path, before: str, written: str, wanted: str) -> None:
    after = before + written
    text = finished(tmp_path, {"a.py": before, **OTHERS}, "a.py", after)
    assert all(line in text for line in wanted.splitlines())
    assert text.endswith(written)


def test_names_that_are_known_are_not_imported(tmp_path: Path) -> None:
    before = "def f(np):\n    pass\n"
    after = "def f(np):\n    return np.ones(len(np))\n"
    assert finished(tmp_path, {"a.py": before, **OTHERS}, "a.py", after) == after


@pytest.mark.parametrize(
    ("imports", "left"),
    [
        ("import json\nimport os\n", "import os\n"),
        ("from json import dumps as json, loads\nimport os\n", "from json import loads\nimport os\n"),
        ("from json import loads, dumps as json\nimport os\n", "from json import loads\nimport os\n"),
        (
            "from x import (\n    a,\n    json,\n    loads,\n)\nimport os\n",
            "from x import (\n    a,\n    loads,\n)\nimport os\n",
        ),
    ],
)
def test_an_import_without_use_goes(tmp_path: Path, imports: str, left: str) -> None:
    rest = "\nloads(os.sep)\na = 1\n"
    before = imports + rest + "json.dumps(1)\n"
    after = imports + rest + "print(1)\n"
    assert finished(tmp_path, {"a.py": before}, "a.py", after).replace("    \n", "") == left + rest + "print(1)\n"


def test_an_import_still_used_stays(tmp_path: Path) -> None:
    before = "import json\n\njson.loads('')\njson.dumps(1)\n"
    after = "import json\n\njson.loads('')\nprint(1)\n"
    assert finished(tmp_path, {"a.py": before}, "a.py", after) == after


def test_calls_name_the_parameter_as_it_is_called_now(tmp_path: Path) -> None:
    before = "def area(tall: int, wide: int) -> int:\n    return 1\n"
    after = before.replace("tall", "height")
    head = "from a import area\n\narea(1, wide=tall)\n"
    calls = head + "area(tall=1, wide=2)\nother(tall=area(\n    wide=3,\n    tall=4))\n"
    wanted = head + "area(height=1, wide=2)\nother(tall=area(\n    wide=3,\n    height=4))\n"
    tree = Tree(tmp_path, {"a.py": before, "b.py": calls})
    tree.edit("a.py", after)
    names = names_of(Change("a.py", before.encode(), after.encode()))
    found = edits_of_callers(names, tree.project.index)
    assert apply_edits(calls.encode(), [each.edit for each in found]).decode() == wanted


GO = {
    "go.mod": "module example.com/shapes\n",
    "a.go": "package shapes\n\ntype Engine struct{}\n",
    "simple/b.go": "package simple\n\nvar engine = 1\n\nfunc Area() int { return engine }\n",
}


@pytest.mark.parametrize(
    "written",
    [
        "\nfunc (engine *Engine)",  # half a method, whose receiver nobody can know yet
        "\nfunc f() int {\n\treturn engine\n}\n",  # of another package, and not exported
    ],
)
def test_an_import_that_would_not_give_the_name_its_meaning_is_not_offered(tmp_path: Path, written: str) -> None:
    after = GO["a.go"] + written
    assert finished(tmp_path, GO, "a.go", after) == after
