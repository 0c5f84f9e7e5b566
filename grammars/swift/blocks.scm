[
  (class_body)
  (enum_class_body)
  (protocol_body)
  (function_body)
  (computed_property)
  (lambda_literal)
  (statements)
] @block

[
  (if_statement)
  (guard_statement)
  (switch_statement)
  (ternary_expression)
] @flow.branch

[
  (for_statement)
  (while_statement)
  (repeat_while_statement)
] @flow.loop

(_ "return") @flow.return
(catch_block) @flow.catch
(await_expression) @flow.await
(_ (throw_keyword)) @flow.raise

; throw Missing(…), throw Missing.file, throw Missing.file(…)
(_ (throw_keyword) . [
  (call_expression . (simple_identifier) @raised)
  (navigation_expression . (simple_identifier) @raised)
  (call_expression . (navigation_expression . (simple_identifier) @raised))
])
