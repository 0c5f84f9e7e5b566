; inherits: ecmascript

((call_expression
  function: (member_expression object: (_) @element property: (property_identifier) @_each)
  arguments: (arguments . (arrow_function parameters: (formal_parameters . (identifier) @name)) @scope))
  (#any-of? @_each "map" "forEach" "filter" "find" "findLast" "findIndex" "some" "every" "flatMap"))
