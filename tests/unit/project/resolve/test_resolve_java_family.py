"""Java, Kotlin and Scala: packages, imports, nested types, and what values are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from resolution import Tree

Make = Callable[[dict[str, str]], Tree]
TOOL = """\
package org.x;
public class Tool {
  public static void go() {}
  public static final int LIMIT = 3;
  public static class Inner { public void deep() {} public enum Mode { ON } }
}
"""


@pytest.mark.parametrize(
    ("imports", "name", "wanted"),
    [
        ("import org.x.Tool;", "Tool.go", "Tool.go"),
        ("import org.x.*;", "Tool.go", "Tool.go"),
        ("import static org.x.Tool.go;", "go", "Tool.go"),
        ("import static org.x.Tool.*;", "LIMIT", "Tool.LIMIT"),
        ("import org.x.Tool.Inner;", "Inner", "Tool.Inner"),
        ("import org.x.Tool.Inner.Mode;", "Mode.ON", "Tool.Inner.Mode.ON"),
        ("import org.x.Tool;", "Tool.Inner.Mode.ON", "Tool.Inner.Mode.ON"),
        ("", "org.x.Tool.go", "Tool.go"),
        ("import java.util.Tool;", "Tool", None),
    ],
)
def test_imports_of_java(tree: Make, imports: str, name: str, wanted: str | None) -> None:
    made = tree(
        {
            "a/src/org/x/Tool.java": TOOL,
            "b/src/org/z/Tool.java": TOOL.replace("org.x", "org.z"),
            "a/src/org/y/Main.java": f"package org.y;\n{imports}\nclass Main {{ void m() {{ █ }} }}\n",
        }
    )
    assert made.name("a/src/org/y/Main.java", name) == ([f"a/src/org/x/Tool.java:{wanted}"] if wanted else [])


def test_the_package_is_seen_whatever_the_source_root(tree: Make) -> None:
    made = tree(
        {
            "src/main/java/org/x/Tool.java": TOOL,
            "src/test/java/org/x/ToolTest.java": "package org.x;\nclass ToolTest { void m() { █ } }\n",
            "other/src/org/q/Tool.java": TOOL.replace("org.x", "org.q"),
        }
    )
    assert made.name("src/test/java/org/x/ToolTest.java", "Tool.go") == ["src/main/java/org/x/Tool.java:Tool.go"]


LIBRARY = """\
package org.x;
public class Library {
  public interface Closer { void close(); }
  public static class Base implements Closer {
    protected Pool pool;
    public void close() {}
    public Base self() { return this; }
  }
  public static class Client extends Base {
    public Answer send(Request request) { return null; }
    public java.util.List<Answer> all() { return null; }
    public java.util.Map<String, Answer> table() { return null; }
    public java.util.Optional<Answer> maybe() { return null; }
  }
  public static class Pool { public void take() {} }
  public static class Request {}
  public static class Answer { public String text() { return ""; } }
  public static Client connect() { return null; }
}
"""


@pytest.mark.parametrize(
    ("body", "expression", "wanted"),
    [
        ("Client c = connect();", "c", "Client"),
        ("var c = new Client();", "c", "Client"),
        ("var c = connect();", "c", "Client"),
        ("var a = connect().send(null);", "a", "Answer"),
        ("for (Answer a : connect().all()) { a█ }", "a", "Answer"),
        ("for (var a : connect().all()) { a█ }", "a", "Answer"),
        ("try (Client c = connect()) { c█ }", "c", "Client"),
        ("if (o instanceof Client c) { c█ }", "c", "Client"),
        ("each((Client c) -> c█.close());", "c", "Client"),
        ("var c = (Client) o;", "c", "Client"),
        ("connect().all().forEach(a -> a█.text());", "a", "Answer"),
        ("connect().all().stream().filter((a) -> a█.text());", "a", "Answer"),
        ("", "connect().all().get(0)", "Answer"),
        ("", 'connect().table().get("a")', "Answer"),
        ("", "connect().pool", "Pool"),
        ("", "this.held.pool", "Pool"),
        ("", "held", "Client"),
        ("", "p", "Pool"),
        ("var x = unknown();", "x", None),
    ],
)
def test_types_of_java(tree: Make, body: str, expression: str, wanted: str | None) -> None:
    marked = body if "█" in body else f"{body}\n    █"
    use = f"""\
