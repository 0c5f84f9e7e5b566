"""Go: packages by go.mod, replace and go.work, and what values are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from resolution import Tree

Make = Callable[[dict[str, str]], Tree]


def package(name: str) -> str:
    return f"package {name}\n\nfunc Thing() {{}}\n"


@pytest.mark.parametrize(
    ("importing", "module", "call", "wanted"),
    [
        ("cmd/main.go", '"example.org/app/kit"', "kit.Thing", "kit/kit.go"),
        ("cmd/main.go", '"example.org/app"', "app.Thing", "app.go"),
        ("cmd/main.go", 'k "example.org/app/kit"', "k.Thing", "kit/kit.go"),
        ("cmd/main.go", '. "example.org/app/kit"', "Thing", "kit/kit.go"),
        ("cmd/main.go", '"example.org/app/go-yaml"', "yaml.Thing", "go-yaml/y.go"),
        ("cmd/main.go", '"example.org/replaced/kit"', "kit.Thing", "third/kit/k.go"),
        ("cmd/main.go", '"example.org/joined/kit"', "kit.Thing", "joined/kit/k.go"),
        ("cmd/main.go", '"github.com/other/kit"', "kit.Thing", None),
        ("cmd/main.go", '"fmt"', "fmt.Thing", None),
        ("joined/a.go", '"example.org/app/kit"', "kit.Thing", "kit/kit.go"),
    ],
)
def test_where_packages_are(tree: Make, importing: str, module: str, call: str, wanted: str | None) -> None:
    made = tree(
        {
            "go.work": "go 1.22\n\nuse (\n\t. // here\n\t./joined\n)\n",
            "go.mod": "module example.org/app // ours\n\ngo 1.22\n\nreplace example.org/replaced v1.0.0 => ./third\n",
            "app.go": package("app"),
            "kit/kit.go": package("kit"),
            "kit/kit_test.go": package("kit"),
            "go-yaml/y.go": package("yaml"),
            "third/go.mod": "module example.org/replaced\n",
            "third/kit/k.go": package("kit"),
            "joined/go.mod": "module example.org/joined\n",
            "joined/kit/k.go": package("kit"),
            "fmt/f.go": package("fmt"),
            importing: f"package x\n\nimport {module}\n\nfunc use() {{ {call}() }}\n",
        }
    )
    assert made.name(importing, call) == ([f"{wanted}:Thing"] if wanted else [])


def test_without_a_module_file_the_nearest_folder_counts(tree: Make) -> None:
    use = 'package x\n\nimport "example.org/app/kit"\n\nfunc use() { kit.Thing() }\n'
    made = tree({"kit/kit.go": package("kit"), "cmd/main.go": use, "go.mod": "broken ((("})
    assert made.name("cmd/main.go", "kit.Thing") == ["kit/kit.go:Thing"]


LIBRARY = """\
package kit

type Base struct { Inner Pool }
func (b *Base) Close() error { return nil }

type Client struct {
\t*Base
\tpool  *Pool
\ttable map[string]*Answer
\tall   []Answer
}
func New() *Client { return nil }
func Open() (*Client, error) { return nil, nil }
func (c *Client) Send(r Request) (*Answer, error) { return nil, nil }
func (c *Client) Each(f func(*Answer)) {}

type Request struct{ Path string }
type Pool struct{}
func (Pool) Take() {}
type Sender interface { Send(r Request) (*Answer, error) }
type Named interface { Sender; Label() string }
var Default = &Client{}
"""


@pytest.mark.parametrize(
    ("body", "expression", "wanted"),
    [
        ("c := kit.New()", "c", "Client"),
        ("c, err := kit.Open()", "c", "Client"),
        ("c, err := kit.Open()", "err", None),
        ("c := &kit.Client{}", "c", "Client"),
        ("c := kit.Client{}", "c", "Client"),
        ("c := new(kit.Client)", "c", "Client"),
        ("var c kit.Client", "c", "Client"),
        ("var c = kit.Default", "c", "Client"),
        ("c := x.(*kit.Client)", "c", "Client"),
        ("c, ok := x.(*kit.Client)", "c", "Client"),
        ("switch c := x.(type) {\n\tcase *kit.Client:\n\t\tc█\n\t}", "c", "Client"),
        ("a, err := kit.New().Send(r)", "a", "Answer"),
        ("for _, a := range p.all {\n\t\ta█\n\t}", "a", "Answer"),
        ("for k, a := range p.table {\n\t\ta█\n\t}", "a", "Answer"),
        ("a := p.table[k]", "a", "Answer"),
        ("a, ok := p.table[k]", "a", "Answer"),
        ("go func(c *kit.Client) { c█ }(nil)", "c", "Client"),
        ("", "p", "Client"),
        ("", "p.pool", "Pool"),
        ("", "p.Inner", "Pool"),
        ("", "p.Base", "Base"),
        ("", "s", "Server"),
        ("", "s.client.pool", "Pool"),
        ("c := unknown()", "c", None),
    ],
)
def test_types_of_expressions(tree: Make, body: str, expression: str, wanted: str | None) -> None:
    marked = body if "█" in body else f"{body}\n\t█"
    use = f"""\
package main

import "example.org/app/kit"

type Server struct {{ client *kit.Client }}

func (s *Server) Use(p *kit.Client, x any) {{
\t{marked}
}}
"""
    files = {
        "go.mod": "module example.org/app\n",
        "kit/kit.go": LIBRARY,
        "kit/answer.go": "package kit\n\ntype Answer struct{}\n",
    }
    made = tree({**files, "main.go": use})
    places = {"Server": "main.go", "Answer": "kit/answer.go"}
    assert made.types("main.go", expression) == ([f"{places.get(wanted, 'kit/kit.go')}:{wanted}"] if wanted else [])


def test_embedded_types_lend_their_members(tree: Make) -> None:
    use = """\
package main

import "example.org/app/kit"

type Server struct { kit.Client }

func (s *Server) Use(n kit.Named) { █ }
"""
    made = tree(
        {
            "go.mod": "module example.org/app\n",
            "kit/kit.go": LIBRARY,
            "main.go": use,
            "more.go": "package main\n\nfunc (s *Server) Stop() {}\n",
        }
    )
    assert made.names("main.go", "s.Send", "s.Close", "s.Stop", "s.Inner", "n.Send", "n.Label") == [
        ["kit/kit.go:Client.Send"],
        ["kit/kit.go:Base.Close"],
        ["more.go:Server.Stop"],
        ["kit/kit.go:Base.Inner"],
        ["kit/kit.go:Sender.Send"],
        ["kit/kit.go:Named.Label"],
    ]


def test_the_same_name_in_other_packages_is_another(tree: Make) -> None:
    one = "package one\n\ntype Config struct{ A int }\nfunc (c Config) One() {}\n"
    made = tree(
        {
            "go.mod": "module m\n",
            "one/a.go": one,
            "two/a.go": one.replace("one", "two").replace("One", "Two"),
            "main.go": 'package main\n\nimport "m/two"\n\nfunc f(c two.Config) { █ }\n',
        }
    )
    assert made.names("main.go", "c.Two", "c.One") == [["two/a.go:Config.Two"], []]
    assert made.members("main.go", "c") == ["Config.A", "Config.Two"]
