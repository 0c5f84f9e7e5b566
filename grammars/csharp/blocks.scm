[
  (block)
  (declaration_list)
  (enum_member_declaration_list)
  (accessor_list)
  (switch_body)
] @block

[
  (if_statement)
  (switch_statement)
  (switch_expression)
  (conditional_expression)
] @flow.branch

[
  (for_statement)
  (foreach_statement)
  (while_statement)
  (do_statement)
] @flow.loop

(return_statement) @flow.return
(yield_statement) @flow.yield
(await_expression) @flow.await
(catch_clause) @flow.catch

[
  (throw_statement)
  (throw_expression)
] @flow.raise

; throw new Foo(…), throw new A.Foo(…)
(_
  "throw"
  (object_creation_expression
    type: [
      (identifier) @raised
      (generic_name (identifier) @raised)
      (qualified_name name: (identifier) @raised)
    ]))
