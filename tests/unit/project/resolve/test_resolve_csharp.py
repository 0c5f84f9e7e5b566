"""C#: namespaces, using, partial classes, and what values are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from resolution import Tree

Make = Callable[[dict[str, str]], Tree]
LIBRARY = """\
namespace Kit.Net
{
    public interface ICloser { void Close(); }
    public class Base : ICloser { protected Pool held; public void Close() {} }
    public partial class Client : Base
    {
        public Pool Pool { get; set; }
        private readonly Answer _answer = new Answer();
        public Answer Send(string key) => null;
        public async Task<Answer> SendAsync(string key) => null;
        public List<Answer> All() => null;
        public Dictionary<string, Answer> Table;
        public static Client Make() => new Client();
        public enum Mode { On, Off }
    }
    public class Pool { public void Take() {} }
    public class Answer { public string Text; }
    public static class Util { public static Client Connect() => null; }
}
"""
PARTIAL = """\
namespace Kit.Net;

public partial class Client : ILabelled { public void More() {} }
public interface ILabelled { Answer Label(); }
"""


@pytest.mark.parametrize(
    ("body", "expression", "wanted"),
    [
        ("var c = new Client();", "c", "Client"),
        ("Client c = new();", "c", "Client"),
        ("Client? c = null;", "c", "Client"),
        ("var c = Connect();", "c", "Client"),
        ("var c = Client.Make();", "c", "Client"),
        ("var c = new Kit.Net.Client();", "c", "Client"),
        ("var c = new N();", "c", "Client"),
        ('var a = await p.SendAsync("a");', "a", "Answer"),
        ("foreach (var a in p.All()) { a█; }", "a", "Answer"),
        ("foreach (Answer a in all) { a█; }", "a", "Answer"),
        ("using (var c = Connect()) { c█; }", "c", "Client"),
        ("if (x is Client c) { c█; }", "c", "Client"),
        ("var c = x as Client;", "c", "Client"),
        ("var n = p.All().Where(q).Select(a => a█.Text);", "a", "Answer"),
        ("var a = p.All().First();", "a", "Answer"),
        ("var c = (Client) x;", "c", "Client"),
        ("Each((Client c) => c█.Close());", "c", "Client"),
        ("", "p", "Client"),
        ("", "p.Pool", "Pool"),
        ("", "p.Table[k]", "Answer"),
        ("", "p.held", "Pool"),
        ("", "Client.Mode.On", "Client.Mode"),
        ("", "p.Label()", "Answer"),
        ("var x2 = Unknown();", "x2", None),
    ],
)
def test_types_of_expressions(tree: Make, body: str, expression: str, wanted: str | None) -> None:
    marked = body if "█" in body else f"{body}\n        █"
    use = f"""\
using Kit.Net;
using static Kit.Net.Util;
using N = Kit.Net.Client;

namespace App.Main;

class Program
{{
    void Use(Client p, object x)
    {{
        {marked}
    }}
}}
"""
    made = tree({"a/Library.cs": LIBRARY, "b/Client.More.cs": PARTIAL, "app/Program.cs": use})
    found = made.types("app/Program.cs", expression)
    assert {text.partition(":")[2] for text in found} == ({f"Kit.Net.{wanted}"} if wanted else set())


def test_namespaces_and_parts(tree: Make) -> None:
    other = "namespace Other { public class Client { public void No() {} } }\n"
    inner = "namespace Kit.Net.Deep { class Far { void F(Client c) { █ } } }\n"
    made = tree({"a/Library.cs": LIBRARY, "b/Client.More.cs": PARTIAL, "c/Other.cs": other, "d/Far.cs": inner})
    names = ("c.More", "c.Send", "c.Close", "c.Label", "c.No", "Util.Connect")
    assert [found[:1] for found in made.names("d/Far.cs", *names)] == [
        ["b/Client.More.cs:Kit.Net.Client.More"],
        ["a/Library.cs:Kit.Net.Client.Send"],
        ["a/Library.cs:Kit.Net.Base.Close"],
        ["b/Client.More.cs:Kit.Net.ILabelled.Label"],
        [],
        ["a/Library.cs:Kit.Net.Util.Connect"],
    ]
