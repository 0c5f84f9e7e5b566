def test_total(cart, raises):
    cart.total == 12
#   ^^^^^^^^^^^^^^^^ finds
    assert cart.total == 12  # ok
    with raises(TypeError):
        cart < 3  # ok: only whether it fails
    return cart.total == 3  # ok
