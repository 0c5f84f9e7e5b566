(function_call_expression function: [(name) (variable_name)] @name arguments: (_) @arguments) @call
(function_call_expression
  function: (qualified_name prefix: (_)? @receiver (name) @name)
  arguments: (_) @arguments) @call
(function_call_expression function: (relative_name "namespace" @receiver (name) @name) arguments: (_) @arguments) @call

(member_call_expression object: (_) @receiver name: (name) @name arguments: (_) @arguments) @call
(nullsafe_member_call_expression object: (_) @receiver name: (name) @name arguments: (_) @arguments) @call
(scoped_call_expression scope: (_) @receiver name: (name) @name arguments: (_) @arguments) @call

(object_creation_expression . (name) @name (arguments)? @arguments) @call
(object_creation_expression
  .
  (qualified_name prefix: (_)? @receiver (name) @name)
  (arguments)? @arguments) @call
