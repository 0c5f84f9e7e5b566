(statement_block) @block
(class_body) @block
(switch_body) @block

(if_statement) @flow.branch
(switch_statement) @flow.branch
(switch_case) @flow.branch
(ternary_expression) @flow.branch

(for_statement) @flow.loop
(for_in_statement) @flow.loop
(while_statement) @flow.loop
(do_statement) @flow.loop

(return_statement) @flow.return
(catch_clause) @flow.catch
(yield_expression) @flow.yield
(await_expression) @flow.await

(throw_statement) @flow.raise
(throw_statement [
  (identifier) @raised
  (call_expression function: [(identifier) @raised (member_expression property: (_) @raised)])
  (new_expression constructor: [(identifier) @raised (member_expression property: (_) @raised)])
])
