#include <stdio.h>
// <- imports: @import
//       ^^^^^^^^^ imports: @module @wildcard
#include "lib/箱.h"
//        ^^^^^^^ imports: @module @wildcard

#define LIMIT 3
// <- symbols: @symbol.macro
//      ^^^^^ symbols: @name scopes: @local.definition.variable
//            ^ symbols: @value
#define SQUARE(x, ...) ((x) * (x))
// <- symbols: @symbol.macro scopes: @local.scope
//      ^^^^^^ symbols: @name scopes: @local.definition.function
//            ^^^^^^^^ symbols: @parameters
//             ^ scopes: @local.definition.parameter
//                     ^^^^^^^^^^^ symbols: @body
#define SHAPE_H
//      ^^^^^^^ symbols: !name

/* 節: one node. */
typedef struct node {
// <- symbols: @symbol.type
//      ^^^^^^ symbols: @symbol.struct
//             ^^^^ symbols: @name @base scopes: @local.definition.class
//                  ^ symbols: @body blocks: @block
    const char *name, buffer[10];
    // <- symbols: @symbol.field
    //    ^^^^ symbols: @type
    //          ^^^^ symbols: @name
    //                ^^^^^^ symbols: @name
    int (*compare)(int, int);
    // <- symbols: @symbol.field
    //    ^^^^^^^ symbols: @name
    unsigned flag : 1;
    //       ^^^^ symbols: @name
} node_t;
//^^^^^^ symbols: @name scopes: @local.definition.class

typedef enum { RED, GREEN = 2 } color;
// <- symbols: @symbol.enum
//           ^^^^^^^^^^^^^^^^^^ symbols: @body blocks: @block
//             ^^^ symbols: @symbol.enum_member @name scopes: @local.definition.variable
//                          ^ symbols: @value
//                              ^^^^^ symbols: @name
typedef int (*handler)(int, char *);
// <- symbols: @symbol.type
//            ^^^^^^^ symbols: @name scopes: @local.definition.class
union value { int i; float f; };
// <- symbols: @symbol.struct
enum state { ON };
// <- symbols: @symbol.enum
struct ahead;
// <- symbols: !symbol.struct

static const int SIZE = 3;
// <- symbols: @symbol.constant
//               ^^^^ symbols: @name scopes: @local.definition.variable
extern int counter, *cursor, table[3];
// <- symbols: @symbol.variable
//         ^^^^^^^ symbols: @name scopes: @local.definition.variable
//                   ^^^^^^ symbols: @name scopes: @local.definition.variable
//                           ^^^^^ symbols: @name scopes: @local.definition.variable
int (*callback)(int) = 0;
//    ^^^^^^^^ symbols: @name

static const char *title(const node_t *self, int rest[], int (*by)(void), ...);
// <- symbols: @symbol.function
//           ^^^^ symbols: @result
//                 ^^^^^ symbols: @name scopes: @local.definition.function
//                                     ^^^^ scopes: @local.definition.parameter
//                                               ^^^^ scopes: @local.definition.parameter
//                                                             ^^ scopes: @local.definition.parameter

int main(int argc, char **argv) {
// <- symbols: @symbol.function @result scopes: @local.scope
//  ^^^^ symbols: @name scopes: @local.definition.function
//      ^^^^^^^^^^^^^^^^^^^^^^^ symbols: @parameters
//                        ^^^^ scopes: @local.definition.parameter
//                              ^ symbols: @body blocks: @block scopes: @local.scope
    int i = 0, *q, cells[2] = {1, 2};
    //  ^ scopes: @local.definition.variable
    //          ^ scopes: @local.definition.variable
    //             ^^^^^ scopes: @local.definition.variable
    for (int k = 0; k < 3; k++) puts("値");
    // <- blocks: @flow.loop scopes: @local.scope
    //       ^ scopes: @local.definition.variable
    //                          ^^^^^^^^^ calls: @call
    //                          ^^^^ calls: @name !receiver scopes: @local.reference
    //                              ^^^^^ calls: @arguments
    while (i) do { i--; } while (i > 2);
    // <- blocks: @flow.loop
    if (argc > 1) goto end;
    // <- blocks: @flow.branch
    switch (argc) { default: i = argc ? 1 : 2; }
    // <- blocks: @flow.branch
    //                           ^^^^^^^^^^^^ blocks: @flow.branch
    self->inner.run(1);
    // <- calls: @call
    // <- calls: @receiver scopes: @receiver
    //          ^^^ calls: @name scopes: @member.reference
    (*callback)(2);
    //^^^^^^^^ calls: @name
    handlers[0](1);
    // <- calls: @name
end:
    return 0;
    // <- blocks: @flow.return
}