package org.y;
import org.x.Library.*;
import static org.x.Library.connect;
class Main {{
  private Client held;
  void m(Pool p, Object o) {{
    {marked}
  }}
}}
"""
    made = tree({"src/org/x/Library.java": LIBRARY, "src/org/y/Main.java": use})
    assert made.types("src/org/y/Main.java", expression) == (
        [f"src/org/x/Library.java:Library.{wanted}"] if wanted else []
    )


def test_inherited_members_are_seen_bare(tree: Make) -> None:
    use = "package org.y;\nimport org.x.Library.Client;\nclass Mine extends Client { void m() { █ } void close() {} }\n"
    made = tree({"src/org/x/Library.java": LIBRARY, "src/org/y/Mine.java": use})
    assert made.names("src/org/y/Mine.java", "send", "pool", "this.pool.take", "super.close", "close") == [
        ["src/org/x/Library.java:Library.Client.send"],
        ["src/org/x/Library.java:Library.Base.pool"],
        ["src/org/x/Library.java:Library.Pool.take"],
        ["src/org/x/Library.java:Library.Base.close"],
        ["src/org/y/Mine.java:Mine.close"],
    ]


KOTLIN = """\
package org.kit

open class Base {
    fun close() {}
}
class Client(val pool: Pool, other: Int = 0) : Base() {
    val answer = Answer()
    lateinit var late: Answer
    fun send(key: String): Answer? = null
    companion object {
        fun make(): Client = Client(Pool())
    }
}
class Pool {
    fun take() {}
}
class Answer {
    val text: String = ""
}
fun connect() = Client(Pool())
fun Client.extra(): Pool = pool
object Single {
    fun run() {}
}
typealias Other = Client
"""


@pytest.mark.parametrize(
    ("body", "expression", "wanted"),
    [
        ("val c = connect()", "c", "Client"),
        ("val c = Client(p)", "c", "Client"),
        ("val c: Client = x", "c", "Client"),
        ('val a = connect().send("a")!!', "a", "Answer"),
        ('val a = connect().send("a")?.let { it } ?: Answer()', "a", "Answer"),
        ("for (a in list) { a█ }", "a", "Answer"),
        ("list.map { a: Answer -> a█ }", "a", "Answer"),
        ("if (x is Client) { x█ }", "x", "Client"),
        ("list.forEach { a -> a█.text }", "a", "Answer"),
        ("", "p", "Pool"),
        ("", "connect().pool", "Pool"),
        ("", "connect().answer", "Answer"),
        ("", "connect().late", "Answer"),
        ("", "connect().extra()", "Pool"),
        ("", "Single", "Single"),
    ],
)
def test_types_of_kotlin(tree: Make, body: str, expression: str, wanted: str | None) -> None:
    marked = body if "█" in body else f"{body}\n    █"
    use = f"package org.app\n\nimport org.kit.*\n\nfun use(p: Pool, x: Any, list: List<Answer>) {{\n    {marked}\n}}\n"
    made = tree({"kit/anywhere.kt": KOTLIN, "app/use.kt": use})
    assert made.types("app/use.kt", expression) == ([f"kit/anywhere.kt:{wanted}"] if wanted else [])


def test_imports_of_kotlin_and_java_lead_to_each_other(tree: Make) -> None:
    made = tree(
        {
            "kit/anywhere.kt": KOTLIN,
            "src/org/x/Tool.java": TOOL,
            "app/use.kt": "package org.app\n\nimport org.kit.Client as C\nimport org.kit.extra\nimport org.x.Tool\n",
            "app/near.kt": "package org.kit\n\nfun near() { █ }\n",
            "src/org/app/Main.java": "package org.app;\nimport org.kit.Client;\n"
            "class Main { void m(Client c) { █ } }\n",
            "other/same.kt": "package org.other\n\nclass Client { fun no() {} }\n",
        }
    )
    assert made.names("app/use.kt", "C", "extra", "Tool.go") == [
        ["kit/anywhere.kt:Client"],
        ["kit/anywhere.kt:Client.extra"],  # an extension is imported from its package
        ["src/org/x/Tool.java:Tool.go"],
    ]
    assert made.names("app/near.kt", "connect", "Client") == [["kit/anywhere.kt:connect"], ["kit/anywhere.kt:Client"]]
    assert made.names("src/org/app/Main.java", "c.send", "c.close", "c.no") == [
        ["kit/anywhere.kt:Client.send"],
        ["kit/anywhere.kt:Base.close"],
        [],
    ]


def test_scala(tree: Make) -> None:
    library = """\
