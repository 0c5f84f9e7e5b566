def lookup(name, table):
    if name not in table:
        raise KeyError("no such name: %s", name)
#                      ^^^^^^^^^^^^^^^^^^ finds
    if not table[name]:
        raise ValueError("empty: {}", name)
#                        ^^^^^^^^^^^ finds
    if len(name) > 5:
        raise ValueError("too long: %s" % name)  # ok
    if name == "x":
        raise OSError(2, "100% missing", name)  # ok: its own arguments
    raise ValueError(f"{name}", name)  # ok
