; inherits: ecmascript

(variable_declarator name: (identifier) @name type: (type_annotation (_) @type))

; Parameters of functions that have no name of their own.
(arrow_function
  parameters: (formal_parameters [
    (required_parameter pattern: (identifier) @name type: (type_annotation (_) @type))
    (optional_parameter pattern: (identifier) @name type: (type_annotation (_) @type))
  ])) @scope
(function_expression
  parameters: (formal_parameters [
    (required_parameter pattern: (identifier) @name type: (type_annotation (_) @type))
    (optional_parameter pattern: (identifier) @name type: (type_annotation (_) @type))
  ])) @scope

((call_expression
  function: (member_expression object: (_) @element property: (property_identifier) @_each)
  arguments: (arguments
    . (arrow_function parameters: (formal_parameters . (required_parameter pattern: (identifier) @name !type))) @scope))
  (#any-of? @_each "map" "forEach" "filter" "find" "findLast" "findIndex" "some" "every" "flatMap"))

; The parameters of a function whose type is known by where it stands.
(variable_declarator
  type: (type_annotation (_) @function)
  value: [
    (arrow_function parameters: (formal_parameters) @names)
    (function_expression parameters: (formal_parameters) @names)
  ] @scope)
(public_field_definition
  type: (type_annotation (_) @function)
  value: [
    (arrow_function parameters: (formal_parameters) @names)
    (function_expression parameters: (formal_parameters) @names)
  ] @scope)
([
  (function_declaration
    return_type: (type_annotation (_) @function)
    body: (statement_block
      (return_statement [
        (arrow_function parameters: (formal_parameters) @names)
        (function_expression parameters: (formal_parameters) @names)
      ] @scope)))
  (method_definition
    return_type: (type_annotation (_) @function)
    body: (statement_block
      (return_statement [
        (arrow_function parameters: (formal_parameters) @names)
        (function_expression parameters: (formal_parameters) @names)
      ] @scope)))
  (arrow_function
    return_type: (type_annotation (_) @function)
    body: (statement_block
      (return_statement [
        (arrow_function parameters: (formal_parameters) @names)
        (function_expression parameters: (formal_parameters) @names)
      ] @scope)))
  (arrow_function
    return_type: (type_annotation (_) @function)
    body: [
      (arrow_function parameters: (formal_parameters) @names)
      (function_expression parameters: (formal_parameters) @names)
    ] @scope)
])
