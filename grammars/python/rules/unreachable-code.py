def load(path):
    if not path.exists():
        raise FileNotFoundError(path)
        return None
#       ^^^^^^^^^^^ finds
    for line in path.open():
        if line.startswith("#"):
            continue
            # a comment between
            print(line)
#           ^^^^^^^^^^^ finds
    return path
    # ok: only a comment


def nothing():
    return
    yield  # ok: makes this a generator
