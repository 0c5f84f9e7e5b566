import pytest

from lacewing.project.extract import extract
from lacewing.project.facts import Facts, Symbol
from lacewing.syntax.language import language_for_path, languages
from lacewing.syntax.parser import parse

BOX = """#include <vector>
using std::string;
using namespace std::chrono;
namespace fs = std::filesystem;
namespace a::b {
/// 箱 of one.
template <typename T, int N = 3>
class Box final : public Base<T>, private ns::Other {
  int hidden_;
 public:
  Box() = default;
  explicit Box(T value, int n = 3) : value_(value) { int local; Box other(int); }
  virtual ~Box();
  virtual int area() const noexcept override = 0;
  bool operator==(const Box& other) const { return true; }
  operator bool() const;
  const T& get() & { return value_; }
  static Box* find(const std::string& name);
  template <typename U> U cast(U&& from) const;
  using value_type = T;
  struct Inner { int z; };
 protected:
  T value_;
  enum class Kind { One, Two };
};
template <typename T> concept Big = sizeof(T) > 3;
}
template <typename T> Box<T>::~Box() {}
std::string ns::Foo::bar(int a) { return std::make_unique<Foo>(a)->name(); }
Foo::Foo(int a) : x(a) {}
int& Foo::at(int i) { return p->items_[i]; }
auto tail(int a) -> std::string { return ""; }
constexpr int kMax = 3;
int Foo::count = 3;
"""


def facts(text: str) -> Facts:
    return extract(text.encode(), languages()["cpp"])


def symbol(name: str) -> Symbol:
    return next(one for one in facts(BOX).symbols if one.qualified_name == name)


def test_kinds_containers_and_visibility():
    assert facts(BOX).errors == 0
    assert [(one.qualified_name, one.kind, one.visibility) for one in facts(BOX).symbols] == [
        ("a.b", "namespace", "public"),
        ("a.b.Box", "class", "public"),
        ("a.b.Box.hidden_", "field", "private"),
        ("a.b.Box.Box", "constructor", "public"),
        ("a.b.Box.Box", "constructor", "public"),
        ("a.b.Box.~Box", "method", "public"),
        ("a.b.Box.area", "method", "public"),
        ("a.b.Box.operator==", "method", "public"),
        ("a.b.Box.operator", "method", "public"),
        ("a.b.Box.get", "method", "public"),
        ("a.b.Box.find", "method", "public"),
        ("a.b.Box.cast", "method", "public"),
        ("a.b.Box.value_type", "type", "public"),
        ("a.b.Box.Inner", "struct", "public"),
        ("a.b.Box.Inner.z", "field", "public"),
        ("a.b.Box.value_", "field", "protected"),
        ("a.b.Box.Kind", "enum", "protected"),
        ("a.b.Box.Kind.One", "enum_member", "public"),
        ("a.b.Box.Kind.Two", "enum_member", "public"),
        ("a.b.Big", "type", "public"),
        ("Box.~Box", "method", "public"),
        ("ns.Foo.bar", "method", "public"),
        ("Foo.Foo", "constructor", "public"),
        ("Foo.at", "method", "public"),
        ("tail", "function", "public"),
        ("kMax", "constant", "public"),
        ("Foo.count", "field", "public"),
    ]


@pytest.mark.parametrize(
    ("name", "signature", "result"),
    [
        ("a.b.Box", "template <typename T, int N = 3> class Box final : public Base<T>, private ns::Other", ""),
        ("a.b.Box.area", "virtual int area() const noexcept override = 0", "int"),
        ("a.b.Box.get", "const T& get() &", "const T &"),
        ("a.b.Box.find", "static Box* find(const std::string& name)", "Box *"),
        ("a.b.Box.cast", "template <typename U> U cast(U&& from) const", "U"),
        ("a.b.Box.operator", "operator bool() const", "bool"),
        ("Foo.Foo", "Foo::Foo(int a)", ""),
        ("Foo.at", "int& Foo::at(int i)", "int &"),
        ("ns.Foo.bar", "std::string ns::Foo::bar(int a)", "std::string"),
        ("tail", "auto tail(int a) -> std::string", "std::string"),
        ("Box.~Box", "template <typename T> Box<T>::~Box()", ""),
    ],
)
def test_signature_and_result(name: str, signature: str, result: str):
    assert (symbol(name).signature, symbol(name).result) == (signature, result)


