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
