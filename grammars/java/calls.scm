(method_invocation
  !object
  name: (identifier) @name
  arguments: (argument_list) @arguments) @call

(method_invocation
  object: (_) @receiver
  name: (identifier) @name
  arguments: (argument_list) @arguments) @call

; new Foo(1), new Foo<>(1): the callee is the class's simple name.
(object_creation_expression
  type: [
    (type_identifier) @name
    (generic_type (type_identifier) @name)
  ]
  arguments: (argument_list) @arguments) @call

; new pkg.Foo(1)
(object_creation_expression
  type: [
    (scoped_type_identifier (_) @receiver (type_identifier) @name .)
    (generic_type (scoped_type_identifier (_) @receiver (type_identifier) @name .))
  ]
  arguments: (argument_list) @arguments) @call

; this(…) and super(…) at the head of a constructor
(explicit_constructor_invocation
  constructor: (_) @name
  arguments: (argument_list) @arguments) @call

; Foo::bar and Foo::new are calls by whoever receives them; they carry no arguments.
(method_reference . (_) @receiver "::" (identifier) @name .) @call

; A constant with arguments runs the enum's constructor, but names the constant: it is no call by name.
