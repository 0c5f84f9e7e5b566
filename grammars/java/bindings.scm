; What local names hold; see docs/adding.md.

(local_variable_declaration
  type: (_) @type
  declarator: (variable_declarator name: (identifier) @name value: (_)? @value))
(resource type: (_) @type name: (identifier) @name value: (_) @value)
(enhanced_for_statement type: (_) @type name: (identifier) @name value: (_) @element)
(catch_formal_parameter (catch_type (_) @type) name: (identifier) @name)
(instanceof_expression right: (_) @type name: (identifier) @name)
(type_pattern (_) @type . (identifier) @name)

(lambda_expression
  parameters: (formal_parameters (formal_parameter type: (_) @type name: (identifier) @name))) @scope

; What goes through the elements of something calls its function with each.
((method_invocation
  object: (_) @element
  name: (identifier) @_each
  arguments: (argument_list
    . (lambda_expression parameters: [(identifier) @name (inferred_parameters . (identifier) @name)]) @scope))
  (#any-of? @_each
    "forEach" "map" "filter" "flatMap" "anyMatch" "allMatch" "noneMatch" "peek" "mapToInt" "mapToObj" "removeIf"
    "ifPresent"))
