(call_expression . (simple_identifier) @name (call_suffix . (_) @arguments)) @call

(call_expression
  .
  (navigation_expression (_) @receiver (navigation_suffix (simple_identifier) @name))
  (call_suffix . (_) @arguments)) @call

; Box<Int>(1)
(constructor_expression
  (user_type (type_identifier) @name . (type_arguments)? .)
  (constructor_suffix . (_) @arguments)) @call
