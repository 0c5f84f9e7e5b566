def compiler(name, size):
    if name == "gcc" or "clang":
#      ^^^^^^^^^^^^^^^^^^^^^^^^ finds
        return 1
    elif size == 2 or size == 3:  # ok
        return 2
    title = name == "gcc" or "unknown"  # ok: a value, not a condition
    if name == "gcc" or "":  # ok: not always true
        return title
    return 3
