from enum import Enum
# <- imports: @import
#    ^^^^ imports: @module scopes: !local.definition.import
#                ^^^^ imports: @name scopes: @local.definition.import
import numpy as np
#      ^^^^^ imports: @module scopes: !local.definition.import
#               ^^ imports: @alias scopes: @local.definition.import
import os.path
#      ^^^^^^^ imports: @module
#      ^^ scopes: @local.definition.import
from ..pkg import *
#    ^^^^^ imports: @module
#                 ^ imports: @wildcard
from . import 隣 as となり
#    ^ imports: @module
#             ^ imports: @name
#                  ^^^ imports: @alias scopes: @local.definition.import

LIMIT: int = 10
# <- symbols: @symbol.variable @name scopes: @local.definition.variable
#      ^^^ symbols: @type
#            ^^ symbols: @value
first, second = 1, 2
#      ^^^^^^ symbols: @name scopes: @local.definition.variable
square = lambda x, *rest: x * x
# <- symbols: @symbol.function @name
#               ^^^^^^^^ symbols: @parameters
#               ^ scopes: @local.definition.parameter
#                   ^^^^ scopes: @local.definition.parameter
#                         ^^^^^ symbols: @body
type Pair[T] = tuple[T, T]
# <- symbols: @symbol.type
#    ^^^^ symbols: @name
#         ^ scopes: @local.definition.class


@register("色", kind=1)
# <- symbols: @decorator
class Colour(Enum, metaclass=Meta):
# <- symbols: @symbol.class scopes: @local.scope
#     ^^^^^^ symbols: @name scopes: @local.definition.class
#            ^^^^ symbols: @base
#                  ^^^^^^^^^ symbols: !base scopes: @local.label
    RED = "😀"; GREEN = 2
#   ^^^ symbols: @name
#              ^^^^^ symbols: @name

    def __init__(self, width: float, /, *sizes: int, deep=None, **rest) -> None:
#   ^^^ symbols: @symbol.function
#                ^^^^ scopes: @local.definition.parameter
#                      ^^^^^ scopes: @local.definition.parameter
#                                        ^^^^^ scopes: @local.definition.parameter
#                                                    ^^^^ scopes: @local.definition.parameter
#                                                                 ^^^^ scopes: @local.definition.parameter
#                                                                          ^^^^ symbols: @result
        self.width = width
#       ^^^^^^^^^^^^^^^^^^ symbols: @symbol.field
#       ^^^^ symbols: @self
#            ^^^^^ symbols: @name
        self.area(*sizes)
#       ^^^^^^^^^^^^^^^^^ calls: @call
#       ^^^^ calls: @receiver scopes: @receiver @local.reference
#            ^^^^ calls: @name scopes: @member.reference
#                ^^^^^^^^ calls: @arguments


def box[T](item: T) -> T:
#      ^^^ scopes: !local.definition.parameter
#   ^^^ symbols: @name scopes: @local.definition.function
    return item


class Bag[T]:
#        ^^^ symbols: @type_parameters
    pass
