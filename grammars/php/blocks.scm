(compound_statement) @block
(declaration_list) @block
(enum_declaration_list) @block
(switch_block) @block
(match_block) @block
(colon_block) @block

(if_statement) @flow.branch
(else_if_clause) @flow.branch
(switch_statement) @flow.branch
(case_statement) @flow.branch
(match_expression) @flow.branch
(match_conditional_expression) @flow.branch
(conditional_expression) @flow.branch

(for_statement) @flow.loop
(foreach_statement) @flow.loop
(while_statement) @flow.loop
(do_statement) @flow.loop

(return_statement) @flow.return
(catch_clause) @flow.catch
(yield_expression) @flow.yield

(throw_expression) @flow.raise
(throw_expression [
  (object_creation_expression . (name) @raised)
  (object_creation_expression . (qualified_name (name) @raised))
  (scoped_call_expression scope: (name) @raised)
  (scoped_call_expression scope: (qualified_name (name) @raised))
])