def test_documentation_bases_and_parameters():
    assert symbol("a.b.Box").docstring == "箱 of one."
    assert symbol("a.b.Box").bases == ("Base<T>", "ns::Other")
    second = [one for one in facts(BOX).symbols if one.kind == "constructor"][1]
    assert [(one.name, one.type, one.default) for one in second.parameters] == [("value", "T", ""), ("n", "int", "3")]


def test_imports():
    assert [(one.module, one.name, one.alias, one.bound) for one in facts(BOX).imports] == [
        ("vector", "*", "", ""),
        ("std", "string", "", "string"),
        ("std::chrono", "*", "", ""),
        ("std::filesystem", "", "fs", "fs"),
    ]


def test_calls():
    assert [(one.caller, one.receiver, one.name, one.arguments) for one in facts(BOX).calls] == [
        ("ns.Foo.bar", "std", "make_unique", 1),
        ("ns.Foo.bar", "std::make_unique<Foo>(a)", "name", 0),
    ]


def test_a_header_is_cpp():
    found = language_for_path("include/leaf.h")
    assert found is not None
    assert found.name == "cpp"


@pytest.mark.parametrize(
    "text",
    [
        "class MY_EXPORT Leaf : public Base { public: void run(); int size_; };",
        'class CAPABILITY("m") Leaf { public: void run() EXCLUSIVE_LOCKS_REQUIRED(mu_); int size_ GUARDED_BY(mu_); };',
        "struct MY_API Leaf { MY_EXPORT void run(); int size_; };",
    ],
)
def test_macros_the_grammar_does_not_know(text: str):
    found = facts(text)
    assert found.errors == 0
    assert {"Leaf", "Leaf.run", "Leaf.size_"} <= {one.qualified_name for one in found.symbols}
    assert found.symbols[0].signature == text.partition("{")[0].strip(), "the text itself is not changed"


@pytest.mark.parametrize("text", ["#define MY_EXPORT x\n", "class FOO final {};", "template <class TT> class X {};"])
def test_what_is_no_macro_stays(text: str):
    found = facts(text)
    assert found.errors == 0
    assert [one.name for one in found.symbols] == [text.replace(" final", "").rstrip("\n {};x").split()[-1]]


def test_an_old_tree_does_not_bring_back_what_was_blanked():
    cpp = languages()["cpp"]
    text = b"class MY_EXPORT Leaf {\n  int a;\n};\n"
    assert str(parse(text, cpp, parse(b"", cpp)).root_node) == str(parse(text, cpp).root_node)


def test_crlf_gives_the_same_facts():
    one, other = facts(BOX), facts(BOX.replace("\n", "\r\n"))
    assert [(a.qualified_name, a.line, a.signature, a.docstring, a.result) for a in one.symbols] == [
        (a.qualified_name, a.line, a.signature, a.docstring, a.result) for a in other.symbols
    ]


def test_broken_code_keeps_what_can_be_read():
    found = facts(
        "class Half { int kept_; };\nint Half::lost(int a) {\n  call(a;\n}\nint after() { return later(1); }\n"
    )
    assert found.errors > 0
    assert {"Half", "Half.kept_", "after"} <= {one.qualified_name for one in found.symbols}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('\nFLAG_OF(int, size, 8, "log2(😀)");\nFLAG_OF(bool, on, -1);\nnamespace a {\nint f();\n}\n', ["a", "f"]),
        ('\nTEST_CASE("a (b)", "[c]") {\n  SECTION("d") {\n    int x = 1;\n  }\n}\nint f();\n', ["TEST_CASE", "f"]),
        ('int f() {\n  return printf("%d" PRId64 "\\n", x) + printf(PRIu32, x);\n}\n', ["f"]),
        ("class Lock {\n  Lock(int* m) LOCK_FUNCTION(m) : m_(m) {}\n  int f() const A_NOEXCEPT { return 1; }\n};\n",
         ["Lock", "Lock", "f"]),
    ],
)  # fmt: skip
def test_macros_that_no_grammar_can_read(text: str, names: list[str]):
    found = extract(text.encode(), languages()["cpp"])
    assert ([one.name for one in found.symbols], found.errors) == (names, 0)
