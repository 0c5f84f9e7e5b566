"""PHP and Ruby: namespaces and constants, autoloading, required files, and what values are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from resolution import Tree

Make = Callable[[dict[str, str]], Tree]
COMPOSER = '{"autoload": {"psr-4": {"App\\\\": "src/", "App\\\\Deep\\\\": ["lib/deep"], "Odd\\\\": 3}}}'
USER = """\
<?php
namespace App\\Models;
use App\\Base\\Model;
class User extends Model {
  private Pool $pool;
  public ?Answer $answer = null;
  const LIMIT = 3;
  public function __construct(private Client $client, $other = null) { $this->late = new Pool(); }
  public static function make(): static { return new static(); }
  public function pool() { return $this->pool; }
  public function fluent(): self { return $this; }
  /** @return Answer[] */
  public function all(): array { return []; }
}
class Pool { public function take() {} }
class Answer { public string $text; }
class Client { public function send(string $k): Answer {} }
function helper(): User {}
"""


@pytest.mark.parametrize(
    ("body", "expression", "wanted"),
    [
        ("$u = new User();", "$u", "User"),
        ("$u = User::make();", "$u", "User"),
        ("$u = helper();", "$u", "User"),
        ("$u = $given->fluent();", "$u", "User"),
        ("$u = new \\App\\Models\\User();", "$u", "User"),
        ("$p = $given->pool();", "$p", "Pool"),
        ("foreach ($list as $x) { $x█; }", "$x", None),
        ("try {} catch (Answer $a) { $a█; }", "$a", "Answer"),
        ("if ($x instanceof User) { $x█; }", "$x", "User"),
        ("$f = function (User $z) { $z█; };", "$z", "User"),
        ("$f = fn(User $z) => $z█->answer;", "$z", "User"),
        ("", "$given", "User"),
        ("", "$given->answer", "Answer"),
        ("", "$given?->client->send(1)", "Answer"),
        ("", "$this->held", "User"),
        ("$u = unknown();", "$u", None),
    ],
)
def test_types_of_php(tree: Make, body: str, expression: str, wanted: str | None) -> None:
    marked = body if "█" in body else f"{body}\n    █"
    use = f"""\
<?php
namespace App\\Http;
use App\\Models\\{{User, Answer}};
use function App\\Models\\helper;
class Page {{
  private User $held;
  public function show(User $given, $x) {{
    {marked}
  }}
}}
"""
    made = tree({"composer.json": COMPOSER, "src/Models/User.php": USER, "src/Http/Page.php": use})
    assert made.types("src/Http/Page.php", expression) == ([f"src/Models/User.php:{wanted}"] if wanted else [])


def test_where_classes_of_php_are(tree: Make) -> None:
    use = """\
<?php
namespace App\\Http;
use App\\Models\\User as U;
use App\\Deep\\Far;
use Vendor\\Thing;
require_once __DIR__ . '/functions.php';
class Page extends Near { function f(U $u) { █ } }
"""
    made = tree(
        {
            "composer.json": COMPOSER,
            "src/Models/User.php": USER,
            "copies/User.php": USER.replace("LIMIT", "OTHER"),
            "src/Base/Model.php": "<?php\nnamespace App\\Base;\nabstract class Model { public function save() {} }\n",
            "lib/deep/Far.php": "<?php\nnamespace App\\Deep;\nclass Far { static function go() {} }\n",
            "src/Http/Near.php": "<?php\nnamespace App\\Http;\nclass Near { function near() {} }\n",
            "src/Http/functions.php": "<?php\nfunction tool() {}\n",
            "src/Http/Page.php": use,
        }
    )
    names = ("U", "U.LIMIT", "$u.save", "Far.go", "$this.near", "parent.near", "tool", "Thing")
    assert made.names("src/Http/Page.php", *names) == [
        ["src/Models/User.php:User"],
        ["src/Models/User.php:User.LIMIT"],
        ["src/Base/Model.php:Model.save"],
        ["lib/deep/Far.php:Far.go"],
        ["src/Http/Near.php:Near.near"],
        ["src/Http/Near.php:Near.near"],
        ["src/Http/functions.php:tool"],
        [],
    ]


RUBY = """\
module App
  module Helpers
    def help; end
  end
  class Base
    def close; end
  end
  class User < Base
    include Helpers
    attr_reader :pool
    LIMIT = 3
    def initialize(client)
      @pool = Pool.new
      @client = client
    end
    def self.make
      new(1)
    end
    def answer
      Answer.new
    end
    def again
      self
    end
  end
  class Pool
    def take; end
  end
  class Answer
    def text; end
  end
