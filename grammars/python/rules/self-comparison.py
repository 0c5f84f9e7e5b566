def overlaps(a, b):
    if a.start < b.end and b.start < b.start:
#                          ^^^^^^^^^^^^^^^^^ finds
        return True
    nan = a.value
    if nan != nan:  # ok: the check for NaN
        return False
    assert a == a  # ok: a test of __eq__
    same = a.low == a.low
#          ^^^^^^^^^^^^^^ finds
    return same and next(a) < next(a)  # ok: two calls
