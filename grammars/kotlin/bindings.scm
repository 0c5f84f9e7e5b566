; What local names hold; see docs/adding.md.

(property_declaration (variable_declaration . (identifier) @name . (_) @type))
(property_declaration (variable_declaration . (identifier) @name .) . (_) @value)
(property_declaration (multi_variable_declaration) @names . (_) @value)

(for_statement (variable_declaration . (identifier) @name . (_) @type))
(for_statement (variable_declaration . (identifier) @name .) . (_) @element)
(for_statement (multi_variable_declaration) @names . (_) @element)
(catch_block . (identifier) @name . (_) @type)

(lambda_literal (lambda_parameters (variable_declaration . (identifier) @name . (_) @type))) @scope

; A test of a name's type says what it is in the branch that follows.
(if_expression condition: (is_expression left: (identifier) @name right: (_) @type) . (_) @scope)

; What goes through the elements of something calls its function with each.
((call_expression
  (navigation_expression (_) @element (identifier) @_each)
  (annotated_lambda (lambda_literal (lambda_parameters . (variable_declaration . (identifier) @name .))) @scope))
  (#any-of? @_each
    "forEach" "map" "filter" "flatMap" "any" "all" "none" "first" "firstOrNull" "find" "mapNotNull" "sortedBy"
    "groupBy" "associateBy" "onEach" "let" "also"))