end
"""


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("User", "App.User"),
        ("App::User.make", "App.User.make"),
        ("u.answer", "App.User.answer"),
        ("u.close", "App.Base.close"),
        ("u.help", "App.Helpers.help"),
        ("u.pool.take", "App.Pool.take"),
        ("u.answer.text", "App.Answer.text"),
        ("u.again.again.answer", "App.User.answer"),
        ("self.own", "App.Admin.own"),
        ("own", "App.Admin.own"),
        ("close", "App.Base.close"),
        ("@kept.take", "App.Pool.take"),
        ("User::LIMIT", "App.User.LIMIT"),
        ("u.nothing", None),
    ],
)
def test_ruby(tree: Make, name: str, wanted: str | None) -> None:
    use = """\
require_relative "lib/user"
module App
  class Admin < User
    def own
      u = User.new(1)
      @kept = Pool.new
      █
    end
  end
end
"""
    made = tree(
        {
            "lib/user.rb": RUBY,
            "admin.rb": use,
            "other.rb": "module Other\n  class User\n    def nothing; end\n  end\nend\n",
        }
    )
    receiver, _, last = name.replace("::", ".").rpartition(".")
    found = made.name("admin.rb", f"{receiver}.{last}" if receiver else last)
    assert [text.partition(":")[2] for text in found] == ([wanted] if wanted else [])


def test_required_files_of_ruby(tree: Make) -> None:
    main = 'require "kit/tool"\nrequire_relative "../x/near"\nrequire "json"\n'
    files = {"gem/lib/kit/tool.rb": "def tool; end\n", "x/near.rb": "def near; end\n", "a/main.rb": main}
    made = tree({**files, "spec/kit/tool.rb": "def tool; end\n"})
    assert made.resolver.imported_files("a/main.rb") == ["gem/lib/kit/tool.rb", "x/near.rb"]
    assert made.names("a/main.rb", "tool", "near") == [["gem/lib/kit/tool.rb:tool"], ["x/near.rb:near"]]


def test_swift(tree: Make) -> None:
    library = """\
protocol Closer { func close() }
class Base: Closer { func close() {} }
class Client: Base {
    let pool: Pool
    func send(key: String) -> Answer? { return nil }
    static func make() -> Client { return Client() }
}
struct Pool { func take() {} }
struct Answer { var text: String }
extension Client { func extra() -> Pool { return pool } }
"""
    use = """\
import Foundation
class Use {
    var held: Client
    func use(p: Pool) {
        let c = Client.make()
        if let a = c.send(key: "a") {
            █
        }
    }
}
"""
    made = tree({"Sources/Kit/All.swift": library, "Sources/App/Use.swift": use})
    names = ("c.close", "c.extra", "c.pool.take", "p.take", "a.text", "self.held.send", "held")
    assert [found[:1] for found in made.names("Sources/App/Use.swift", *names)] == [
        ["Sources/Kit/All.swift:Base.close"],
        ["Sources/Kit/All.swift:Client.extra"],
        ["Sources/Kit/All.swift:Pool.take"],
        ["Sources/Kit/All.swift:Pool.take"],
        ["Sources/Kit/All.swift:Answer.text"],
        ["Sources/Kit/All.swift:Client.send"],
        ["Sources/App/Use.swift:Use.held"],
    ]
