def check(total, parts):
    assert (total == sum(parts), "the parts must add up")
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ finds
    assert total == sum(parts), "the parts must add up"  # ok
    assert (total == sum(parts))  # ok: parentheses, not a tuple
    if (total, parts):
#      ^^^^^^^^^^^^^^ finds
        return True
    if total in (1, 2):  # ok
        return False
    return ()
