"""From an expression as written to what it denotes: modules, definitions, and values of which types.

Where the syntax shows no type nothing is found; nothing is run and nothing guessed. Each question does a bounded amount
of work.
"""

from __future__ import annotations

from collections.abc import Iterable

from lacewing.project.facts import Binding, Symbol
from lacewing.project.index import Located
from lacewing.project.resolve import containers, generics, parts
from lacewing.project.resolve.annotations import named_types, outer_types, parameter_types
from lacewing.project.resolve.expressions import Step, is_literal, literal_as_call, read_expression
from lacewing.project.resolve.initialiser import initialiser
from lacewing.project.resolve.locals import local_binding
from lacewing.project.resolve.members import Members
from lacewing.project.resolve.names import Module, Names, unique
from lacewing.project.resolve.snapshot import Snapshot
from lacewing.project.resolve.values import Bound, Callee, Denoted, Instance, Outside, Value, Written
from lacewing.project.resolve.views import TYPES, FileView

_STEPS_AT_MOST = 400
_DEEP = 12
_PARSED_IN_PASSING = 24_000  # bytes
_VALUES_AT_MOST = 6
_HELD = frozenset(["field", "variable", "constant", "property", "enum_member"])
_SELF_TYPES = frozenset(
    ["Self", "typing.Self", "t.Self", "self", "static", "this", "$this", "te.Self", "typing_extensions.Self"]
)


