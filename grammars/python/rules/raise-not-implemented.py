class Shape:
    def area(self):
        raise NotImplemented
#             ^^^^^^^^^^^^^^ finds

    def name(self):
        raise NotImplemented("name")
#             ^^^^^^^^^^^^^^ finds

    def __eq__(self, other):
        return NotImplemented  # ok

    def scale(self):
        raise NotImplementedError  # ok
