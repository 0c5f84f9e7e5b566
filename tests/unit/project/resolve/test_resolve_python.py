"""Python: where modules are, what they give away, and what values are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from resolution import Tree

Make = Callable[[dict[str, str]], Tree]


@pytest.mark.parametrize(
    ("importing", "module", "wanted"),
    [
        ("src/app/main.py", "from app.core import thing", "src/app/core.py:thing"),
        ("src/app/main.py", "from .core import thing", "src/app/core.py:thing"),
        ("src/app/sub/x.py", "from ..core import thing", "src/app/core.py:thing"),
        ("src/app/sub/x.py", "from .. import thing", "src/app/core.py:thing"),
        ("tests/test_a.py", "from app import thing", "src/app/core.py:thing"),
        ("tests/test_a.py", "from app.core import thing as thing", "src/app/core.py:thing"),
        ("tests/test_a.py", "from app.starred import *", "src/app/core.py:thing"),
        ("tests/test_a.py", "from helper import thing", "tests/helper.py:thing"),
        ("scripts/a.py", "from helper import thing", "scripts/helper.py:thing"),
        ("space/one/x.py", "from space.two.far import thing", "space/two/far.py:thing"),
        ("tests/test_a.py", "from typed import thing", "stubs/typed.pyi:thing"),
        ("tests/test_a.py", "from outside import thing", None),
        ("space/one/x.py", "from json import thing", None),  # the standard library's
        ("scripts/a.py", "from json import thing", "scripts/json.py:thing"),
        ("tests/test_a.py", "from kit import thing", None),  # a fixture
        ("tests/fixtures/shop/x.py", "from kit import thing", "tests/fixtures/shop/kit.py:thing"),
        ("tests/test_a.py", "from core import thing", None),  # inside of a package: not where a path begins
        ("src/app/main.py", "from ......core import thing", None),
    ],
)
def test_where_modules_are(tree: Make, importing: str, module: str, wanted: str | None) -> None:
    made = tree(
        {
            "src/app/__init__.py": "from .core import thing\n",
            "src/app/core.py": "def thing(): ...\n",
            "src/app/starred.py": "from app.core import *\n",
            "src/app/sub/__init__.py": "",
            "tests/helper.py": "def thing(): ...\n",
            "scripts/helper.py": "def thing(): ...\n",
            "space/two/far.py": "def thing(): ...\n",
            "space/json.py": "def thing(): ...\n",
            "scripts/json.py": "def thing(): ...\n",
            "tests/fixtures/shop/kit.py": "def thing(): ...\n",
            "stubs/typed.pyi": "def thing() -> int: ...\n",
            "other/a.py": "def thing(): ...\n",
            "other/b.py": "def thing(): ...\n",
            importing: f"{module}\nthing()\n",
        }
    )
    assert made.name(importing, "thing") == ([wanted] if wanted else [])


def test_what_a_star_brings(tree: Make) -> None:
    made = tree(
        {
            "listed.py": '__all__ = ["shown", "_odd"]\ndef shown(): ...\ndef hidden(): ...\ndef _odd(): ...\n',
            "unlisted.py": "def seen(): ...\ndef _private(): ...\n",
            "a.py": "from listed import *\nfrom unlisted import *\n",
            # So that none is the only one of its name in the project, which is found without any import.
            **{f"more/{n}.py": "def hidden(): ...\ndef _private(): ...\n" for n in "abcdef"},
        }
    )
    assert made.names("a.py", "shown", "hidden", "_odd", "seen", "_private") == [
        ["listed.py:shown"],
        [],
        ["listed.py:_odd"],
        ["unlisted.py:seen"],
        [],
    ]


def test_modules_as_receivers(tree: Make) -> None:
    made = tree(
        {
            "app/__init__.py": "from . import deep\n",
            "app/deep/__init__.py": "",
            "app/deep/end.py": "def go(): ...\nclass Box:\n    def open(self): ...\n",
            "use.py": "import app.deep.end\nimport app.deep.end as e\nfrom app import deep\nfrom app.deep import end\n",
            "whole.py": "import app\n",
        }
    )
    wanted = ["app/deep/end.py:go"]
    assert made.names("use.py", "app.deep.end.go", "e.go", "deep.end.go", "end.go") == [wanted] * 4
    assert made.name("whole.py", "app.deep.end.go") == wanted
    assert made.name("use.py", "e.Box().open") == ["app/deep/end.py:Box.open"]


LIBRARY = """\
from __future__ import annotations
from typing import Iterator, Self, Optional

