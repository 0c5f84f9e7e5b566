(function_call name: (identifier) @name arguments: (_) @arguments) @call
(function_call
  name: (dot_index_expression table: (_) @receiver field: (identifier) @name)
  arguments: (_) @arguments) @call
(function_call
  name: (method_index_expression table: (_) @receiver method: (identifier) @name)
  arguments: (_) @arguments) @call
