async def walk(paths):
#              ^^^^^ scopes: @local.definition.parameter
    global LIMIT
#          ^^^^^ scopes: @local.outer
    if paths:
#   ^^ blocks: @flow.branch
        pass
#       ^^^^ blocks: @block
    elif LIMIT:
#   ^^^^ blocks: @flow.branch
        return None
#       ^^^^^^^^^^^ blocks: @flow.return
    for left, *others in paths:
#   ^^^ blocks: @flow.loop
#       ^^^^ scopes: @local.definition.variable
#              ^^^^^^ scopes: @local.definition.variable
        yield left
#       ^^^^^^^^^^ blocks: @flow.yield
    while (line := read()):
#   ^^^^^ blocks: @flow.loop
#          ^^^^ scopes: @local.definition.variable
        await line
#       ^^^^^^^^^^ blocks: @flow.await
    with open(paths) as file, lock as (a, b):
#                       ^^^^ scopes: @local.definition.variable
#                                      ^ scopes: @local.definition.variable
        pass
    try:
        raise ValueError("no")
#       ^^^^^^^^^^^^^^^^^^^^^^ blocks: @flow.raise
#             ^^^^^^^^^^ blocks: @raised
    except (OSError, errors.Failed) as error:
#   ^^^^^^ blocks: @flow.catch
#                                      ^^^^^ scopes: @local.definition.variable
        raise errors.Failed from error
#                    ^^^^^^ blocks: @raised
    match paths:
#   ^^^^^ blocks: @flow.branch
        case [x, {"k": y}, Point(z=w)] as whole:
#       ^^^^ blocks: @flow.branch
#             ^ scopes: @local.definition.variable
#                      ^ scopes: @local.definition.variable
#                          ^^^^^ scopes: !local.definition.variable
#                                  ^ scopes: @local.definition.variable
#                                         ^^^^^ scopes: @local.definition.variable
            pass
    return [n for n in paths if n]
#          ^^^^^^^^^^^^^^^^^^^^^^^ scopes: @local.scope
#                 ^ scopes: @local.definition.variable
