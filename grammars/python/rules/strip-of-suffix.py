def module_name(path, url):
    name = path.rstrip(".py")
#          ^^^^^^^^^^^^^^^^^^ finds
    host = url.lstrip("https://")
#          ^^^^^^^^^^^^^^^^^^^^^^ finds
    clean = path.strip("./")  # ok: a set of characters
    short = path.removesuffix(".py")  # ok
    words = path.rstrip("\n")  # ok
    return name, host, clean, short, words