class Base:
    limit = 3
    def close(self): ...
    def chain(self) -> Self: return self
    def again(self): return self

class Client(Base):
    pool: Pool
    def __init__(self, pool: Pool, size=None):
        self.size = size
        self.transport = Transport()
        self._given = pool
    @property
    def current(self) -> Request: ...
    def send(self, request: Request) -> Response: ...
    def all(self) -> list[Response]: ...
    def table(self) -> dict[str, Response]: ...
    def pair(self) -> tuple[Request, Response]: ...
    def __enter__(self) -> Base: ...
    @classmethod
    def make(cls): return cls(Pool())

class Pool:
    def take(self): ...
class Transport:
    def push(self): ...
class Request:
    def sign(self): ...
class Response:
    def text(self): ...

def connect(): return Client(Pool())
def maybe() -> Optional[Client]: ...
def each() -> Iterator[Client]: ...
DEFAULT = Client(Pool())
"""


@pytest.mark.parametrize(
    ("body", "expression", "wanted"),
    [
        ("c = Client(1)", "c", "Client"),
        ("c = connect()", "c", "Client"),
        ("c = maybe()", "c", "Client"),
        ("c = await connect()", "c", "Client"),
        ("c: 'Client'", "c", "Client"),
        ("c = DEFAULT", "c", "Client"),
        ("c = lib.DEFAULT", "c", "Client"),
        ("c = Client.make()", "c", "Client"),
        ("r = connect().send(1)", "r", "Response"),
        ("", "connect().send(1)", "Response"),
        ("", "connect().transport", "Transport"),
        ("", "connect().pool", "Pool"),
        ("", "connect()._given", "Pool"),
        ("", "connect().current", "Request"),
        ("", "connect().chain().again()", "Client"),
        ("", "connect().all()[0]", "Response"),
        ("", "connect().table()['a']", "Response"),
        ("", "connect().table().get('a')", "Response"),
        ("for r in connect().all():\n        pass", "r", "Response"),
        ("for k, r in connect().table().items():\n        pass", "r", "Response"),
        ("for c in each():\n        pass", "c", "Client"),
        ("a, b = connect().pair()", "a", "Request"),
        ("a, b = connect().pair()", "b", "Response"),
        ("a, b = Pool(), Client()", "b", "Client"),
        ("with Client() as c: pass", "c", "Base"),
        ("with Pool() as c: pass", "c", "Pool"),
        ("if isinstance(given, Client):\n        pass\n        █", "given", "Client"),
        ("if isinstance(given, Client):\n        pass\n    █", "given", None),
        ("for i, r in enumerate(connect().all()):\n        pass", "r", "Response"),
        ("c = given or Client()", "c", "Client"),
        ("c = Client() if given else None", "c", "Client"),
        ("c = d = Client()", "c", "Client"),
        ("if (c := connect()): pass", "c", "Client"),
        ("c = Client(\n        1,\n        '" + "x" * 300 + "',\n    )", "c", "Client"),
        ("c = cast(Client, given)", "c", "Client"),
        ("c = Client()\n    c = Pool()", "c", "Pool"),
        ("", "request", "Request"),
        ("", "rest[0]", "Response"),
        ("", "fallback", "Transport"),
        ("c = given", "c", None),
        ("c = 1 + Client()", "c", None),
        ("c = [Client()]", "c", None),
        ("c = c.d.e", "c", None),
        ("c = unknown()", "c", None),
        ("def inner():\n        c = Client()", "c", None),
    ],
)
def test_types_of_expressions(tree: Make, body: str, expression: str, wanted: str | None) -> None:
    marked = body if "█" in body else f"{body}\n    █"
    use = f"""\