class Types:
    """Works out what expressions denote in one snapshot. Not thread-safe."""

    def __init__(self, snapshot: Snapshot, names: Names, members: Members) -> None:
        self._snapshot = snapshot
        self._names = names
        self._members = members
        self._steps = 0
        self._asked = ""
        self._known: dict[tuple[str, str, int | None], list[Value]] = {}

    def denoted(self, path: str, text: str, offset: int | None) -> list[Value]:
        """What an expression in the file `path` at byte `offset` denotes."""
        key = (path, text, offset)
        if key not in self._known:
            self._steps = 0
            self._asked = path
            self._known[key] = self._expression(path, text, offset, 0)
        return self._known[key]

    def types_of(self, values: Iterable[Value]) -> list[Located]:
        """The types whose members a value may have: its own, or those of a class that it is."""
        self._steps = 0
        return unique([located for value in values for located in self._types(value, 0)])

    def bare(self, view: FileView, name: str, offset: int | None, guess: bool = False) -> list[Located]:
        """The definitions that a bare name at byte `offset` means; [] for what is passed in."""
        if any(
            p.name == name
            for symbol in view.around(offset)
            if symbol.body_start <= (offset or 0)
            for p in symbol.parameters
        ):
            return []
        found = self._names.here(view, name, offset)
        if not found and view.convention.implicit_self:
            owner = self._members.around(view, offset)
            found = self._members.named(owner, name) if owner else []
        return found or self._names.elsewhere(view, name, offset, guess)

    def own_types(self, view: FileView, word: str, offset: int | None) -> list[Located] | None:
        """The type around byte `offset` when `word` is `self` or the like, its bases for `super`; None for others."""
        convention = view.convention
        if word not in convention.own and word not in convention.parents:
            return None
        owner = self._members.around(view, offset)
        if owner is None:
            return []
        return [owner] if word in convention.own else self._members.bases(owner)

    # Expressions

    def _expression(self, path: str, text: str, offset: int | None, depth: int) -> list[Value]:
        if is_literal(text) and not (text := self._of_literal(path, text)):
            return [Outside()]
        found: list[Value] = []
        for chain in read_expression(text):
            found += self._chain(path, chain, offset, depth + 1)
        return found[:_VALUES_AT_MOST]

    def _of_literal(self, path: str, text: str) -> str:
        """The expression that makes a value of a literal's type; "" where the types of literals are not known."""
        view = self._snapshot.view(path)
        return literal_as_call(text) if view is not None and self._snapshot.builtin_files(view) else ""

    def _chain(self, path: str, chain: tuple[Step, ...], offset: int | None, depth: int) -> list[Value]:
        view = self._snapshot.view(path)
        if view is None or depth > _DEEP:
            return []
        said = max((number for number, step in enumerate(chain) if step.kind == "type"), default=0)
        head, *steps = chain[said:]  # whatever a cast is made from, it says the type
        if head.kind == "type":
            values: list[Value] = [Written(path, head.text, offset or 0)]
        elif head.kind == "name":
            values = self._head(view, head.text, offset, depth)
            if view.convention.packages and values == [Outside()]:
                values, steps = self._whole_name(view, chain) or (values, steps)
            if steps and steps[0].kind == "call" and head.text in view.convention.parents:
                steps = steps[1:]  # `super()` is what `super` is elsewhere
        else:
            return []
        for step in steps:
            self._steps += 1
            if not values or self._steps > _STEPS_AT_MOST:
                return []
            values = self._step(path, values, step, offset, depth)[:_VALUES_AT_MOST]
        return values

    def _whole_name(self, view: FileView, chain: tuple[Step, ...]) -> tuple[list[Value], list[Step]] | None:
        """What the first names of the chain are as one whole name (`org.app.Box`), and the steps behind them."""
        dotted = chain[0].text
        for count, step in enumerate(chain[1:], 2):
            if step.kind != "name":
                return None
            dotted += f".{step.text}"
            if found := self._names.whole(view, dotted):
                return [Denoted(at) for at in found], list(chain[count:])
        return None

    def _step(self, path: str, values: list[Value], step: Step, offset: int | None, depth: int) -> list[Value]:
        if step.kind == "type":
            return [Written(path, step.text, offset or 0)]
        found: list[Value] = []
        for value in values:
            if step.kind == "name":
                found += self._member(value, step.text, depth)
            elif step.kind == "call":
                found += self._call(value, depth)
            else:
                found += self._index(value, depth)
        return list(dict.fromkeys(found))

    def _head(self, view: FileView, name: str, offset: int | None, depth: int) -> list[Value]:
        local = self._may_be_local(view, name)
        bound = local_binding(view, name, offset, local)
        if isinstance(bound, Binding):
            return self._bound(view, bound, depth)
        own = self.own_types(view, name, offset)
        if own is not None:
            if not own and name in view.convention.parents:
                return [Outside()]
            is_class = name in ("cls", "Self", "static")
            return [Denoted(each) if is_class else Instance(each) for each in own]
        if bound is not None:
            return self._parameter(view, bound, name, depth)
        modules = self._names.modules(view, name)
        symbols = self.bare(view, name, offset)
        found: list[Value] = [module for module in modules if module.files or not symbols]
        found += [Denoted(at) for at in symbols]
        # A name that nobody gives is a library's or the language's own.
        return found or ([Outside()] if local else [])

    def _may_be_local(self, view: FileView, name: str) -> bool:
        """Whether to look for a local. In a closed file that a question only leads through this parses the file: so not
        where the file has such a name anyway, and not in a large file."""
        if view.path == self._asked or view.facts is not None:
            return True
        if name in view.named or name in view.bound_imports:
            return False
        return view.length < _PARSED_IN_PASSING

    def _parameter(self, view: FileView, function: Symbol, name: str, depth: int) -> list[Value]:
        parameter = next(each for each in function.parameters if each.name == name)
        if parameter.type:
            text = parameter.type
            if parameter.kind == "variadic":
                text = f"list[{text}]"
            return [Written(view.path, text, function.start)]
        return self._expression(view.path, parameter.default, function.start, depth + 1) if parameter.default else []

    def _bound(self, view: FileView, binding: Binding, depth: int) -> list[Value]:
        if binding.how == "type":
            return [Written(view.path, binding.text, binding.start)]
        if binding.how == "parameter":
            return self._parameter_of(Written(view.path, binding.text, binding.start), binding.position, depth)
        numbered = containers.numbered(binding.text) if binding.how == "element" and binding.position == 1 else ""
        if numbered:
            binding = binding._replace(text=numbered, position=-1)
        values = self._expression(view.path, binding.text, binding.start, depth + 1)
        if binding.how == "entered":
            values = [entered for value in values for entered in self._entered(value, depth)]
        elif binding.how == "element":
            values = [each for value in values for each in self._elements(value, binding.position, depth)]
        elif binding.position >= 0:
            values = parts.parts(
                [each for value in values for each in self._as_written(value, depth)], binding.position
            )
        return values

    def _parameter_of(self, function: Written, position: int, depth: int) -> list[Value]:
        """A parameter of a function of a written type, which may be a name for a type of function."""
        if depth > _DEEP:
            return []
        if found := parameter_types(function.text, position):
            return [Written(function.path, text, function.offset) for text in found]
        named = [at for at in self._types(function, depth + 1) if at.symbol.kind == "type"]
        meant = [Written(at.path, initialiser(at.symbol), at.symbol.start) for at in named]
        return [each for written in meant if written.text for each in self._parameter_of(written, position, depth + 1)]

    # Values

    def _types(self, value: Value, depth: int) -> list[Located]:
        self._steps += 1
        if depth > _DEEP or self._steps > _STEPS_AT_MOST:
            return []
        if isinstance(value, Instance):
            return [value.type]
        if isinstance(value, Written):
            view = self._snapshot.view(value.path)
            if view is None:
                return []
            found = [at for name in named_types(value.text) for at in self._named_types(view, name, value.offset)]
            return found or [
                at for name in outer_types(value.text) for at in self._named_types(view, name, value.offset)
            ]
        if isinstance(value, Callee | Denoted) and self._is_called_bare(value):
            return [at for given in self._call(value, depth + 1) for at in self._types(given, depth + 1)]
        if isinstance(value, Denoted):
            if value.located.symbol.kind in TYPES or value.located.symbol.kind in ("namespace", "module"):
                return [value.located]
            held = [at for each in self._held(value, depth + 1) for at in self._types(each, depth + 1)]
            return held or ([value.located] if self._members.is_object(value.located) else [])
        return []

    def _named_types(self, view: FileView, name: str, offset: int) -> list[Located]:
        if name in _SELF_TYPES:
            owner = self._members.around(view, offset)
            return [owner] if owner else []
        found = self._names.types(view, name, offset)
        renamed = "" if found else self._snapshot.renamed(view, name)
        return self._names.types(view, renamed, offset) if renamed else found

    def _held(self, value: Denoted, depth: int) -> list[Value]:
        """What a variable, field or property holds."""
        located, symbol = value.located, value.located.symbol
        if symbol.kind not in _HELD or depth > _DEEP:
            return []
        if symbol.kind == "enum_member":
            view = self._snapshot.view(located.path)
            return [Instance(at) for at in self._names.types(view, symbol.container, symbol.start)] if view else []
        if symbol.result:
            return self._got(self._result(value), located.path, depth)
        if symbol.kind == "property" and symbol.returned:
            return self._expression(located.path, symbol.returned, symbol.end - 1, depth + 1)
        if symbol.kind == "property":  # Ruby's `attr_reader :name` gives `@name`
            return self._field_behind(value, depth)
        return self._got(
            self._expression(located.path, initialiser(symbol), symbol.start, depth + 1), located.path, depth
        )

    def _field_behind(self, value: Denoted, depth: int) -> list[Value]:
        view, container = self._snapshot.view(value.located.path), value.located.symbol.container
        owner = value.owner or (next(iter(self._names.types(view, container, None)), None) if view else None)
        fields = self._members.named(owner, f"@{value.located.symbol.name}") if owner is not None else []
        return [held for at in fields[:1] for held in self._held(Denoted(at, owner), depth + 1)]

    def _is_called_bare(self, value: Value) -> bool:
        """Whether the name of a method stands for its call."""
        if isinstance(value, Callee):
            view = self._snapshot.view(self._asked)
        elif isinstance(value, Denoted) and value.located.symbol.kind in ("function", "method"):
            view = self._snapshot.view(value.located.path)
        else:
            return False
        return view is not None and view.convention.calls_bare

    def _result(self, value: Denoted) -> list[Value]:
        symbol = value.located.symbol
        result = symbol.result.strip("\"' :")
        receiver = next((each.type for each in symbol.parameters if each.kind == "receiver"), "")
        if value.owner is not None and (result in _SELF_TYPES or result == receiver):
            return [Instance(value.owner)]
        own = Written(value.located.path, symbol.result, symbol.start)
        return [*generics.substituted(symbol.result, value.bound), own]

    def _member(self, value: Value, name: str, depth: int) -> list[Value]:
        if isinstance(value, Module):
            symbols, modules = self._names.in_module(value, name)
            inside: list[Value] = [each for at in symbols for each in self._module_or(Denoted(at), depth)] + [*modules]
            return inside or ([] if value.files else [Outside()])
        if isinstance(value, Callee) and not self._is_called_bare(value):
            return []
        if isinstance(value, Outside):
            return [value]
        values = self._as_written(value, depth)
        found = [member for each in values for member in self._members_named(each, name, depth)]
        if not values or any(not at.located.path.startswith("/") for at in found if isinstance(at, Denoted)):
            return found
        if name == "new" and isinstance(value, Denoted) and value.located.symbol.kind in TYPES:
            return [Callee((Instance(value.located),))]  # Ruby's classes, and what is derived for others
        written = [each for each in values if isinstance(each, Written)]
        given: list[Value] = [
            Written(each.path, text, each.offset) for each in written for text in containers.given(each.text, name)
        ]
        if not given and name in containers.SAME:
            given = list(written) or [Instance(at) for at in self._types(value, depth + 1)]
        return [Callee(tuple(given))] if given else found

    def _module_or(self, value: Denoted, depth: int) -> list[Value]:
        """The module that a library's variable stands for (`os.path`), else the variable itself."""
        located = value.located
        if located.symbol.kind != "variable" or not located.path.startswith("/"):
            return [value]
        return [each for each in self._held(value, depth + 1) if isinstance(each, Module)] or [value]

    def _members_named(self, value: Value, name: str, depth: int) -> list[Value]:
        """The members of that name of the types of a value."""
        found: list[Value] = []
        for owner in self._types(value, depth + 1):
            bound = generics.bound_by(owner.symbol, value) if isinstance(value, Written) else ()
            for at in self._members.named(owner, name):
                found.append(Denoted(at, owner, bound or self._bound_by_bases(owner, at)))
        return found

    def _bound_by_bases(self, owner: Located, member: Located) -> Bound:
        container = member.symbol.container
        if container == owner.symbol.qualified_name:
            return ()
        line = self._members.line(owner)
        holder = next((each.symbol for each in line if each.symbol.qualified_name == container), None)
        return generics.bound_through([(at.path, at.symbol) for at in line], holder, ()) if holder is not None else ()

    def _got(self, values: list[Value], path: str, depth: int) -> list[Value]:
        """What a field gives that holds the values: themselves, or what descriptors do (Python's `__get__`)."""
        view = self._snapshot.view(path)
        if view is None or not view.convention.descriptors or depth >= _DEEP:
            return values
        getters = [each for value in values for each in self._members_named(value, "__get__", depth + 1)]
        return [given for getter in getters for given in self._call(getter, depth + 1)] or values

    def _call(self, value: Value, depth: int) -> list[Value]:
        if isinstance(value, Callee):
            return list(value.values)
        if isinstance(value, Outside):
            return [value]
        if not isinstance(value, Denoted) or depth > _DEEP:
            return []
        symbol = value.located.symbol
        if symbol.kind in TYPES:
            return [Instance(value.located)]
        if symbol.kind in _HELD:
            held = self._held(value, depth + 1)
            return [called for each in held for called in self._call(each, depth + 1)]
        if symbol.kind == "constructor":
            view = self._snapshot.view(value.located.path)
            owners = self._names.types(view, symbol.container, symbol.start) if view else []
            return [Instance(at) for at in owners[:1]]
        if symbol.result:
            return self._result(value)
        if symbol.returned in ("self", "this", "$this", "cls") and value.owner is not None:
            return [Instance(value.owner)]
        return self._expression(value.located.path, symbol.returned, symbol.end - 1, depth + 1)

    def _index(self, value: Value, depth: int) -> list[Value]:
        if isinstance(value, Outside) or (isinstance(value, Denoted) and value.located.symbol.kind in TYPES):
            return [value]  # `Box[int]`
        values = self._as_written(value, depth)
        found = parts.indexed(values) or self._through(value, ("__getitem__", "operator[]"), depth)
        # C writes an array's type as that of its elements.
        return found or [each for each in values if self._is_array_like(each)]

    def _is_array_like(self, value: Value) -> bool:
        view = self._snapshot.view(value.path) if isinstance(value, Written) else None
        return view is not None and view.style == "include"

    def _elements(self, value: Value, position: int, depth: int) -> list[Value]:
        found = parts.elements(self._as_written(value, depth), position)
        return found or parts.elements(self._through(value, ("__iter__", "__aiter__"), depth))

    def _entered(self, value: Value, depth: int) -> list[Value]:
        through = self._through(value, ("__enter__", "__aenter__"), depth)
        return through or parts.entered(self._as_written(value, depth))

    def _through(self, value: Value, methods: tuple[str, ...], depth: int) -> list[Value]:
        """What the first of `methods` that a type of the value has gives."""
        for owner in self._types(value, depth + 1):
            for name in methods:
                for at in self._members.named(owner, name)[:1]:
                    if given := self._call(Denoted(at, owner), depth + 1):
                        return given
        return []

    def _as_written(self, value: Value, depth: int) -> list[Value]:
        """The value itself, or what a variable holds."""
        if isinstance(value, Denoted) and value.located.symbol.kind in _HELD:
            return [each for held in self._held(value, depth + 1) for each in self._as_written(held, depth + 1)]
        return [value]
