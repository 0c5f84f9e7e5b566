(body_statement) @block
(block_body) @block
(then) @block
(do) @block

(if) @flow.branch
(elsif) @flow.branch
(unless) @flow.branch
(if_modifier) @flow.branch
(unless_modifier) @flow.branch
(conditional) @flow.branch
(case) @flow.branch
(when) @flow.branch
(case_match) @flow.branch
(in_clause) @flow.branch

(while) @flow.loop
(until) @flow.loop
(while_modifier) @flow.loop
(until_modifier) @flow.loop
(for) @flow.loop

(return) @flow.return
(rescue) @flow.catch
(rescue_modifier) @flow.catch
(yield) @flow.yield

((identifier) @flow.raise (#eq? @flow.raise "raise"))
((call !receiver method: (identifier) @_raise) @flow.raise (#any-of? @_raise "raise" "fail"))
((call
  !receiver
  method: (identifier) @_raise
  arguments: (argument_list . [
    (constant) @raised
    (scope_resolution name: (constant) @raised)
    (call receiver: (constant) @raised)
    (call receiver: (scope_resolution name: (constant) @raised))
  ]))
  (#any-of? @_raise "raise" "fail"))
