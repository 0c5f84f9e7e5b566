from pathlib import Path

from lacewing.project.extract import extract
from lacewing.project.facts import Facts, Symbol
from lacewing.syntax.language import languages
from lacewing.syntax.scopes import definitions_in_scope
from lacewing.syntax.source import source_of

BOX = """require "json"
require_relative "lib/箱"
autoload :Later, "app/later"

module App
  # A box.
  #
  # 箱
  class Box < Base::Parent
    include Comparable
    extend Forwardable
    MAX = 3
    attr_reader :width, :height
    Point = Struct.new(:x, :y) do
      def far?; x > 1; end
    end

    def initialize(width, height = 2, *rest, key:, **others, &block)
      @width = width
      @width = helper(Later.new(1), App::Other.new)
    end

    def self.make(a) = new(a)

    def ==(other)
      @width == other.width
    end

    class << self
      def build; yield self; end
      private
      def hidden; end
    end

    def shown; end

    private

    LIMIT = 4
    def secret; end
    def self.known; end

    public def open; end
    def after; end
    def named; end
    public
    private :named
    private_constant :MAX
  end
end
class App::Other; end
"""


def facts(text: str) -> Facts:
    return extract(text.encode(), languages()["ruby"])


def symbol(name: str) -> Symbol:
    found = [one for one in facts(BOX).symbols if one.qualified_name == name]
    assert len(found) == 1, found
    return found[0]


def test_kinds_and_containers():
    assert [(one.qualified_name, one.kind) for one in facts(BOX).symbols] == [
        ("App", "namespace"),
        ("App.Box", "class"),
        ("App.Box.MAX", "constant"),
        ("App.Box.width", "property"),
        ("App.Box.height", "property"),
        ("App.Box.Point", "class"),
        ("App.Box.Point.x", "property"),
        ("App.Box.Point.y", "property"),
        ("App.Box.Point.far?", "method"),
        ("App.Box.initialize", "constructor"),
        ("App.Box.@width", "field"),
        ("App.Box.make", "method"),
        ("App.Box.==", "method"),
        ("App.Box.build", "method"),
        ("App.Box.hidden", "method"),
        ("App.Box.shown", "method"),
        ("App.Box.LIMIT", "constant"),
        ("App.Box.secret", "method"),
        ("App.Box.known", "method"),
        ("App.Box.open", "method"),
        ("App.Box.after", "method"),
        ("App.Box.named", "method"),
        ("App.Other", "class"),
    ]


def test_signatures_documentation_and_bases():
    box = symbol("App.Box")
    assert box.signature == "class Box < Base::Parent"
    assert box.docstring == "A box.\n\n箱"
    assert box.bases == ("Base::Parent", "Comparable", "Forwardable")
    assert symbol("App.Box.make").signature == "def self.make(a)"
    assert symbol("App.Box.shown").signature == "def shown"
    assert symbol("App.Box.Point").signature == "Point = Struct.new(:x, :y)"
    made = symbol("App.Box.initialize")
    assert made.signature == "def initialize(width, height = 2, *rest, key:, **others, &block)"
    assert [(one.name, one.default, one.kind) for one in made.parameters] == [
        ("width", "", "positional"),
        ("height", "2", "positional"),
        ("rest", "", "variadic"),
        ("key", "", "keyword_only"),
        ("others", "", "keyword_variadic"),
        ("block", "", "keyword_only"),
    ]


def test_visibility_by_section_by_word_and_by_name():
    hidden = {one.name for one in facts(BOX).symbols if one.visibility == "private"}
    assert hidden == {"MAX", "@width", "hidden", "secret", "after", "named"}


def test_imports():
    assert [(one.module, one.name, one.bound) for one in facts(BOX).imports] == [
        ("json", "*", ""),
        ("./lib/箱", "*", ""),
        ("app/later", "Later", "Later"),
    ]


def test_calls_name_the_class_that_is_made():
    found = {(call.receiver, call.name, call.caller) for call in facts(BOX).calls}
    assert {
        ("", "helper", "App.Box.initialize"),
        ("", "Later", "App.Box.initialize"),
        ("App", "Other", "App.Box.initialize"),
        ("", "new", "App.Box.make"),
        ("other", "width", "App.Box.=="),
    } <= found
    assert ("Later", "new", "App.Box.initialize") not in found


def test_locals_are_no_references():
    found = {(one.receiver, one.name) for one in facts(BOX).references}
    assert {("", "Later"), ("", "x"), ("Base", "Parent"), ("other", "width"), ("", "@width")} <= found
    assert not {name for _, name in found} & {"rest", "other", "a"}


def test_methods_see_no_variables_from_outside_but_blocks_do():
    text = "outer = 1\nclass K\n  LIMIT = 2\n  def f(a)\n    b = 1\n    a.each { |c| █ }\n  end\nend\n"
    source = source_of(Path("a.rb"), text.replace("█", "").encode())
    names = {one.name for one in definitions_in_scope(source, text.encode().index("█".encode()))}
    assert names == {"c", "a", "b", "f", "LIMIT", "K"}
