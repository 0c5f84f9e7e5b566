; What JavaScript and TypeScript share.

(variable_declarator name: (identifier) @name value: (_) @value)
(variable_declarator name: (array_pattern) @names value: (_) @value)
(variable_declarator
  name: (object_pattern [
    (shorthand_property_identifier_pattern) @name @member
    (pair_pattern key: (property_identifier) @member value: (identifier) @name)
  ])
  value: (_) @value)
(assignment_expression left: (identifier) @name right: (_) @value)

(for_in_statement left: (identifier) @name operator: "of" right: (_) @element)
(for_in_statement left: (array_pattern) @names operator: "of" right: (_) @element)

; A test of a name's class says what it is in the branch that follows.
(if_statement
  condition: (parenthesized_expression
    (binary_expression left: (identifier) @name operator: "instanceof" right: [(identifier) (member_expression)] @type))
  consequence: (_) @scope)

; What goes through the elements of something calls its function with each.
((call_expression
  function: (member_expression object: (_) @element property: (property_identifier) @_each)
  arguments: (arguments . (arrow_function parameter: (identifier) @name) @scope))
  (#any-of? @_each "map" "forEach" "filter" "find" "findLast" "findIndex" "some" "every" "flatMap"))
