[
  (block)
  (indented_block)
  (template_body)
  (with_template_body)
  (enum_body)
  (case_block)
] @block

[
  (if_expression)
  (match_expression)
] @flow.branch

[
  (for_expression)
  (while_expression)
  (do_while_expression)
] @flow.loop

(return_expression) @flow.return
(catch_clause) @flow.catch
(throw_expression) @flow.raise

; throw new Foo(…), throw Foo(…), throw new a.Foo(…)
(throw_expression [
  (instance_expression [
    (type_identifier) @raised
    (stable_type_identifier (type_identifier) @raised .)
  ])
  (call_expression function: (identifier) @raised)
])
