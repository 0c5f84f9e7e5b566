[
  (compound_statement)
  (field_declaration_list)
  (enumerator_list)
] @block

[
  (if_statement)
  (switch_statement)
  (conditional_expression)
] @flow.branch

[
  (for_statement)
  (while_statement)
  (do_statement)
] @flow.loop

(return_statement) @flow.return
