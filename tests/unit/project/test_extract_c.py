from lacewing.project.extract import extract
from lacewing.project.facts import Facts, Symbol
from lacewing.syntax.language import languages

LIST = """#ifndef LIST_H
#define LIST_H
#include <stdio.h>
#include "lib/util.h"
#define LIMIT 3
#define SQUARE(x, ...) ((x) * (x))

/** An earlier comment. */
int earlier;

/* One node 節. */
typedef struct node {
    const char *name, buffer[10];
    int (*compare)(int, int);
    struct node *next;
} node_t;

typedef struct { int size; } list;
typedef enum { RED, GREEN = 2 } color;
typedef int (*handler)(int, char *);
union value { int i; float f; };
struct ahead;

static const int SIZE = 3;
int counter = 1, *cursor, **table[3];
int (*callback)(int) = 0;

// Says the title.
// Twice.
static const char *title(const node_t *self, int rest[], int (*by)(void), ...);
static inline const char *title(const node_t *self, int rest[], int (*by)(void), ...) {
    int local = 1;
    extern int declared(int);
    return self->parent.name(local, by);
}
void (*signal_like(int number, void (*run)(int)))(int) { return 0; }
void nothing(void) {}
#endif
"""


def facts(text: str) -> Facts:
    return extract(text.encode(), languages()["c"])


def symbols(name: str) -> list[Symbol]:
    return [one for one in facts(LIST).symbols if one.qualified_name == name]


def test_kinds_and_containers():
    assert facts(LIST).errors == 0
    assert [(one.qualified_name, one.kind) for one in facts(LIST).symbols] == [
        ("LIMIT", "macro"),
        ("SQUARE", "macro"),
        ("earlier", "variable"),
        ("node_t", "type"),
        ("node", "struct"),
        ("node.name", "field"),
        ("node.buffer", "field"),
        ("node.compare", "field"),
        ("node.next", "field"),
        ("list", "struct"),
        ("list.size", "field"),
        ("color", "enum"),
        ("color.RED", "enum_member"),
        ("color.GREEN", "enum_member"),
        ("handler", "type"),
        ("value", "struct"),
        ("value.i", "field"),
        ("value.f", "field"),
        ("SIZE", "constant"),
        ("counter", "variable"),
        ("cursor", "variable"),
        ("table", "variable"),
        ("callback", "variable"),
        ("title", "function"),
        ("title", "function"),
        ("signal_like", "function"),
        ("nothing", "function"),
    ]


def test_types_around_names():
    wanted = {
        "node.name": "const char *",
        "node.buffer": "const char[10]",
        "node.compare": "int (*)(int, int)",
        "node.next": "struct node *",
        "counter": "int",
        "cursor": "int *",
        "table": "int **[3]",
        "callback": "int (*)(int)",
        "title": "const char *",
        "SIZE": "const int",
    }
    assert {name: symbols(name)[0].result for name in wanted} == wanted


def test_signatures():
    wanted = {
        "node_t": "typedef struct node node_t",
        "list": "typedef struct list",
        "color": "typedef enum color",
        "SQUARE": "#define SQUARE(x, ...)",
        "LIMIT": "#define LIMIT 3",
        "callback": "int (*callback)(int) = 0",
        "signal_like": "void (*signal_like(int number, void (*run)(int)))(int)",
    }
    assert {name: symbols(name)[0].signature for name in wanted} == wanted
    head = "const char *title(const node_t *self, int rest[], int (*by)(void), ...)"
    assert [one.signature for one in symbols("title")] == [f"static {head}", f"static inline {head}"]


def test_parameters():
    parameters = symbols("title")[1].parameters
    assert [(one.name, one.type) for one in parameters[:3]] == [
        ("self", "const node_t *"),
        ("rest", "int []"),
        ("by", "int (*)(void)"),
    ]
    assert parameters[3].kind == "variadic"
    assert symbols("nothing")[0].parameters == ()


def test_prototype_and_definition_are_told_apart_by_their_bodies():
    prototype, definition = symbols("title")
    assert prototype.body_start == prototype.end
    assert definition.body_start < definition.end
    assert prototype.docstring == "Says the title.\nTwice."
    assert {prototype.visibility, definition.visibility} == {"private"}, "static is private to the file"


def test_documentation_is_the_comment_right_above():
    assert symbols("node")[0].docstring == symbols("node_t")[0].docstring == "One node 節."
    assert symbols("node_t")[0].bases == ("node",)


def test_includes_bring_all_names_in():
    assert [(one.module, one.name, one.bound) for one in facts(LIST).imports] == [
        ("stdio.h", "*", ""),
        ("lib/util.h", "*", ""),
    ]


def test_calls():
    assert [(one.caller, one.receiver, one.name, one.arguments) for one in facts(LIST).calls] == [
        ("title", "self->parent", "name", 2)
    ]


def test_crlf_gives_the_same_facts():
    one, other = facts(LIST), facts(LIST.replace("\n", "\r\n"))
    assert [(a.qualified_name, a.line, a.signature, a.docstring, a.result) for a in one.symbols] == [
        (a.qualified_name, a.line, a.signature, a.docstring, a.result) for a in other.symbols
    ]


def test_broken_code_keeps_what_can_be_read():
    found = facts("struct half { int kept; };\nint lost(int a) {\n  call(a;\n}\nint after(void) { return later(1); }\n")
    assert found.errors > 0
    assert {"half", "half.kept", "after"} <= {one.qualified_name for one in found.symbols}
