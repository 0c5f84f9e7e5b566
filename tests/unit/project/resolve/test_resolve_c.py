"""C and C++: includes, roots of a compilation database, namespaces, and what values are."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from resolution import Tree

Make = Callable[[dict[str, str]], Tree]
LIST = "int list_size(void);\nstruct list { struct node *first; int size; };\nstruct node { struct list *owner; };\n"


@pytest.mark.parametrize(
    ("including", "directive", "wanted"),
    [
        ("src/main.c", '"list.h"', "src/list.h"),  # beside
        ("app/main.c", '"../src/list.h"', "src/list.h"),
        ("app/main.c", "<kit/list.h>", "include/kit/list.h"),
        ("app/main.c", '"deep/list.h"', "third/lib/deep/list.h"),  # by the database's root
        ("app/main.c", "<stdio.h>", None),
        ("app/main.c", '"../../../etc/passwd"', None),
    ],
)
def test_where_headers_are(tree: Make, including: str, directive: str, wanted: str | None) -> None:
    commands = [
        {"directory": "/elsewhere/build", "file": "a.c", "command": "cc -I/elsewhere/third/lib -c a.c"},
        {"directory": "/elsewhere", "file": "b.c", "arguments": ["cc", "-isystem", "include", "b.c"]},
        {"directory": 3, "command": "cc 'unclosed"},
    ]
    files = dict.fromkeys(("src/list.h", "include/kit/list.h", "third/lib/deep/list.h", "z/deep/list.h"), LIST)
    made = tree(
        {
            **files,
            "compile_commands.json": json.dumps(commands),
            including: f"#include {directive}\nint x = list_size();\n",
        }
    )
    found = [file for file in made.resolver.imported_files(including) if file.endswith(".h")]
    assert found == ([wanted] if wanted else [])


@pytest.mark.parametrize("text", ["{", "{}", "[1, null, []]", ""])
def test_a_broken_database_is_none(tree: Make, text: str) -> None:
    made = tree({"compile_commands.json": text, "a/list.h": LIST, "b/main.c": '#include "list.h"\n'})
    assert made.resolver.imported_files("b/main.c") == ["a/list.h"]


def test_header_and_source_go_together_both_ways(tree: Make) -> None:
    made = tree(
        {
            "include/list.h": LIST,
            "src/list.c": '#include "list.h"\nint list_size(void) { return helper(); }\n'
            "static int helper(void) { return 0; }\n",
            "src/main.c": '#include "list.h"\nint main(void) { return list_size(); }\n',
        }
    )
    assert made.name("src/main.c", "list_size") == ["src/list.c:list_size", "include/list.h:list_size"]
    assert made.name("include/list.h", "helper") == ["src/list.c:helper"]


def test_types_of_c(tree: Make) -> None:
    use = """\
#include "list.h"
int use(struct list *given, struct list many[]) {
  struct node *n = given->first;
  struct list own;
  for (int i = 0; i < 3; i++) { █ }
}
"""
    made = tree({"list.h": LIST, "use.c": use})
    assert made.names("use.c", "given.first", "n.owner", "own.size", "given->first->owner.size", "many[0].size") == [
        ["list.h:list.first"],
        ["list.h:node.owner"],
        ["list.h:list.size"],
        ["list.h:list.size"],
        ["list.h:list.size"],
    ]


HEADER = """\
#pragma once
namespace kit {
class Pool { public: void Take(); };
class Answer { public: int text; };
class Base { public: virtual void Close(); Pool* pool_; };
class Client : public Base {
 public:
  explicit Client(Pool* pool);
  static Client* Make();
  Answer Send(int key);
  std::vector<Answer> All();
  const std::string& Name() const;
 private:
  std::unique_ptr<Answer> answer_;
  class Inner { public: void Deep(); };
};
template <typename T> class Box { public: T value; void Open(); };
using Alias = Client;
Client* Connect();
namespace deep { class Far { public: void Go(); }; }
}
"""


@pytest.mark.parametrize(
    ("body", "expression", "wanted"),
    [
        ("kit::Client c;", "c", "Client"),
        ("kit::Client c(nullptr);", "c", "Client"),
        ("kit::Client c(x);", "c", "Client"),  # reads as a function
        ("kit::Client* c = nullptr;", "c", "Client"),
        ("const kit::Client& c = *x;", "c", "Client"),
        ("auto c = new kit::Client(nullptr);", "c", "Client"),
        ("auto c = std::make_unique<kit::Client>(nullptr);", "c", "Client"),
        ("auto* c = static_cast<kit::Client*>(x);", "c", "Client"),
        ("auto c = kit::Connect();", "c", "Client"),
        ("auto c = kit::Client::Make();", "c", "Client"),
        ("auto a = kit::Connect()->Send(1);", "a", "Answer"),
        ("for (const auto& a : kit::Connect()->All()) { a█; }", "a", "Answer"),
        ("for (kit::Answer a : all) { a█; }", "a", "Answer"),
        ("each([](kit::Client* c) { c█; });", "c", "Client"),
        ("if (auto c = kit::Connect()) { c█; }", "c", "Client"),
        ("try {} catch (const kit::Answer& a) { a█; }", "a", "Answer"),
        ("", "p", "Client"),
        ("", "p->answer_", "Answer"),
        ("", "p->pool_", "Pool"),
        ("", "f", "deep.Far"),
        ("", "p->All()[0]", "Answer"),
        ("kit::Box<int> b;", "b", "Box"),
        ("auto x2 = unknown();", "x2", None),
        ("std::string s;", "s", None),
    ],
)
def test_types_of_cpp(tree: Make, body: str, expression: str, wanted: str | None) -> None:
    marked = body if "█" in body else f"{body}\n  █;"
    use = f'#include "kit.h"\nvoid use(kit::Client* p, kit::deep::Far& f, void* x) {{\n  {marked}\n}}\n'
    made = tree({"kit.h": HEADER, "use.cc": use})
    assert made.types("use.cc", expression) == ([f"kit.h:kit.{wanted}"] if wanted else [])


def test_members_outside_of_their_class(tree: Make) -> None:
    source = """\
#include "kit.h"
namespace kit {
Client::Client(Pool* pool) {}
Answer Client::Send(int key) { pool_->Take(); this->answer_; Inner i; █ }
void Base::Close() {}
}
"""
    using = """\
#include "kit.h"
using namespace kit;
using kit::deep::Far;
namespace k = kit;
void f(Client& c, Far g) { █ }
"""
    made = tree({"kit.h": HEADER, "kit.cc": source, "use.cc": using})
    assert made.names("kit.cc", "pool_", "pool_.Take", "this.answer_", "Send", "Close", "i.Deep", "Connect") == [
        ["kit.h:kit.Base.pool_"],
        ["kit.h:kit.Pool.Take"],
        ["kit.h:kit.Client.answer_"],
        ["kit.cc:kit.Client.Send"],
        ["kit.cc:kit.Base.Close", "kit.h:kit.Base.Close"],
        ["kit.h:kit.Client.Inner.Deep"],
        ["kit.h:kit.Connect"],
    ]
    assert made.names("use.cc", "c.Close", "g.Go", "k.Connect") == [
        ["kit.cc:kit.Base.Close", "kit.h:kit.Base.Close"],
        ["kit.h:kit.deep.Far.Go"],
        ["kit.h:kit.Connect"],
    ]
