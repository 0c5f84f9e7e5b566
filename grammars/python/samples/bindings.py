def use(given, items):
    box: Box = Box(1)
#   ^^^ bindings: @name
#        ^^^ bindings: @type
#              ^^^^^^ bindings: @value
    left, (right) = pair()
#   ^^^^^^^^^^^^^ bindings: @names
#                   ^^^^^^ bindings: @value
    for item in items.all():
#       ^^^^ bindings: @name
#               ^^^^^^^^^^^ bindings: @element
        pass
    with open("名") as file, lock:
#        ^^^^^^^^^ bindings: @entered
#                     ^^^^ bindings: @name
#                           ^^^^ bindings: !entered
        pass
    if isinstance(given, Box):
#                 ^^^^^ bindings: @name
#                        ^^^ bindings: @type
        given.open()
#       ^^^^^^^^^^^^ bindings: @scope
    lids = [one.lid for one in items.some()]
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ bindings: @throughout
#                       ^^^ bindings: @name
#                              ^^^^^^^^^^^^ bindings: @element
    given.lid = 1
#   ^^^^^ bindings: !name
    return box
#          ^^^ symbols: @returned
