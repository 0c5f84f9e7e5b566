(block) @block

(if_statement) @flow.branch
(elseif_statement) @flow.branch

(for_statement) @flow.loop
(while_statement) @flow.loop
(repeat_statement) @flow.loop

(return_statement) @flow.return
((function_call name: (identifier) @_error) @flow.raise (#eq? @_error "error"))
((function_call name: (identifier) @_guard) @flow.catch (#any-of? @_guard "pcall" "xpcall"))
