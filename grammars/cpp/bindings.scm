; inherits: c

(declaration
  type: (_) @type
  declarator: (init_declarator declarator: (reference_declarator (identifier) @name) value: (_) @value))
(declaration
  declarator: (init_declarator declarator: (structured_binding_declarator) @names value: (_) @value))
; `Box box(size);` reads as a function, which nobody declares inside of another.
(compound_statement
  (declaration type: (_) @type declarator: (function_declarator declarator: (identifier) @name)))
(condition_clause value: (declaration type: (_) @type declarator: (identifier) @name value: (_) @value))

(for_range_loop
  type: (_) @type
  declarator: [
    (identifier) @name
    (reference_declarator (identifier) @name)
    (pointer_declarator declarator: (identifier) @name)
  ]
  right: (_) @element)
(for_range_loop
  declarator: [
    (structured_binding_declarator) @names
    (reference_declarator (structured_binding_declarator) @names)
  ]
  right: (_) @element)

(catch_clause
  parameters: (parameter_list
    (parameter_declaration type: (_) @type declarator: [(identifier) @name (reference_declarator (identifier) @name)])))
(lambda_expression
  declarator: (_ parameters: (parameter_list
    (parameter_declaration
      type: (_) @type
      declarator: [
        (identifier) @name
        (pointer_declarator declarator: (identifier) @name)
        (reference_declarator (identifier) @name)
      ])))) @scope