package org.kit

trait Base { def close(): Unit = () }
class Client(val pool: Pool) extends Base { def send(key: String): Answer = null }
class Pool { def take(): Unit = () }
class Answer
object Client { def make(): Client = new Client(new Pool) }
"""
    use = """\
package org.app

import org.kit.{Client, Pool => P}

object Use {
  def use(p: P, c: Client) = {
    val made = new Client(p)
    val a = c.send("a")
    █
  }
}
"""
    made = tree({"kit/all.scala": library, "app/Use.scala": use})
    names = ("c.send", "made.close", "p.take", "c.pool.take")
    assert [found[:1] for found in made.names("app/Use.scala", *names)] == [
        ["kit/all.scala:Client.send"],
        ["kit/all.scala:Base.close"],
        ["kit/all.scala:Pool.take"],
        ["kit/all.scala:Pool.take"],
    ]
    assert made.types("app/Use.scala", "a") == ["kit/all.scala:Answer"]


def test_static_imports_bring_what_is_inherited(tree: Make) -> None:
    made = tree(
        {
            "src/org/x/Matchers.java": "package org.x;\n"
            "public class Matchers { public static int any() { return 1; } }\n",
            "src/org/x/Middle.java": "package org.x;\npublic class Middle extends Matchers {}\n",
            "src/org/x/Mocks.java": "package org.x;\n"
            "public class Mocks extends Middle { public static void mock() {} }\n",
            "src/org/y/Use.java": "package org.y;\nimport static org.x.Mocks.any;\nimport static org.x.Mocks.mock;\n"
            "import static org.x.Mocks.none;\nclass Use {}\n",
        }
    )
    assert made.names("src/org/y/Use.java", "any", "mock", "none") == [
        ["src/org/x/Matchers.java:Matchers.any"],
        ["src/org/x/Mocks.java:Mocks.mock"],
        [],
    ]


def test_extension_functions_are_imported_from_their_package(tree: Make) -> None:
    made = tree(
        {
            "a/Text.kt": "package org.x\n\nclass Text {\n    companion object {\n"
            "        fun String.toText(): Text = Text()\n    }\n}\n",
            "a/more.kt": "package org.x.more\n\nimport org.x.Text\n\nfun Text.twice(): Text = this\n"
            "fun String.double(): String = this + this\n",
            "b/jvm.kt": "package other\n\nclass JvmName\n",
            "c/Use.kt": "package org.y\n\nimport kotlin.jvm.JvmName\nimport org.x.Text.Companion.toText\n"
            "import org.x.more.double\nimport org.x.more.twice\n\n"
            "fun use(text: String, unknown: Far) {\n    █\n}\n",
        }
    )
    assert made.names("c/Use.kt", "text.toText", "text.double", "unknown.twice", "twice", "JvmName", "text.length") == [
        ["a/Text.kt:Text.toText"],
        ["a/more.kt:String.double"],
        ["a/more.kt:Text.twice"],
        ["a/more.kt:Text.twice"],
        [],
        [],
    ]
