(call_expression
  function: [
    (identifier) @name
    (generic_function function: (identifier) @name)
  ]
  arguments: (_) @arguments) @call

(call_expression
  function: [
    (field_expression value: (_) @receiver field: (identifier) @name)
    (generic_function function: (field_expression value: (_) @receiver field: (identifier) @name))
  ]
  arguments: (_) @arguments) @call

; new Foo(1), new Foo[Int](1), new a.Foo(1)
(instance_expression
  [
    (type_identifier) @name
    (generic_type type: (type_identifier) @name)
    (stable_type_identifier (_) @receiver (type_identifier) @name .)
    (generic_type type: (stable_type_identifier (_) @receiver (type_identifier) @name .))
  ]
  arguments: (arguments)? @arguments) @call

; a to b
(infix_expression
  left: (_) @receiver
  operator: (identifier) @name
  right: (_) @arguments) @call
