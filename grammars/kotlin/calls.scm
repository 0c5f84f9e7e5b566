(call_expression . (identifier) @name (value_arguments) @arguments) @call
(call_expression . (identifier) @name . (annotated_lambda) @arguments) @call

(call_expression
  .
  (navigation_expression (_) @receiver (identifier) @name .)
  (value_arguments) @arguments) @call
(call_expression
  .
  (navigation_expression (_) @receiver (identifier) @name .)
  .
  (annotated_lambda) @arguments) @call

; a.f<T>(x) and a.f<T>(x) { … }: the grammar reads two comparisons.
(binary_expression
  left: (binary_expression
    left: [
      (identifier) @name
      (navigation_expression (_) @receiver (identifier) @name .)
    ]
    operator: "<")
  operator: ">"
  right: [
    (parenthesized_expression) @arguments
    (call_expression . (parenthesized_expression) @arguments)
  ]) @call

; Base(…) behind a class, @Named(…)
(constructor_invocation
  (user_type (identifier) @name . (type_arguments)? .)
  (value_arguments) @arguments) @call
(constructor_delegation_call ["this" "super"] @name (value_arguments) @arguments) @call

; a to b
(infix_expression . (_) @receiver (identifier) @name (_) @arguments .) @call

; A::f and ::f are calls by whoever receives them; they carry no arguments.
((navigation_expression (_) @receiver "::" (identifier) @name) @call
  (#not-eq? @name "class"))
(callable_reference (identifier) @name .) @call
