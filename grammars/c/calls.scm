(call_expression
  function: [
    (identifier) @name
    (parenthesized_expression (identifier) @name)
    (parenthesized_expression (pointer_expression argument: (identifier) @name))
  ]
  arguments: (argument_list) @arguments) @call

(call_expression
  function: [
    (field_expression argument: (_) @receiver field: (field_identifier) @name)
    (parenthesized_expression (field_expression argument: (_) @receiver field: (field_identifier) @name))
    (parenthesized_expression
      (pointer_expression argument: (field_expression argument: (_) @receiver field: (field_identifier) @name)))
  ]
  arguments: (argument_list) @arguments) @call

; table[i](x)
(call_expression
  function: (subscript_expression argument: (identifier) @name)
  arguments: (argument_list) @arguments) @call
