[
  (block)
  (class_body)
  (enum_class_body)
  (lambda_literal)
  (when_expression)
] @block

[
  (if_expression)
  (when_expression)
] @flow.branch

[
  (for_statement)
  (while_statement)
  (do_while_statement)
] @flow.loop

(return_expression) @flow.return
(catch_block) @flow.catch
(throw_expression) @flow.raise

; throw Foo(…), throw a.Foo(…)
(throw_expression
  (call_expression . [
    (identifier) @raised
    (navigation_expression (identifier) @raised .)
  ]))
