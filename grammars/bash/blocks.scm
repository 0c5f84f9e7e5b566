(compound_statement) @block
(do_group) @block
(subshell) @block

(if_statement) @flow.branch
(elif_clause) @flow.branch
(case_statement) @flow.branch
(case_item) @flow.branch
(ternary_expression) @flow.branch

(for_statement) @flow.loop
(c_style_for_statement) @flow.loop
(while_statement) @flow.loop

((command name: (command_name (word) @_return)) @flow.return (#eq? @_return "return"))
((command name: (command_name (word) @_exit)) @flow.raise (#eq? @_exit "exit"))
