class Point:
    x = x  # ok: in a class body it copies the outer name

    def __init__(self, left, top):
        self.left = left
        self.top = self.top
#       ^^^^^^^^^^^^^^^^^^^ finds

    def move(self, dx):
        dx = dx
#       ^^^^^^^ finds
        left = self.left  # ok
        other.srid = other.srid  # ok: setting it may have an effect
        return left + dx
