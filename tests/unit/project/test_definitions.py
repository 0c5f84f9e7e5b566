"""What a file defines, open or stored: the same, and made only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable

from lacewing.project.definitions import Definitions, OpenDefinitions, SymbolsBy
from lacewing.project.extract import extract
from lacewing.project.facts import Symbol
from lacewing.project.stored_facts import StoredOutline
from lacewing.project.workspace import Project
from lacewing.syntax.language import languages

Open = Callable[[dict[str, str]], Project]

TEXT = '''\
from shapes import Shape

class Circle(Shape):
    """A circle, 圆."""

    radius: float = 1.0

    def area(self, times: int = 2, *rest: str) -> float: return 3.0 * times

def area() -> None: ...
'''


def all_of(definitions: Definitions) -> list[object]:
    columns = (definitions.names, definitions.kinds, definitions.containers, definitions.starts, definitions.ends)
    symbols = [definitions.symbol(number) for number in range(len(definitions.names))]
    return [definitions.language, definitions.imports(), *map(list, columns), symbols]


def test_stored_ones_are_those_of_the_open_document(project: Open) -> None:
    made = project({"circle.py": TEXT})
    stored = made.index.definitions("circle.py")
    facts = extract(TEXT.encode(), languages()["python"])
    assert isinstance(stored, StoredOutline)
    assert all_of(stored) == all_of(OpenDefinitions(facts))
    assert [each.symbol(0).name for each in (stored, OpenDefinitions(facts))] == ["Circle", "Circle"]
    for each in (stored, OpenDefinitions(facts)):
        assert all(map(each.may_define, ["Circle", "radius", "area"]))
        assert not each.may_define("perimeter")
        assert each.may_import("Shape")
    assert not stored.may_import("*")
    made.index.set_overlay("circle.py", facts)
    assert isinstance(made.index.definitions("circle.py"), OpenDefinitions)
    assert made.index.definitions("nowhere.py") is None


def test_only_what_is_asked_for_is_made() -> None:
    facts = extract(TEXT.encode(), languages()["python"])
    made: list[int] = []

    def symbol(number: int) -> Symbol:
        made.append(number)
        return facts.symbols[number]

    names, kinds = [each.name for each in facts.symbols], [each.kind for each in facts.symbols]
    table = SymbolsBy(lambda: names, lambda: kinds, lambda kind: kind != "class", symbol, lambda name: name != "radius")
    assert "area" in table
    assert made == []
    assert [each.container for each in table.of("area")] == ["Circle", ""]
    assert table.of("area") is table["area"]
    assert len(made) == 2
    assert table.of("perimeter") == []
    assert table.of("radius") == []  # is said not to be there, and not looked for
    assert table.of("Circle") == []  # is of a kind that does not count
    assert set(table) == {"radius", "area"}


def test_many_texts_are_found_as_one() -> None:
    names = [f"name{number % 20}" for number in range(100)]
    facts = extract(TEXT.encode(), languages()["python"])
    symbols = [facts.symbols[0]._replace(name=name, line=line) for line, name in enumerate(names)]
    kinds = ["function" if number % 3 else "extension" for number in range(100)]
    table = SymbolsBy(lambda: names, lambda: kinds, lambda kind: kind != "extension", symbols.__getitem__)
    for name in dict.fromkeys([*names, "nowhere"]):
        assert [each.line for each in table.of(name)] == [
            number for number, each in enumerate(names) if each == name and number % 3
        ]
