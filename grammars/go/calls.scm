(call_expression
  function: [
    (identifier) @name
    (parenthesized_expression (identifier) @name)
    (type_instantiation_expression type: (type_identifier) @name)
  ]
  arguments: (argument_list) @arguments) @call

(call_expression
  function: [
    (selector_expression operand: (_) @receiver field: (field_identifier) @name)
    (parenthesized_expression (selector_expression operand: (_) @receiver field: (field_identifier) @name))
  ]
  arguments: (argument_list) @arguments) @call

; F[int](x): with one type argument the grammar reads an index.
(call_expression
  function: (index_expression operand: (identifier) @name)
  arguments: (argument_list) @arguments) @call

(call_expression
  function: (index_expression
    operand: (selector_expression operand: (_) @receiver field: (field_identifier) @name))
  arguments: (argument_list) @arguments) @call
