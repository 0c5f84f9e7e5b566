"""Facts of Scala files."""

from __future__ import annotations

from lacewing.project.extract import extract
from lacewing.project.facts import Facts, Parameter
from lacewing.syntax.language import languages


def facts(text: str) -> Facts:
    return extract(text.encode(), languages()["scala"])


def test_types_and_members():
    found = facts("""\
package org.example
/** 箱 */
@deprecated("x") abstract class Box[+T](val size: Int, seed: T)(implicit c: Ctx) extends Base[T](size) with a.Shape {
  def this(count: Int) = this(count, 1)
  private[example] lazy val item, other: T = { val local = 1; make() }
  private[this] var `is it` = 1
  val Max, MAX = 3
  type Item = T
  protected def map[R](all: T*)(mapper: T => R = same): Option[R] = { def inner = 1; None }
  def +(other: Box[T]): Box[T] = other
  object Inner { def make() = 1 }
}
case class Point(x: Int, y: Int) extends Shape
trait Area { def area: Double }
object Single extends App
enum Color(val rgb: Int):
  case Red, Green
  case Mixed(r: Int)
given order: Ordering[Int] with
  def compare(x: Int, y: Int) = 1
extension (text: List[String])
  def shout(times: Int): String = ""
val top = 1
""").symbols
    assert [(one.qualified_name, one.kind, one.visibility) for one in found] == [
        ("org.example", "module", "public"),
        ("Box", "class", "public"),
        ("Box.size", "field", "public"),
        ("Box.this", "constructor", "public"),
        ("Box.item", "field", "protected"),
        ("Box.other", "field", "protected"),
        ("Box.is it", "field", "private"),
        ("Box.Max", "field", "public"),
        ("Box.MAX", "constant", "public"),
        ("Box.Item", "type", "public"),
        ("Box.map", "method", "protected"),
        ("Box.map.inner", "function", "public"),
        ("Box.+", "method", "public"),
        ("Box.Inner", "class", "public"),
        ("Box.Inner.make", "method", "public"),
        ("Point", "class", "public"),
        ("Point.x", "field", "public"),
        ("Point.y", "field", "public"),
        ("Area", "interface", "public"),
        ("Area.area", "method", "public"),
        ("Single", "class", "public"),
        ("Color", "enum", "public"),
        ("Color.rgb", "field", "public"),
        ("Color.Red", "enum_member", "public"),
        ("Color.Green", "enum_member", "public"),
        ("Color.Mixed", "enum_member", "public"),
        ("order", "class", "public"),
        ("order.compare", "method", "public"),
        ("List.shout", "method", "public"),
        ("top", "variable", "public"),
    ]
    box, by_name = found[1], {one.name: one for one in found}
    assert box.docstring == "箱"
    assert box.bases == ("Base[T]", "a.Shape")
    assert box.decorators == ('deprecated("x")',)
    assert box.parameters == (Parameter("size", "Int"), Parameter("seed", "T"), Parameter("c", "Ctx"))
    assert by_name["map"].parameters == (
        Parameter("all", "T*", kind="variadic"), Parameter("mapper", "T => R", "same"),
    )  # fmt: skip
    assert by_name["map"].signature == "protected def map[R](all: T*)(mapper: T => R = same): Option[R]"
    assert by_name["map"].result == "Option[R]"


def test_imports():
    found = facts("""\
import a.b.C
import a.b.{D, E => F, G as H, _}
import a.c.*
import a.d as e
import plain
""").imports
    assert [(one.module, one.name, one.bound) for one in found] == [
        ("a.b", "C", "C"), ("a.b", "D", "D"), ("a.b", "E", "F"), ("a.b", "G", "H"), ("a.b", "*", ""), ("a.c", "*", ""),
        ("a", "d", "e"), ("", "plain", "plain"),
    ]  # fmt: skip


def test_calls():
    found = facts("""\
object A {
  def go(many: List[Int]) = {
    many.map(x => x).foldLeft[Int](0) { (a, b) => a }
    new b.Box[Int](1, 2)
    use(named = many) to plain()
  }
}
""")
    assert [(one.name, one.receiver, one.arguments, one.caller) for one in found.calls] == [
        ("map", "many", 1, "A.go"),
        ("foldLeft", "many.map(x => x)", 1, "A.go"),
        ("Box", "b", 2, "A.go"),
        ("use", "", 1, "A.go"),
        ("to", "use(named = many)", 1, "A.go"),
        ("plain", "", 0, "A.go"),
    ]
