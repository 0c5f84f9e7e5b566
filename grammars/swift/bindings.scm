; What local names hold; see docs/adding.md.

(property_declaration
  name: (pattern bound_identifier: (simple_identifier) @name)
  (type_annotation (_) @type))
(property_declaration name: (pattern bound_identifier: (simple_identifier) @name) value: (_) @value)
(for_statement item: (pattern bound_identifier: (simple_identifier) @name) collection: (_) @element)
; Without naming the `let` before it: that makes the query's compilation take a second.
(if_statement bound_identifier: (simple_identifier) @name . (_) @value)
(guard_statement bound_identifier: (simple_identifier) @name . (_) @value)

(lambda_literal
  type: (lambda_function_type
    (lambda_function_type_parameters
      (lambda_parameter (simple_identifier) @name (user_type) @type)))) @scope

; What goes through the elements of something calls its function with each.
((call_expression
  (navigation_expression target: (_) @element suffix: (navigation_suffix suffix: (simple_identifier) @_each))
  (call_suffix
    (lambda_literal
      type: (lambda_function_type
        (lambda_function_type_parameters . (lambda_parameter . (simple_identifier) @name .)))) @scope))
  (#any-of? @_each "map" "forEach" "filter" "flatMap" "compactMap" "first" "contains" "allSatisfy"))
