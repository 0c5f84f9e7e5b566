; What local names hold; see docs/adding.md.

(val_definition pattern: (identifier) @name type: (_)? @type value: (_) @value)
(var_definition pattern: (identifier) @name type: (_)? @type value: (_) @value)
(val_definition pattern: (tuple_pattern) @names value: (_) @value)
(enumerator . (identifier) @name . (_) @element)
(typed_pattern pattern: (identifier) @name type: (_) @type)

(lambda_expression parameters: (bindings (binding name: (identifier) @name type: (_) @type))) @scope

; What goes through the elements of something calls its function with each.
((call_expression
  function: (field_expression value: (_) @element field: (identifier) @_each)
  arguments: [
    (arguments . (lambda_expression parameters: (identifier) @name) @scope)
    (block . (lambda_expression parameters: (identifier) @name) @scope)
  ])
  (#any-of? @_each "map" "foreach" "filter" "flatMap" "exists" "forall" "find" "collect"))
