; inherits: c

(call_expression
  function: [
    (qualified_identifier scope: (_) @receiver name: (identifier) @name)
    (qualified_identifier scope: (_) @receiver name: (template_function name: (identifier) @name))
    (qualified_identifier name: (qualified_identifier scope: (_) @receiver name: (identifier) @name))
    (qualified_identifier
      name: (qualified_identifier scope: (_) @receiver name: (template_function name: (identifier) @name)))
    (qualified_identifier
      name: (qualified_identifier
        name: (qualified_identifier scope: (_) @receiver name: (identifier) @name)))
  ]
  arguments: (argument_list) @arguments) @call

; ::f(x)
(call_expression
  function: (qualified_identifier !scope name: (identifier) @name)
  arguments: (argument_list) @arguments) @call

; f<int>(x); the named casts are operators, not calls.
((call_expression
  function: (template_function name: (identifier) @name)
  arguments: (argument_list) @arguments) @call
  (#not-match? @name "^(static|dynamic|const|reinterpret)_cast$"))

; a.f<int>(x): one alternative only, as in a long chain of calls each costs the square of its length.
(call_expression
  function: (field_expression
    argument: (_) @receiver
    field: (template_method name: (field_identifier) @name))
  arguments: (argument_list) @arguments) @call

; new Foo(1), new ns::Foo<T>(1)
(new_expression
  type: [
    (type_identifier) @name
    (template_type name: (type_identifier) @name)
    (qualified_identifier scope: (_) @receiver name: (type_identifier) @name)
    (qualified_identifier scope: (_) @receiver name: (template_type name: (type_identifier) @name))
  ]
  arguments: (argument_list)? @arguments) @call

; Foo{1}
(compound_literal_expression
  type: [
    (type_identifier) @name
    (template_type name: (type_identifier) @name)
    (qualified_identifier scope: (_) @receiver name: (type_identifier) @name)
  ]
  value: (initializer_list) @arguments) @call
