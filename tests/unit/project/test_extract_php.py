from pathlib import Path

from lacewing.project.extract import extract
from lacewing.project.facts import Facts, Symbol
from lacewing.syntax.language import languages
from lacewing.syntax.scopes import definitions_in_scope
from lacewing.syntax.source import source_of

BOX = r"""<?php
namespace App\Models;

use App\Contracts\Shape;
use App\{Foo, Bar as Baz, Sub\Deep\Qux};
use function App\helper;
require_once __DIR__ . '/boot.php';
include 'lib/more.php';

/**
 * 箱 with a value.
 */
#[Entity]
abstract class Box extends Base implements Shape, \Countable
{
    use Loggable, \A\Sluggable;
    private const string KIND = 'box';
    public static ?int $count = 0;
    public function __construct(private int $width, protected ?Foo $foo = null) { parent::__construct(); }
    abstract protected function area(int|float $a, int ...$rest): static;
    private static function make(): self { $local = date('Y'); self::$count++; return new self($local, date: 1); }
}
trait Loggable { private string $log = ''; function log($m) { echo $this->log, $m; } }
interface Named { public function name(): string; }
enum Suit: string { case Hearts = 'H'; }
function helper($date) { return date($date); }
define('LIMIT', 3);
$app = new Box(1);
"""


def facts(text: str) -> Facts:
    return extract(text.encode(), languages()["php"])


def symbol(name: str) -> Symbol:
    found = [one for one in facts(BOX).symbols if one.qualified_name == name]
    assert len(found) == 1, found
    return found[0]


def test_kinds_and_containers():
    assert {(one.qualified_name, one.kind) for one in facts(BOX).symbols} == {
        ("App\\Models", "module"),
        ("Box", "class"),
        ("Box.KIND", "constant"),
        ("Box.count", "field"),
        ("Box.__construct", "constructor"),
        ("Box.width", "field"),
        ("Box.foo", "field"),
        ("Box.area", "method"),
        ("Box.make", "method"),
        ("Loggable", "class"),
        ("Loggable.log", "field"),
        ("Loggable.log", "method"),
        ("Named", "interface"),
        ("Named.name", "method"),
        ("Suit", "enum"),
        ("Suit.Hearts", "enum_member"),
        ("helper", "function"),
        ("LIMIT", "constant"),
        ("$app", "variable"),
    }


def test_signatures_documentation_and_bases():
    box = symbol("Box")
    assert box.signature == r"abstract class Box extends Base implements Shape, \Countable"
    assert box.docstring == "箱 with a value."
    assert box.bases == ("Base", "Shape", r"\Countable", "Loggable", r"\A\Sluggable")
    assert box.decorators == ("Entity",)
    area = symbol("Box.area")
    assert area.signature == "abstract protected function area(int|float $a, int ...$rest): static"
    assert area.result == "static"
    assert [(one.name, one.type, one.kind) for one in area.parameters] == [
        ("$a", "int|float", "positional"),
        ("$rest", "int", "variadic"),
    ]
    assert symbol("Box.width").result == "int"
    assert [one.default for one in symbol("Box.__construct").parameters] == ["", "null"]


def test_visibility():
    assert {name: symbol(name).visibility for name in ("Box.KIND", "Box.count", "Box.area", "Box.make", "Box.foo")} == {
        "Box.KIND": "private",
        "Box.count": "public",
        "Box.area": "protected",
        "Box.make": "private",
        "Box.foo": "protected",
    }


def test_imports():
    assert [(one.module, one.name, one.bound) for one in facts(BOX).imports] == [
        ("App\\Contracts", "Shape", "Shape"),
        ("App", "Foo", "Foo"),
        ("App", "Bar", "Baz"),
        ("App\\Sub\\Deep", "Qux", "Qux"),
        ("App", "helper", "helper"),
        ("./boot.php", "*", ""),
        ("lib/more.php", "*", ""),
    ]


def test_a_variable_is_no_function_of_its_name():
    assert [call.name for call in facts(BOX).calls if call.caller == "helper"] == ["date"]
    names = [one.name for one in facts(BOX).references]
    assert names.count("date") == 2
    assert "$date" not in names


def test_references_to_properties_have_no_dollar():
    found = {(one.receiver, one.name) for one in facts(BOX).references}
    assert {("self", "count"), ("$this", "log"), ("A", "Sluggable")} <= found
    assert not {name for _, name in found} & {"$this", "$count", "$log", "$m"}


def test_calls_name_the_class_that_is_made():
    found = {(call.receiver, call.name, call.arguments, call.caller) for call in facts(BOX).calls}
    assert {("", "Box", 1, ""), ("", "self", 2, "Box.make"), ("parent", "__construct", 0, "Box.__construct")} <= found


def test_functions_see_no_variables_from_outside():
    text = "<?php\n$outer = 1;\nfunction f($a) {\n    $b = fn ($c) => 1█;\n}\nclass K {}\n"
    source = source_of(Path("a.php"), text.replace("█", "").encode())
    names = [one.name for one in definitions_in_scope(source, text.encode().index("█".encode()))]
    assert set(names) == {"$c", "$a", "$b", "f", "K"}
