; What local names hold; see docs/adding.md.

(let_declaration pattern: (identifier) @name type: (_)? @type value: (_)? @value)
(let_declaration pattern: (tuple_pattern) @names value: (_) @value)

; `Some` and `Ok` hold what is asked for.
((let_declaration pattern: (tuple_struct_pattern type: (identifier) @_held . (identifier) @name .) value: (_) @value)
  (#any-of? @_held "Some" "Ok"))
((let_condition pattern: (tuple_struct_pattern type: (identifier) @_held . (identifier) @name .) value: (_) @value)
  (#any-of? @_held "Some" "Ok"))
((match_expression
  value: (_) @value
  body: (match_block
    (match_arm
      pattern: (match_pattern (tuple_struct_pattern type: (identifier) @_held . (identifier) @name .))) @scope))
  (#any-of? @_held "Some" "Ok"))

(for_expression pattern: (identifier) @name value: (_) @element)
(for_expression pattern: (tuple_pattern) @names value: (_) @element)

(closure_expression
  parameters: (closure_parameters (parameter pattern: (identifier) @name type: (_) @type))) @scope

; What goes through the elements of something calls its function with each.
((call_expression
  function: (field_expression value: (_) @element field: (field_identifier) @_each)
  arguments: (arguments
    . (closure_expression
      parameters: (closure_parameters . [(identifier) @name (reference_pattern (identifier) @name)])) @scope))
  (#any-of? @_each
    "map" "for_each" "filter" "find" "any" "all" "position" "filter_map" "flat_map" "and_then" "is_some_and" "inspect"))
