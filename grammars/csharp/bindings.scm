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

; What goes through the elements of something calls its function with each.
((invocation_expression
  function: (member_access_expression expression: (_) @element name: (identifier) @_each)
  arguments: (argument_list
    . (argument
      (lambda_expression
        parameters: [(implicit_parameter) @name (parameter_list . (parameter !type name: (identifier) @name))]) @scope)))
  (#any-of? @_each
    "Select" "Where" "First" "FirstOrDefault" "Single" "SingleOrDefault" "Any" "All" "Count" "OrderBy"
    "OrderByDescending" "ForEach" "SelectMany" "Find" "Exists" "GroupBy" "ToDictionary" "Sum" "Max" "Min"))
