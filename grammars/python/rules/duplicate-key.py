def colours(name, red):
    table = {
        "red": 1,
        "green": 2,
        "red": 3,
#       ^^^^^ finds
        name: 4,
        red: 5,  # ok: a name, not the text
    }
    limits = {1: "a", 2: "b", 1: "c"}
#                             ^ finds
    nested = {"red": {"red": 1}}  # ok: not the same dictionary
    return table, limits, nested, {f"{name}": 1, f"{name}": 2}  # ok: may differ
