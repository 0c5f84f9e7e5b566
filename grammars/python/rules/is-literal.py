def describe(mode, size):
    if mode is "wide":
#      ^^^^^^^^^^^^^^ finds
        return 1
    if size is not 10 and mode != "narrow":  # 宽
#      ^^^^^^^^^^^^^^ finds
        return 2
    if () is size:
#      ^^^^^^^^^^ finds
        return 3
    if mode is None or size is True:  # ok: there is only one None and one True
        return 4
    return mode is size  # ok
