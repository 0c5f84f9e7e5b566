; What local names hold; see docs/adding.md.

(assignment_expression left: (variable_name) @name right: (_) @value)
(assignment_expression left: (list_literal) @names right: (_) @value)
(foreach_statement . (_) @element . (variable_name) @name)
(foreach_statement . (_) @element . (pair (_) . (variable_name) @name))
(catch_clause type: (type_list (_) @type) name: (variable_name) @name)

(anonymous_function
  parameters: (formal_parameters (simple_parameter type: (_) @type name: (variable_name) @name))) @scope
(arrow_function
  parameters: (formal_parameters (simple_parameter type: (_) @type name: (variable_name) @name))) @scope

; A test of a name's class says what it is in the branch that follows.
(if_statement
  condition: (parenthesized_expression
    (binary_expression left: (variable_name) @name operator: "instanceof" right: (_) @type))
  body: (_) @scope)
