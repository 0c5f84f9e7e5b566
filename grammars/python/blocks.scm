(block) @block

(if_statement) @flow.branch
(elif_clause) @flow.branch
(match_statement) @flow.branch
(case_clause) @flow.branch
(conditional_expression) @flow.branch

(for_statement) @flow.loop
(while_statement) @flow.loop
(for_in_clause) @flow.loop

(return_statement) @flow.return
(except_clause) @flow.catch
(yield) @flow.yield
(await) @flow.await

(raise_statement) @flow.raise
(raise_statement . [
  (identifier) @raised
  (attribute attribute: (identifier) @raised)
  (call function: [(identifier) @raised (attribute attribute: (identifier) @raised)])
])
