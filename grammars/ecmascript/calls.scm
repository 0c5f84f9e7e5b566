(call_expression function: [(identifier) (super)] @name arguments: (_) @arguments) @call
(call_expression
  function: (member_expression object: (_) @receiver property: (_) @name)
  arguments: (_) @arguments) @call
(new_expression constructor: (identifier) @name arguments: (_)? @arguments) @call
(new_expression
  constructor: (member_expression object: (_) @receiver property: (_) @name)
  arguments: (_)? @arguments) @call
