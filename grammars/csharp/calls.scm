(invocation_expression
  function: [
    (identifier) @name
    (generic_name (identifier) @name)
  ]
  arguments: (argument_list) @arguments) @call

; `this` and `base` are bare words to the grammar.
(invocation_expression
  function: [
    (member_access_expression expression: _ @receiver name: (identifier) @name)
    (member_access_expression expression: _ @receiver name: (generic_name (identifier) @name))
    (conditional_access_expression
      condition: _ @receiver
      (member_binding_expression name: (identifier) @name))
    (conditional_access_expression
      condition: _ @receiver
      (member_binding_expression name: (generic_name (identifier) @name)))
  ]
  arguments: (argument_list) @arguments) @call

; new Foo(1), new Foo<int>(1), new Foo { … }: the callee is the type's simple name.
(object_creation_expression
  type: [
    (identifier) @name
    (generic_name (identifier) @name)
    (qualified_name qualifier: (_) @receiver name: (identifier) @name)
    (qualified_name qualifier: (_) @receiver name: (generic_name (identifier) @name))
  ]
  arguments: (argument_list)? @arguments) @call

; base(…) and this(…) at the head of a constructor, and Base(…) behind a record
(constructor_initializer ["base" "this"] @name (argument_list) @arguments) @call
(primary_constructor_base_type type: (identifier) @name (argument_list) @arguments) @call
