; What local names hold; see docs/adding.md.

(local_declaration_statement
  (variable_declaration type: (_) @type (variable_declarator name: (identifier) @name . (_)? @value)))
(local_declaration_statement (variable_declaration (variable_declarator (tuple_pattern) @names . (_) @value)))
(using_statement
  (variable_declaration type: (_) @type (variable_declarator name: (identifier) @name . (_)? @value)))
(foreach_statement type: (_) @type left: (identifier) @name right: (_) @element)
(catch_declaration type: (_) @type name: (identifier) @name)
(declaration_pattern type: (_) @type name: (identifier) @name)
(declaration_expression type: (_) @type name: (identifier) @name)

(lambda_expression parameters: (parameter_list (parameter type: (_) @type name: (identifier) @name))) @scope
