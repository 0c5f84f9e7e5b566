(call_expression
  function: [
    (identifier) @name
    (generic_function function: (identifier) @name)
  ]
  arguments: (arguments) @arguments) @call

(call_expression
  function: [
    (field_expression value: (_) @receiver field: (field_identifier) @name)
    (scoped_identifier path: (_) @receiver name: (identifier) @name)
    (generic_function function: (field_expression value: (_) @receiver field: (field_identifier) @name))
    (generic_function function: (scoped_identifier path: (_) @receiver name: (identifier) @name))
  ]
  arguments: (arguments) @arguments) @call

(macro_invocation
  macro: [
    (identifier) @name
    (scoped_identifier path: (_) @receiver name: (identifier) @name)
  ]
  (token_tree) @arguments) @call

; What a macro is given is tokens to the grammar: a name before a round bracket is called.
(token_tree (identifier) @call @name . (token_tree . "(") @arguments)
(token_tree (_) @receiver . ["." "::"] . (identifier) @call @name . (token_tree . "(") @arguments)
