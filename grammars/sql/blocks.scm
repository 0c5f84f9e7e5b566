(column_definitions) @block
(create_query) @block
(function_body) @block
(procedure_body) @block
(cte) @block
(case) @flow.branch
