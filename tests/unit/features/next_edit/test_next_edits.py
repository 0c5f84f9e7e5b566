"""Which edits are offered after a change: on whole projects, with the weights that are shipped."""

from __future__ import annotations

from pathlib import Path

from lacewing.features.next_edit.next_edits import next_edits
from lacewing.features.next_edit.options import NextEditOptions
from lacewing.features.next_edit.types import Change, NextEdit, ProjectView
from lacewing.text.edit import apply_edits

LEAST = NextEditOptions().threshold


def offered(
    before: str, after: str, path: str = "a.py", earlier: tuple[Change, ...] = (), **others: str
) -> list[NextEdit]:
    """What is offered after `path` was changed, in a project that has the `others` (name and text) beside it."""
    files = {f"{name}.py": text.encode() for name, text in others.items()}
    project = ProjectView(
        Path("/p"),
        files.get,
        lambda words: [name for name, text in files.items() if all(w.encode() in text for w in words)],
    )
    return next_edits([Change(path, before.encode(), after.encode()), *earlier], project, LEAST)


def finished(after: str, edits: list[NextEdit], path: str = "a.py") -> str:
    return apply_edits(after.encode(), [each.edit for each in edits if each.path == path]).decode()


RENAMED = '''\
def area({0}: int, 宽: int) -> int:
    """The area of what is tall."""
    if tall < 0:
        raise ValueError(f"no area 😀 {{tall}}")
    return tall * 宽


def is_tall(tall: int) -> bool:
    return tall > 2
'''


def test_a_renamed_parameter_is_renamed_in_its_function_only() -> None:
    before, after = RENAMED.format("tall"), RENAMED.format("height")
    wanted = (
        after.replace("if tall < 0", "if height < 0")
        .replace("return tall *", "return height *")
        .replace("{tall}", "{height}")
    )
    assert finished(after, offered(before, after)) == wanted


def test_a_parameter_renamed_at_one_place_after_another() -> None:
    text, now = RENAMED.format("tall"), RENAMED.format("height")
    wanted = (
        now.replace("if tall < 0", "if height < 0")
        .replace("return tall *", "return height *")
        .replace("{tall}", "{height}")
    )
    changes: tuple[Change, ...] = ()
    while edits := offered(text, now, earlier=changes):
        changes = (Change("a.py", text.encode(), now.encode()), *changes)
        text, now = now, apply_edits(now.encode(), [edits[0].edit]).decode()
    assert now == wanted


def test_the_same_line_elsewhere_one_after_another() -> None:
    line = "        return json.dumps(value, sort_keys=True)\n"
    method = "    def {0}(self, value):\n" + line
    before = "class A:\n" + "".join(method.format(name) for name in ("first", "second", "third", "fourth"))
    new = line.replace("sort_keys=True", "sort_keys=True, default=str")
    changes: tuple[Change, ...] = ()
    text, now = before, before.replace(line, new, 1)
    for _ in range(3):
        best = offered(text, now, earlier=changes)[0]
        changes = (Change("a.py", text.encode(), now.encode()), *changes)
        text, now = now, apply_edits(now.encode(), [best.edit]).decode()
    assert now == before.replace(line, new)
    assert offered(text, now, earlier=changes) == []


def test_what_was_done_again_and_again_is_likelier() -> None:
    before, after = "log.warn(a)\nx = 1\n", "log.warning(a)\nx = 1\n"
    others = {"b": "import log\nlog.warn(text)\n"}

    def chance(*earlier: Change) -> float:
        project = ProjectView(Path("/p"), lambda path: others[path[0]].encode(), lambda words: ["b.py"])
        found = next_edits([Change("a.py", before.encode(), after.encode()), *earlier], project, 0.0)
        return max((each.chance for each in found if each.path == "b.py"), default=0.0)

    more = Change("c.py", b"log.warn(1)\n", b"log.warning(1)\n")
    assert chance(more, more, more) > chance()


def test_no_edit_breaks_the_syntax() -> None:
    before, after = b"x = item\ny = item\n", b"x = 1\ny = 1\n"
    text = "for item in items:\n    use(item)\n"  # the first is a name that cannot be a number
    project = ProjectView(Path("/p"), lambda path: text.encode(), lambda words: ["other.py"])
    found = next_edits([Change("a.py", before, after)], project, 0.0)
    places = [each.edit.span.start for each in found if each.path == "other.py"]
    inside = text.index("(item") + 1
    assert any(inside <= place <= inside + len("item") for place in places)
    assert not any(place <= text.index(" in ") for place in places)


def test_nothing_follows_from_new_text_or_white_space() -> None:
    assert offered("", "def f(): ...\n") == []
    assert offered("x = 1\n", "x  = 1\n") == []
    assert offered("x = 1\n", "x = 1\n") == []


def test_code_that_does_not_parse_and_files_of_no_language() -> None:
    before, after = "def (\nold(1\n)old\n", "def (\nnew(1\n)old\n"
    assert isinstance(offered(before, after), list)
    assert isinstance(offered("old words\nmore old\n", "new words\nmore old\n", path="notes.unknown"), list)


def test_refused_edits_stay_away() -> None:
    before, after = RENAMED.format("tall"), RENAMED.format("height")
    kinds = {each.kind for each in offered(before, after)}
    project = ProjectView(Path("/p"), lambda path: None, lambda words: [])
    assert next_edits([Change("a.py", before.encode(), after.encode())], project, LEAST, refused=kinds) == []
