def collect(item, into=[]):
#                      ^^ finds
    into.append(item)
    return into


def count(words: list[str], totals: dict[str, int] = {}) -> dict[str, int]:
#                                                    ^^ finds
    for word in words:
        totals[word] = totals.get(word, 0) + 1
    return totals


def only_read(item, known=[]):  # ok: never changed
    return item in known


def replaced(item, into=[]):  # ok: another list is changed
    into = list(into)
    into.append(item)
    return into


def fibonacci(n, _seen={}):  # ok: a cache that says so
    if n not in _seen:
        _seen[n] = n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)
    return _seen[n]
