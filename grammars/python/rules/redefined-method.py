class TestParser:
    def test_empty(self):
        assert not self.parse("")

    def test_words(self):
        assert self.parse("a b")

    def test_empty(self):
#       ^^^^^^^^^^ finds
        assert self.parse(" ") == []

    @property
    def size(self):
        return 1

    @size.setter
    def size(self, value):  # ok: a property's setter
        self.value = value


class TestOther:
    def test_empty(self):  # ok: another class
        pass
