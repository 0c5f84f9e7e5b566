"""Imports written into files of every language that has such: what they say, where they stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lacewing.project.configuration import Configuration, ConfigurationFile
from lacewing.project.extract import extract
from lacewing.project.import_edits import Imported, habitual_import, import_edits, import_of
from lacewing.project.index import Index
from lacewing.project.workspace import Project
from lacewing.storage.database import Database
from lacewing.syntax.source import source_of
from lacewing.text.edit import apply_edits

# file, what is imported, the file afterwards
WRITTEN: list[tuple[str, str, Imported, str]] = [
    ("a.py", '"""Doc."""\n\nx = 1\n', Imported("os"), '"""Doc."""\n\nimport os\n\nx = 1\n'),
    ("a.py", "from m import a, c\n", Imported("m", "b"), "from m import a, b, c\n"),
    ("a.py", "import sys\r\n\r\nimport m\r\n", Imported("json"), "import json\r\nimport sys\r\n\r\nimport m\r\n"),
    ("a.ts", "import { a, c } from './m';\n", Imported("./m", "b"), "import { a, b, c } from './m';\n"),
    (
        "a.ts",
        "import {\n  a,\n  c,\n} from './m'\n",
        Imported("./m", "d"),
        "import {\n  a,\n  c,\n  d,\n} from './m'\n",
    ),
    (
        "a.ts",
        "import type { a } from './m'\nimport z from './z'\n",
        Imported("./m", "b"),
        "import type { a } from './m'\nimport { b } from './m'\nimport z from './z'\n",
    ),
    ("a.ts", "const 数 = 1\n", Imported("./m", "b"), 'import { b } from "./m"\n\nconst 数 = 1\n'),
    ("a.js", "import a from 'x'\n", Imported("./k", "default", "K"), "import a from 'x'\nimport K from './k'\n"),
    (
        "a.js",
        "'use strict'\n\nconst a = require('a')\n\nf()\n",
        Imported("./b", "f"),
        "'use strict'\n\nconst a = require('a')\nconst { f } = require('./b')\n\nf()\n",
    ),
    (
        "A.java",
        "package p;\n\nimport java.util.List;\nimport java.util.Map;\n\nclass A {}\n",
        Imported("java.util", "Locale"),
        "package p;\n\nimport java.util.List;\nimport java.util.Locale;\nimport java.util.Map;\n\nclass A {}\n",
    ),
    ("A.java", "package p;\n\nclass A {}\n", Imported("q", "B"), "package p;\n\nimport q.B;\n\nclass A {}\n"),
    ("a.kt", "package p\n\nclass A\n", Imported("q", "B"), "package p\n\nimport q.B\n\nclass A\n"),
    ("a.scala", "package p\n\nimport q.{A, C}\n", Imported("q", "B"), "package p\n\nimport q.{A, B, C}\n"),
    (
        "a.go",
        'package p\n\nimport (\n\t"fmt"\n\t"os"\n\n\t"x.org/y"\n)\n',
        Imported("x.org/z"),
        'package p\n\nimport (\n\t"fmt"\n\t"os"\n\n\t"x.org/y"\n\t"x.org/z"\n)\n',
    ),
    ("a.go", 'package p\n\nimport "os"\n', Imported("fmt"), 'package p\n\nimport "fmt"\nimport "os"\n'),
    ("a.go", "package p\n\nfunc f() {}\n", Imported("a/b", "", "c"), 'package p\n\nimport c "a/b"\n\nfunc f() {}\n'),
    (
        "a.rs",
        "//! Doc.\n\nuse crate::a::{b, d};\nuse std::fs;\n",
        Imported("crate::a", "c"),
        "//! Doc.\n\nuse crate::a::{b, c, d};\nuse std::fs;\n",
    ),
    ("a.rs", "fn f() {}\n", Imported("crate::a", "B"), "use crate::a::B;\n\nfn f() {}\n"),
    ("a.cs", "using System;\nnamespace A;\n", Imported("B.C", "*"), "using B.C;\nusing System;\nnamespace A;\n"),
    ("a.php", "<?php\n\nnamespace A;\n\nf();\n", Imported("B", "C"), "<?php\n\nnamespace A;\n\nuse B\\C;\n\nf();\n"),
    (
        "a.c",
        '#include <stdio.h>\n#include <stdlib.h>\n\n#include "a.h"\n#include "z.h"\n',
        Imported("m.h", "*"),
        '#include <stdio.h>\n#include <stdlib.h>\n\n#include "a.h"\n#include "m.h"\n#include "z.h"\n',
    ),
    (
        "a.h",
        "#ifndef A_H\n#define A_H\n\nint f(void);\n\n#endif\n",
        Imported("m.h", "*"),
        '#ifndef A_H\n#define A_H\n\n#include "m.h"\n\nint f(void);\n\n#endif\n',
    ),
    ("a.rb", "require_relative 'a'\n", Imported("./b", "*"), "require_relative 'a'\nrequire_relative 'b'\n"),
    (
        "a.vue",
        "<template><a/></template>\n<script setup>\nimport a from './a.vue'\n</script>\n",
        Imported("./b.vue", "default", "b"),
        "<template><a/></template>\n<script setup>\nimport a from './a.vue'\nimport b from './b.vue'\n</script>\n",
    ),
    (
        "a.svelte",
        "<script>\n  let x = 1;\n</script>\n",
        Imported("./b", "f"),
        '<script>\n  import { f } from "./b";\n  let x = 1;\n</script>\n',
    ),
]


@pytest.mark.parametrize(("name", "before", "imported", "after"), WRITTEN)
def test_is_written_as_the_file_does_it(name: str, before: str, imported: Imported, after: str) -> None:
    source = source_of(Path(f"/p/{name}"), before.encode())
    edits = import_edits(source, imported, len(source.data) - 1)
    assert edits is not None
    assert apply_edits(source.data, edits).decode() == after
    again = source_of(source.path, after.encode())
    assert import_edits(again, imported, len(again.data) - 1) == ()


def test_not_over_another_meaning() -> None:
    for name, text in [
        ("a.py", "from m import b\n"),
        ("a.ts", 'import { b } from "m";\n'),
        ("A.java", "import m.b;\n"),
    ]:
        source = source_of(Path(f"/p/{name}"), text.encode())
        assert import_edits(source, Imported("other", "b"), len(text)) is None


def test_none_where_nothing_is_imported() -> None:
    assert import_edits(source_of(Path("/p/a.json"), b"{}\n"), Imported("m", "b"), 1) is None


PROJECTS: list[tuple[dict[str, str], str, str, Imported | None]] = [
    ({"src/p/__init__.py": "", "src/p/a.py": "class A: ...\n", "t.py": ""}, "t.py", "A", Imported("p.a", "A")),
    (
        {"p/__init__.py": "", "p/a.py": "class A: ...\n", "p/b.py": "from . import c\n"},
        "p/b.py",
        "A",
        Imported(".a", "A"),
    ),
    ({"src/a.ts": "export const f = 1;\n", "src/x/b.ts": ""}, "src/x/b.ts", "f", Imported("../a", "f")),
    ({"a.ts": "export default class K {}\n", "b.ts": ""}, "b.ts", "K", Imported("./a", "default", "K")),
    (
        {"a.ts": "export const f = 1;\n", "b.ts": 'import { z } from "./z.js";\n'},
        "b.ts",
        "f",
        Imported("./a.js", "f"),
    ),
    ({"p/A.java": "package p;\nclass A {}\n", "q/B.java": "package q;\n"}, "q/B.java", "A", Imported("p", "A")),
    ({"p/A.java": "package p;\nclass A {}\n", "p/B.java": "package p;\n"}, "p/B.java", "A", None),
    ({"a.kt": "package p\nfun f() {}\n", "b.kt": "package q\n"}, "b.kt", "f", Imported("p", "f")),
    (
        {"go.mod": "module x.org/m\n", "a/a.go": "package a\nfunc F() {}\n", "b.go": "package m\n"},
        "b.go",
        "F",
        Imported("x.org/m/a"),
    ),
    (
        {"Cargo.toml": '[package]\nname = "m"\n', "src/lib.rs": "mod a;\n", "src/a.rs": "pub struct S;\n"},
        "src/lib.rs",
        "S",
        Imported("crate::a", "S"),
    ),
    ({"a.cs": "namespace A.B { class C {} }\n", "b.cs": "namespace D;\n"}, "b.cs", "C", Imported("A.B", "*")),
    ({"a.cs": "namespace A { class C {} }\n", "b.cs": "namespace A.D;\n"}, "b.cs", "C", None),
    ({"a.php": "<?php\nnamespace A;\nclass C {}\n", "b.php": "<?php\n"}, "b.php", "C", Imported("A", "C")),
    (
        {"include/m/a.h": "int f(void);\n", "src/b.c": "\n"},
        "src/b.c",
        "f",
        Imported("m/a.h", "*"),
    ),
]


@pytest.mark.parametrize(("files", "path", "name", "wanted"), PROJECTS)
def test_says_what_leads_to_the_definition(
    files: dict[str, str], path: str, name: str, wanted: Imported | None, tmp_path: Path
) -> None:
    configuration = Configuration(
        lambda name: ConfigurationFile((1, 1), lambda: files[name]) if name in files else None
    )
    index = Index(Database(tmp_path / "i.sqlite"), configuration=configuration)
    for each, text in files.items():
        source = source_of(Path(each), text.encode())
        if source.language is not None:
            index.set_overlay(each, extract(source.data, source.language), source)
    (located,) = index.symbols_named(name)
    assert import_of(index, path, located) == wanted
    index.close()


def test_a_library_is_imported_as_the_other_files_do_it(project: Callable[[dict[str, str]], Project]) -> None:
    files = {
        "a.py": "import numpy as np\nnp.zeros(1)\n",
        "b.py": "import numpy as np\nnp.ones(1)\n",
        "c.py": "from other import np\nnp.ones(1)\n",
        "d.py": "",
    }
    index = project(files).index
    assert habitual_import(index, "d.py", "np") == Imported("numpy", "", "np")
    assert habitual_import(index, "d.py", "pandas") is None