import lib
from lib import *

def use(given, request: Request, *rest: Response, fallback=Transport()):
    {marked}
"""
    made = tree({"lib.py": LIBRARY, "use.py": use})
    assert made.types("use.py", expression) == ([f"lib.py:{wanted}"] if wanted else [])


def test_members_of_bases_count(tree: Make) -> None:
    use = "from lib import Client\n\nclass Mine(Client):\n    def close(self): ...\n    def f(self):\n        █self.x\n"
    made = tree({"lib.py": LIBRARY, "use.py": use})
    assert made.names("use.py", "self.close", "super().close", "self.send", "self.limit") == [
        ["use.py:Mine.close"],
        ["lib.py:Base.close"],
        ["lib.py:Client.send"],
        ["lib.py:Base.limit"],
    ]
    members = made.members("use.py", "self")
    assert members[:2] == ["Mine.close", "Mine.f"]
    assert "Client.send" in members
    assert "Base.limit" in members
    assert "Base.close" not in members


def test_bases_that_go_in_circles(tree: Make) -> None:
    text = "class A(B):\n    def a(self): ...\nclass B(A):\n    def b(self): █self\nclass C(C): ...\n"
    made = tree({"a.py": text, "b.py": "from c import x\n", "c.py": "from b import x\n", "d.py": "from b import x\n"})
    assert made.names("a.py", "self.a", "self.b", "self.c") == [["a.py:A.a"], ["a.py:B.b"], []]
    assert made.name("d.py", "x") == []


def test_names_in_scope(tree: Make) -> None:
    use = """\
from lib import Client, Pool, connect

class Mine(Client):
    def __init__(self, given: Pool, number: int):
        self.own = Pool()
        c = connect()
        n = 1
        █
        later = Pool()
"""
    made = tree({"lib.py": LIBRARY, "use.py": use})
    assert made.scope("use.py") == {
        "c": ["lib.py:Client"],
        "given": ["lib.py:Pool"],
        "self.own": ["lib.py:Pool"],
        "self.pool": ["lib.py:Pool"],
        "self.transport": ["lib.py:Transport"],
        "self._given": ["lib.py:Pool"],
        "self.current": ["lib.py:Request"],
    }


def test_imported_symbols_and_files(tree: Make) -> None:
    made = tree({"lib.py": LIBRARY, "use.py": "import os, lib\nfrom lib import Client as C, nothing\n"})
    symbols = made.resolver.imported_symbols("use.py")
    assert [(name, [at.symbol.name for at in found]) for name, found in symbols] == [("C", ["Client"])]
    assert made.resolver.imported_files("use.py") == ["lib.py"]


@pytest.mark.parametrize(
    "broken",
    [
        "from lib import Client\n\ndef f():\n    c = Client()\n    c.█",
        "from lib import Client\n\ndef f(:\n    c = Client()\n    c.send(█",
        "from lib import (\n    Client,\n)\nclass X(:\n  def f(self)\n    c = Client(); c.█\n\nwhile",
        "import 工具\nfrom lib import Client\r\n\r\ndef f():\r\n\tc = Client()  # 😀\r\n\tif c.█",
    ],
)
def test_code_cut_in_mid_statement(tree: Make, broken: str) -> None:
    made = tree({"lib.py": LIBRARY, "use.py": ""})
    made.edit("use.py", broken)
    assert made.types("use.py", "c") == ["lib.py:Client"]
    assert made.name("use.py", "c.send") == ["lib.py:Client.send"]
