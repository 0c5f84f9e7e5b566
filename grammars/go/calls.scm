(call_expression
  function: [
    (identifier) @name
    (parenthesized_expression (identifier) @name)
  ]
  arguments: (argument_list) @arguments) @call

(call_expression
  function: [
    (selector_expression operand: (_) @receiver field: (field_identifier) @name)
    (parenthesized_expression (selector_expression operand: (_) @receiver field: (field_identifier) @name))
  ]
  arguments: (argument_list) @arguments) @call

; F[int](x): with one argument and one type argument the grammar reads a conversion to a generic type.
(type_conversion_expression
  type: [
    (generic_type type: (type_identifier) @name)
    (generic_type type: (qualified_type package: (_) @receiver name: (type_identifier) @name))
  ]
  operand: (_) @arguments) @call
